/**
 * The execution signal: what the candidates did when they ran, as text for the conditional prompt. The format is
 * versioned because the built-in model is trained on it; training/signal_format.py writes the same bytes, and
 * test/fixtures/signal-format-v1.json holds the two together.
 *
 * The verdicts stand first and only the continuation is shown, not the code that all candidates share: a small model
 * finds a head line and copies what follows it, but does not compare values across a long block.
 */
import { assertNever } from './assert-never';
import type { EndReason } from './line';
import type { TestOutcome, TestRun } from './ports';

export const SIGNAL_FORMAT = 'outcome-v1';

export interface SignalCandidate {
  /** What was sampled, from the start of the line on. */
  readonly continuation: string;
  /** The model ended the function itself; false when the horizon cut it. */
  readonly finished: boolean;
  /** One per visible test, in the order of the tests. */
  readonly runs: readonly Pick<TestRun, 'outcome' | 'finalLocals'>[];
}

/** Whether a candidate ended because the model ended the answer, not because a limit did. */
export function isFinished(end: EndReason): boolean {
  return end === 'end-token' || end === 'fence' || end === 'dedent';
}

/** Empty when there is no candidate: the conditional prompt is then the plain one. */
export function formatSignal(candidates: readonly SignalCandidate[]): string {
  return candidates.map((candidate, i) => formatCandidate(candidate, i + 1)).join('');
}

function formatCandidate(candidate: SignalCandidate, number: number): string {
  const verdicts = candidate.runs.map((run) => verdictOf(run.outcome, candidate.finished)).join(' ');
  const continuation = candidate.continuation.replace(/\n+$/, '');
  const results = candidate.runs.map(formatRun);
  return [`# Candidate ${number}: ${verdicts}`, continuation, ...results].map((line) => `${line}\n`).join('');
}

/** `open`: the horizon came before a return, so a missing result says nothing against the candidate. */
export function verdictOf(outcome: TestOutcome, finished: boolean): 'pass' | 'fail' | 'open' {
  if (outcome.kind === 'passed') return 'pass';
  if (outcome.kind === 'failed' && !finished && outcome.got === 'None') return 'open';
  return 'fail';
}

function formatRun(run: SignalCandidate['runs'][number]): string {
  const locals = run.finalLocals.map(([name, value]) => `${name}=${value}`).join(', ');
  return locals === '' ? resultOf(run.outcome) : `${resultOf(run.outcome)}; ${locals}`;
}

function resultOf(outcome: TestOutcome): string {
  switch (outcome.kind) {
    case 'passed':
      return `#= ${outcome.got ?? 'True'}`;
    case 'failed':
      return `#= ${outcome.got ?? 'False'}`;
    case 'raised':
      return `#! ${outcome.type}`;
    case 'bad-test':
      return '#! TestError';
    case 'limit':
      return limitResult(outcome.limit);
    default:
      return assertNever(outcome);
  }
}

function limitResult(limit: Extract<TestOutcome, { kind: 'limit' }>['limit']): string {
  switch (limit) {
    case 'memory':
      return '#! MemoryError';
    case 'recursion':
      return '#! RecursionError';
    case 'steps':
    case 'deadline':
    case 'output':
      return '#? timeout';
    default:
      return assertNever(limit);
  }
}
