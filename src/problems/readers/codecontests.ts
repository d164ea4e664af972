/**
 * CodeContests as the Hub has it (deepmind/code_contests): description, public_tests, private_tests, generated_tests
 * ({input: [...], output: [...]}), difficulty, solutions. Whole programs.
 *
 * Visible are the first three public tests, as in the published code; hidden are the other public ones, the private
 * and the generated ones.
 */
import { keptCases, readCaseLists, withAVisibleCase } from './cases';
import type { ReadRow, Row } from './row';

const VISIBLE = 3;
/** Codes of the data set's `language`. */
const PYTHON_3 = 3;

export function readCodeContests(row: Row): ReadRow {
  const id = row.identifier('task_id', 'id', 'name');
  const notes: string[] = [];
  const cases = (field: string) => readCaseLists(row.value(field), field);
  const shown = cases('public_tests');
  const split = withAVisibleCase(
    shown.slice(0, VISIBLE),
    [...shown.slice(VISIBLE), ...cases('private_tests'), ...cases('generated_tests')],
    notes,
  );
  return {
    problem: {
      kind: 'program',
      id,
      title: row.optionalText('name') || id,
      statement: row.text('description'),
      ...keptCases(split.visible, split.hidden, notes),
    },
    solution: pythonSolution(row.value('solutions')),
    tags: typeof row.value('difficulty') === 'number' ? [`difficulty ${row.value('difficulty')}`] : [],
    notes,
  };
}

function pythonSolution(solutions: unknown): string | null {
  if (typeof solutions !== 'object' || solutions === null) return null;
  if (!('language' in solutions && 'solution' in solutions)) return null;
  const { language, solution } = solutions;
  if (!Array.isArray(language) || !Array.isArray(solution)) return null;
  const found: unknown = solution[language.findIndex((one) => one === PYTHON_3 || one === 'PYTHON3')];
  return typeof found === 'string' ? found : null;
}
