/** What Python said of the tests themselves in the run on the screen: it belongs beside the tests, not the answer. */
import type { TestOutcome } from '../../guidance/ports';
import type { ProblemTest } from '../../problems/problem-test';
import type { RunView } from '../../runs/run-view';

export interface FaultyTest {
  readonly test: string;
  readonly message: string;
}

/** Faults of tests that still stand in the field; a corrected test is no longer at fault. */
export function faultyTests(view: RunView, tests: readonly string[]): FaultyTest[] {
  const problem = view.started?.problem;
  if (problem === undefined) return [];
  const found = new Map<string, string>();
  const note = (test: ProblemTest | undefined, outcome: TestOutcome) => {
    const asserted = typeof test === 'string' && tests.includes(test) ? test : null;
    if (asserted !== null && outcome.kind === 'bad-test') found.set(asserted, outcome.message);
  };
  for (const line of view.lines) {
    for (const { execution } of line.candidates) {
      for (const run of execution?.runs ?? []) note(run.test, run.outcome);
    }
  }
  for (const [i, outcome] of (view.visible ?? []).entries()) note(problem.visibleTests[i], outcome);
  for (const [i, outcome] of (view.hidden ?? []).entries()) note(problem.hiddenTests[i], outcome);
  return [...found].map(([test, message]) => ({ test, message }));
}
