/** Lists of inputs and outputs as cases of a program, kept within what a problem may hold. */
import type { ProgramTest } from '../../guidance/program-test';
import { MAX_TEST, MAX_TESTS } from '../bounds';
import { printedText } from './json-values';
import { RowFault } from './row';

/** `{input: [...], output: [...]}`, or a list of `{input, output}`; [] where there is nothing. */
export function readCaseLists(value: unknown, field: string): ProgramTest[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.map((one: unknown) => readCase(one, field));
  if (typeof value !== 'object') throw new RowFault(`its field ${field} holds no cases`);
  const { input, output, inputs, outputs } = { ...emptyLists, ...value };
  return paired(input ?? inputs, output ?? outputs, field);
}

const emptyLists: { input?: unknown; output?: unknown; inputs?: unknown; outputs?: unknown } = {};

export function paired(inputs: unknown, outputs: unknown, field: string): ProgramTest[] {
  if (!Array.isArray(inputs) || !Array.isArray(outputs)) throw new RowFault(`its field ${field} holds no cases`);
  if (inputs.length !== outputs.length) {
    throw new RowFault(`its field ${field} has ${inputs.length} inputs and ${outputs.length} outputs`);
  }
  return inputs.map((input: unknown, i) => ({ input: streamText(input), output: streamText(outputs[i]) }));
}

function readCase(one: unknown, field: string): ProgramTest {
  if (typeof one !== 'object' || one === null || !('input' in one) || !('output' in one)) {
    throw new RowFault(`its field ${field} has an entry without input and output`);
  }
  const { input, output } = one;
  // A list of outputs is a list of those that are right; the first is the usual one.
  return { input: streamText(input), output: printedText(Array.isArray(output) ? output[0] : output) };
}

/** A list is a text by its lines, as APPS has some. */
function streamText(value: unknown): string {
  return Array.isArray(value) ? value.map((line: unknown) => printedText(line)).join('\n') : printedText(value);
}

/** Visible and hidden cases; what does not fit is left out of the hidden ones, and said. */
export function keptCases(
  visible: readonly ProgramTest[],
  hidden: readonly ProgramTest[],
  notes: string[],
): { visibleTests: ProgramTest[]; hiddenTests: ProgramTest[] } {
  const seen = new Set<string>();
  const fresh = (one: ProgramTest) => {
    const key = JSON.stringify([one.input, one.output]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };
  const visibleTests = visible.filter(fresh);
  const others = hidden.filter(fresh);
  const small = others.filter(({ input, output }) => input.length <= MAX_TEST && output.length <= MAX_TEST);
  const hiddenTests = small.slice(0, MAX_TESTS);
  const left = others.length - hiddenTests.length;
  if (left > 0) notes.push(`${left} hidden ${left === 1 ? 'case is' : 'cases are'} left out: too many or too long`);
  return { visibleTests, hiddenTests };
}

/** What stands in for samples where the file has none. */
export function withAVisibleCase(
  visible: readonly ProgramTest[],
  hidden: readonly ProgramTest[],
  notes: string[],
): { visible: readonly ProgramTest[]; hidden: readonly ProgramTest[] } {
  const [first, ...rest] = hidden;
  if (visible.length > 0 || first === undefined) return { visible, hidden };
  notes.push('it has no samples: the first of its cases is visible');
  return { visible: [first], hidden: rest };
}
