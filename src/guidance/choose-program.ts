/** Which of several whole programs is the answer: the visible tests choose, hidden ones never do. */
import { allPassed, type ExecutedCandidate } from './candidates';

/** A nucleus so small that it holds the likeliest token alone: sampling is then greedy decoding. */
export const GREEDY_TOP_P = 1e-9;

/** The first that passes every visible test; where none does, the first of those that pass most of them. */
export function chooseProgram<T extends Pick<ExecutedCandidate, 'runs'>>(programs: readonly T[]): T {
  const [first, ...rest] = programs;
  if (first === undefined) throw new Error('Nothing was written');
  return rest.reduce((best, next) => (passedTests(next) > passedTests(best) ? next : best), first);
}

function passedTests({ runs }: Pick<ExecutedCandidate, 'runs'>): number {
  return runs.filter((run) => allPassed([run.outcome])).length;
}

/** Of one batch. A duplicate is a sample like any other: it passes where the program that it repeats does. */
export function countPassing(executed: readonly ExecutedCandidate[]): number {
  const passing = new Set(executed.flatMap(({ candidate, passed }) => (passed ? [candidate.index] : [])));
  return executed.filter(({ candidate, duplicateOf }) => passing.has(duplicateOf ?? candidate.index)).length;
}
