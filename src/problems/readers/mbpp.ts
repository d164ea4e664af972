/**
 * MBPP (task_id, text, code, test_list, challenge_test_list, test_setup_code), its sanitised edition (`prompt`,
 * `test_imports`) and MBPP-ET, whose `test_list` goes on after MBPP's own three tests with about a hundred more.
 *
 * Visible is `test_list`, as in the paper's prompts; of the long lists of MBPP-ET the first three. Hidden are the
 * challenge tests, and MBPP-ET's further ones.
 */
import { entryPointOf } from './python-text';
import { type ReadRow, type Row, RowFault } from './row';

const VISIBLE_OF_ET = 3;
/** No task of MBPP has so many. */
const LONG_LIST = 10;

export function isExtended(row: Row): boolean {
  const tests = row.value('test_list');
  return Array.isArray(tests) && tests.length > LONG_LIST;
}

export function readMbpp(row: Row): ReadRow {
  const all = row.tests('test_list').map((test) => test.trim());
  const id = row.identifier('task_id');
  const visibleTests = isExtended(row) ? all.slice(0, VISIBLE_OF_ET) : all;
  const entryPoint = row.optionalText('entry_point') || entryPointOf(all[0] ?? '');
  if (entryPoint === null) throw new RowFault('its first test calls no function');
  const imports = row.texts('test_imports');
  const setup = [...imports, row.optionalText('test_setup_code')].filter((part) => part.trim() !== '').join('\n');
  const shown = new Set(visibleTests);
  const code = row.optionalText('code');
  return {
    problem: {
      id,
      title: `Task ${id}`,
      // The sanitised edition calls it `prompt`.
      statement: row.text(row.has('text') ? 'text' : 'prompt'),
      entryPoint,
      visibleTests,
      hiddenTests: [...all.slice(visibleTests.length), ...row.texts('challenge_test_list')].filter(
        (test) => !shown.has(test),
      ),
      setup,
    },
    solution: code === '' ? null : code.replaceAll('\r\n', '\n'),
    tags: [],
    notes: [],
  };
}
