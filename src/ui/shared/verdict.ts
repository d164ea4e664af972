/** One word, one sign and one sentence per test outcome: colour is never the only difference. */
import { assertNever } from '../../guidance/assert-never';
import type { EndReason } from '../../guidance/line';
import type { TestOutcome } from '../../guidance/ports';
import { isFinished, verdictOf } from '../../guidance/signal';
import type { ProblemTest } from '../../problems/problem-test';
import { LIMIT_WORDS } from '../limits/limit-texts';

export type Tone = 'pass' | 'fail' | 'open' | 'stopped' | 'fault';

export interface Verdict {
  readonly tone: Tone;
  readonly sign: string;
  readonly word: string;
  /** What Python said, or what the limit means; null where the word says it all. */
  readonly detail: string | null;
}

/** Verdict on a candidate, which may be unfinished: then a missing result counts as open. */
export function candidateVerdict(outcome: TestOutcome, end: EndReason, test?: ProblemTest): Verdict {
  if (verdictOf(outcome, isFinished(end), test) === 'open') {
    return { tone: 'open', sign: '…', word: 'open', detail: 'no result yet' };
  }
  return verdict(outcome);
}

export function verdict(outcome: TestOutcome): Verdict {
  switch (outcome.kind) {
    case 'passed':
      return { tone: 'pass', sign: '✓', word: 'pass', detail: null };
    case 'failed':
      return { tone: 'fail', sign: '✗', word: 'fail', detail: null };
    case 'raised':
      return {
        tone: 'fail',
        sign: '!',
        word: 'raised',
        detail: outcome.message === '' ? outcome.type : `${outcome.type}: ${outcome.message}`,
      };
    case 'limit':
      return { tone: 'stopped', sign: '■', word: LIMIT_WORDS[outcome.limit], detail: outcome.message };
    case 'bad-test':
      return { tone: 'fault', sign: '?', word: 'test unusable', detail: outcome.message };
    default:
      return assertNever(outcome);
  }
}

export function gotValue(outcome: TestOutcome): string | null {
  return outcome.kind === 'passed' || outcome.kind === 'failed' ? outcome.got : null;
}
