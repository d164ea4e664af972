/**
 * DS-1000 as it is published since 2024 (`ds1000.jsonl.gz`): prompt, reference_code, metadata, code_context. The answer
 * is code that goes into `exec_context` at `[insert]`; `test_execution` and `test_string` of code_context judge it.
 *
 * Visible is that the code runs on the input of case 1 and leaves a result, which is shown; what was expected, all
 * other cases and how the code must be written are hidden. The statement's own example is text, not a test.
 */
import { fieldsOf, type ReadRow, type Row, RowFault } from './row';

/** What the sandbox can have; a problem of any other library cannot be run. */
const LIBRARIES = new Set(['Numpy', 'Pandas']);

export function readDs1000(row: Row): ReadRow {
  const context = row.text('code_context');
  for (const name of ['generate_test_case', 'test_execution']) {
    if (!new RegExp(`^def ${name}\\b`, 'm').test(context)) {
      throw new RowFault(`its code_context defines no ${name}: this is read as published since April 2024`);
    }
  }
  const metadata = row.has('metadata') ? fieldsOf(row.value('metadata'), 'its field metadata') : {};
  const number = metadata.problem_id ?? row.value('problem_id') ?? row.value('task_id');
  if (typeof number !== 'number' && typeof number !== 'string') throw new RowFault('it has no problem_id');
  const library = typeof metadata.library === 'string' ? metadata.library : '';
  const id = `DS-1000/${number}`;
  const reference = row.optionalText('reference_code');
  return {
    problem: {
      kind: 'snippet',
      id,
      title: `${id} ${library}`.trim(),
      statement: row.text('prompt'),
      visibleTests: [{ check: 'runs', case: 1 }],
      hiddenTests: [{ check: 'result' }, ...(/^def test_string\b/m.test(context) ? [{ check: 'source' }] : [])],
      setup: context,
    },
    solution: reference === '' ? null : reference,
    tags: library === '' ? [] : [library],
    notes:
      library === '' || LIBRARIES.has(library)
        ? []
        : [`it needs ${library}, which the sandbox does not have: its tests cannot run`],
  };
}
