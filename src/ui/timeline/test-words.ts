/** How a program did on its tests, as the end of a sentence. */
import { assertNever } from '../../guidance/assert-never';
import type { TestRun } from '../../guidance/ports';
import { verdictOf } from '../../guidance/signal';
import { LIMIT_WORDS } from '../limits/limit-texts';
import { testParts } from '../line/test-parts';
import { numberOf, ordinal } from '../shared/number-words';

/** "the three tests: 2 pass, the third returned 4 instead of 5". `finished`: the model itself ended the program. */
export function testsWords(runs: readonly TestRun[], finished: boolean): string {
  const verdicts = runs.map(({ outcome, test }) => verdictOf(outcome, finished, test));
  const passed = verdicts.filter((one) => one === 'pass').length;
  const tests = runs.length === 1 ? 'the one test' : `the ${numberOf(runs.length, 'test')}`;
  if (passed === runs.length) return `${tests}: ${runs.length === 1 ? 'it passes' : 'all pass'}`;
  const at = verdicts.indexOf('fail');
  const first = at >= 0 ? at : verdicts.indexOf('open');
  const run = runs[first];
  const which = runs.length === 1 ? 'it' : ordinal(first);
  const what = run === undefined ? '' : `${which} ${didWords(run, verdicts[first] === 'open')}`;
  return `${tests}: ${passed === 0 ? '' : `${passed} ${passed === 1 ? 'passes' : 'pass'}, `}${what}`;
}

function didWords({ outcome, test }: TestRun, open: boolean): string {
  if (open) return 'has no result yet';
  switch (outcome.kind) {
    case 'passed':
      return 'passes';
    case 'failed': {
      const { expected } = testParts(test);
      const verb = typeof test === 'string' ? 'returned' : 'gave';
      if (outcome.got === null) return 'fails';
      return expected === null
        ? `${verb} ${short(outcome.got)}`
        : `${verb} ${short(outcome.got)} instead of ${short(expected)}`;
    }
    case 'raised':
      return `raised ${outcome.type}`;
    case 'limit':
      return `was ended (${LIMIT_WORDS[outcome.limit]})`;
    case 'bad-test':
      return 'cannot be used';
    default:
      return assertNever(outcome);
  }
}

const LONGEST = 60;

/** A value inside a sentence, on one line. */
function short(value: string): string {
  const line = value.trim().replace(/\s*\n\s*/g, ' ⏎ ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
