/** The end of one test's run and nothing of its way. */
import type { TestRun } from '../ports';
import { outcomeWords, stateWords } from './words';

/** The entry function's final locals and the outcome, each on a line. Ends with a newline. */
export function minimalText(run: Pick<TestRun, 'outcome' | 'finalLocals'>): string {
  const state = stateWords(run.finalLocals);
  return `${state === '' ? '' : `state: ${state}\n`}outcome: ${outcomeWords(run.outcome)}\n`;
}
