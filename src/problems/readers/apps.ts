/**
 * APPS. On the Hub: problem_id, question, input_output (a JSON text of inputs, outputs and perhaps fn_name),
 * starter_code, solutions (a JSON text of programs), difficulty. Rows with fn_name are functions, or methods of a class
 * Solution; all others are whole programs. Its selected edition has name, description, sample_io and test_list instead,
 * all of them whole programs.
 *
 * Visible: `sample_io`; on the Hub, where nothing is marked as sample, the first two. Hidden: the rest.
 */
import { MAX_TESTS } from '../bounds';
import { keptCases, paired, readCaseLists, withAVisibleCase } from './cases';
import { parseKeepingNumbers, pythonLiteral } from './json-values';
import { typingImport } from './prompt-parts';
import { fieldsOf, type ReadRow, Row, RowFault } from './row';

const VISIBLE = 2;

export function readApps(row: Row): ReadRow {
  const id = row.identifier('problem_id', 'id');
  const notes: string[] = [];
  const tests = jsonField(row, 'input_output');
  if (tests === null) throw new RowFault('its field input_output holds no tests');
  const solutions = jsonField(row, 'solutions');
  const [first] = Array.isArray(solutions) ? solutions : [];
  const common = {
    id,
    title: row.optionalText('title') || `Task ${id}`,
    statement: row.text('question'),
  };
  const read = fieldsOf(tests, 'its field input_output');
  const problem =
    typeof read.fn_name === 'string'
      ? { ...common, ...functionParts(read, read.fn_name, row.optionalText('starter_code'), notes) }
      : { ...common, ...programParts(read, notes) };
  return { problem, solution: typeof first === 'string' ? first : null, tags: difficulty(row), notes };
}

export function readSelectedApps(row: Row): ReadRow {
  // Numbers as the file writes them: 1.0 is printed as 1.0.
  const exact = new Row(fieldsOf(parseKeepingNumbers(row.source), 'it'), row.source);
  const notes: string[] = [];
  const samples = readCaseLists(exact.value('sample_io'), 'sample_io');
  const { visible, hidden } = withAVisibleCase(samples, readCaseLists(exact.value('test_list'), 'test_list'), notes);
  const id = row.identifier('id', 'name');
  const starter = row.optionalText('starter_code').trim();
  if (starter !== '') notes.push('its starter code is left out: this edition tests what a program prints');
  return {
    problem: {
      kind: 'program',
      id,
      title: `Task ${id}`,
      statement: row.text('description'),
      ...keptCases(visible, hidden, notes),
    },
    solution: null,
    tags: difficulty(row),
    notes,
    mayRepeat: true,
  };
}

function programParts(tests: Readonly<Record<string, unknown>>, notes: string[]) {
  const cases = paired(tests.inputs, tests.outputs, 'input_output');
  return { kind: 'program', ...keptCases(cases.slice(0, VISIBLE), cases.slice(VISIBLE), notes) };
}

function functionParts(
  { inputs, outputs }: Readonly<Record<string, unknown>>,
  name: string,
  starter: string,
  notes: string[],
) {
  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) throw new RowFault('its fn_name is no name of Python');
  if (!Array.isArray(inputs) || !Array.isArray(outputs) || inputs.length !== outputs.length || inputs.length === 0) {
    throw new RowFault('its field input_output does not give one output for each input');
  }
  const isMethod = /^\s*class\s+Solution\b/m.test(starter);
  const callee = isMethod ? `Solution().${name}` : name;
  const tests = inputs.map((given: unknown, i) => {
    const call = `${callee}(${argumentsOf(given)})`;
    return `assert ${call} ${expectation(outputs[i])}`;
  });
  if (tests.length > MAX_TESTS) notes.push(`${tests.length - MAX_TESTS} hidden tests are left out: too many`);
  return {
    entryPoint: isMethod ? 'Solution' : name,
    visibleTests: tests.slice(0, VISIBLE),
    hiddenTests: tests.slice(VISIBLE, MAX_TESTS),
    setup: typingImport('', starter),
  };
}

function argumentsOf(given: unknown): string {
  return Array.isArray(given) ? given.map((one: unknown) => pythonLiteral(one)).join(', ') : pythonLiteral(given);
}

/** The set's own checker takes a list of one value for that value too. */
function expectation(output: unknown): string {
  const literal = pythonLiteral(output);
  return Array.isArray(output) && output.length === 1
    ? `in (${pythonLiteral(output[0])}, ${literal})`
    : `== ${literal}`;
}

function difficulty(row: Row): string[] {
  const said = row.value('difficulty');
  return typeof said === 'string' && said !== '' ? [said] : [];
}

/** A field whose text is JSON; null where it is empty. */
function jsonField(row: Row, field: string): unknown {
  const value = row.value(field);
  if (typeof value !== 'string') return value ?? null;
  if (value.trim() === '') return null;
  try {
    return parseKeepingNumbers(value);
  } catch {
    throw new RowFault(`its field ${field} is no JSON`);
  }
}
