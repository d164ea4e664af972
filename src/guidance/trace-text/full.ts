/** Everything that was kept of one test's run. */
import type { TestRun } from '../ports';
import { testLine } from '../test-text';
import { traceLines } from './trace-lines';
import { oneLine, outcomeWords, printedLines } from './words';

/**
 * The test, every kept step of the program that ran, how many steps were not kept, what was printed and the outcome.
 * `program` is the executed text, which the steps' line numbers count in. Ends with a newline.
 */
export function fullText(program: string, run: TestRun): string {
  const notKept = run.stepCount - run.steps.length;
  return [
    `test: ${oneLine(testLine(run.test))}`,
    ...traceLines(program, run.steps).map((line) => line.text),
    ...(notKept > 0 ? [`(${notKept} later ${notKept === 1 ? 'step was' : 'steps were'} not kept)`] : []),
    ...printedLines(run.stdout),
    `outcome: ${outcomeWords(run.outcome)}`,
  ]
    .map((line) => `${line}\n`)
    .join('');
}
