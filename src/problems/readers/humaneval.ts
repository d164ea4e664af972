/**
 * HumanEval (task_id, prompt, entry_point, canonical_solution, test) and what has its form: with `sample_io`,
 * HumanEval-ET with `test_case_list`, and CodeContests as functions with `given_tests`.
 *
 * Visible are the file's own samples where it has some, else the examples of the docstring. Hidden is `check`, or the
 * longer list of the ET edition in its place: all of it, so that passing the hidden tests is what the set itself counts;
 * some of it may repeat a visible one.
 */
import { checkTests } from './check-function';
import { docstringExamples } from './docstring-examples';
import { promptParts, typingImport } from './prompt-parts';
import { balanced } from './python-text';
import type { ReadRow, Row } from './row';
import { RowFault } from './row';

export function readHumanEval(row: Row): ReadRow {
  const entryPoint = row.text('entry_point');
  const prompt = row.text('prompt').replaceAll('\r\n', '\n');
  const parts = promptParts(prompt, entryPoint);
  if (parts === null) throw new RowFault(`its prompt defines no function ${entryPoint}`);
  const id = row.identifier('task_id');
  const notes: string[] = [];
  const hiddenTests = row.has('test_case_list')
    ? row.tests('test_case_list').map((test) => test.trim())
    : checkTests(row.text('test'), entryPoint);
  const visibleTests = visibleOf(row, parts.docstring, entryPoint, hiddenTests, notes);
  const canonical = row.optionalText('canonical_solution');
  return {
    problem: {
      id,
      title: `${id} ${entryPoint}`,
      statement: statementOf(parts),
      entryPoint,
      visibleTests,
      hiddenTests,
      setup: `${typingImport(parts.above, parts.header)}${parts.above.trim() === '' ? '' : `${parts.above.trim()}\n`}`,
    },
    // In the function form of CodeContests it is a program in any language.
    solution: canonical.trim() === '' || row.has('given_tests') ? null : prompt + canonical,
    tags: typeof row.value('difficulty') === 'number' ? [`difficulty ${row.value('difficulty')}`] : [],
    notes,
  };
}

function visibleOf(
  row: Row,
  docstring: string,
  entryPoint: string,
  hidden: readonly string[],
  notes: string[],
): string[] {
  const field = ['given_tests', 'sample_io'].find((name) => row.has(name));
  const samples = field === undefined ? [] : row.texts(field).map((test) => test.trim());
  const given = samples.filter(balanced);
  const left = samples.length - given.length;
  if (left > 0) notes.push(`${left} of its samples ${left === 1 ? 'is' : 'are'} no Python, and left out`);
  const visible = given.length > 0 ? given : docstringExamples(docstring, entryPoint);
  if (visible.length > 0) return [...new Set(visible)];
  const first = hidden.find((test) => test.startsWith('assert ') && !test.includes('\n') && balanced(test));
  if (first !== undefined) {
    notes.push('its statement has no example that can be run: the first of its tests is visible');
    return [first];
  }
  notes.push('its statement has no example that can be run: the visible test only asks for the function');
  return [`assert callable(${entryPoint})`];
}

function statementOf({ header, docstring, above }: { header: string; docstring: string; above: string }): string {
  const helpers = /^(?:def|class)\s/m.test(above) ? `\n\nThis is there already:\n${above.trim()}` : '';
  return `${docstring === '' ? 'Write the function.' : docstring}\n\nThe function begins: ${header}${helpers}`;
}
