/**
 * The execution signal: what the candidates did when they ran, as text for the conditional prompt. The format is
 * versioned because the built-in model is trained on it; training/signal_format.py writes the same bytes, and
 * test/fixtures/signal-format-v1.json holds the two together.
 *
 * The verdicts stand first and only the continuation is shown, not the code that all candidates share: a small model
 * finds a head line and copies what follows it, but does not compare values across a long block.
 */
import { isProgramTest, type ProblemTest } from '../problems/problem-test';
import { assertNever } from './assert-never';
import type { EndReason } from './line';
import type { TestOutcome, TestRun } from './ports';
import type { ProgramTest } from './program-test';
import { shownCase } from './test-text';

export const SIGNAL_FORMAT = 'outcome-v1';

/** A test's run, as far as the signal tells it; `test` is read where it is a whole program's. */
export type SignalRun = Pick<TestRun, 'outcome' | 'finalLocals'> & { readonly test?: ProblemTest };

export interface SignalCandidate {
  /** What was sampled, from the start of the line on. */
  readonly continuation: string;
  /** The model ended the function itself; false when the horizon cut it. */
  readonly finished: boolean;
  /** One per visible test, in the order of the tests. */
  readonly runs: readonly SignalRun[];
}

/** A candidate as it ran. */
export interface ShownCandidate extends SignalCandidate {
  /** The executed text, which the steps of the runs count their lines in. */
  readonly program: string;
  readonly runs: readonly TestRun[];
}

/** Whether a candidate ended because the model ended the answer, not because a limit did. */
export function isFinished(end: EndReason): boolean {
  return end === 'end-token' || end === 'fence' || end === 'dedent';
}

/** Empty when there is no candidate: the conditional prompt is then the plain one. */
export function formatSignal(candidates: readonly SignalCandidate[]): string {
  return candidates.map((candidate, i) => formatCandidate(candidate, i + 1)).join('');
}

/** The code so far, for the partial-execution signal: its verdicts and results alone, the answer itself follows. */
export function formatPartial({ runs }: Pick<SignalCandidate, 'runs'>): string {
  const verdicts = runs.map((run) => verdictOf(run.outcome, false)).join(' ');
  return [`# So far: ${verdicts}`, ...runs.map(formatRun)].map((line) => `${line}\n`).join('');
}

function formatCandidate(candidate: SignalCandidate, number: number): string {
  const verdicts = candidate.runs.map((run) => verdictOf(run.outcome, candidate.finished, run.test)).join(' ');
  const continuation = candidate.continuation.replace(/\n+$/, '');
  const results = candidate.runs.map(formatRun);
  return [`# Candidate ${number}: ${verdicts}`, continuation, ...results].map((line) => `${line}\n`).join('');
}

/**
 * `open`: the horizon came before a return, so a missing result says nothing against the candidate; or, of a whole
 * program, before it had printed all, and what it did print is how the expected output begins.
 */
export function verdictOf(outcome: TestOutcome, finished: boolean, test?: ProblemTest): 'pass' | 'fail' | 'open' {
  if (outcome.kind === 'passed') return 'pass';
  if (outcome.kind === 'failed' && isProgramTest(test)) {
    const printed = (outcome.got ?? '').trimEnd();
    return !finished && test.output.startsWith(printed) ? 'open' : 'fail';
  }
  if (outcome.kind === 'failed' && !finished && outcome.got === 'None') return 'open';
  return 'fail';
}

function formatRun(run: SignalRun): string {
  if (isProgramTest(run.test)) return formatProgramRun(run, run.test);
  const locals = run.finalLocals.map(([name, value]) => `${name}=${value}`).join(', ');
  return locals === '' ? resultOf(run.outcome) : `${resultOf(run.outcome)}; ${locals}`;
}

/** Of a whole program: input (`#<`), expected (`#~`) and printed (`#=`), each line behind the mark of its block. */
function formatProgramRun({ outcome, finalLocals }: SignalRun, test: ProgramTest): string {
  const locals = finalLocals.map(([name, value]) => `${name}=${value}`).join(', ');
  const printed = outcome.kind === 'passed' || outcome.kind === 'failed';
  return [
    ...marked('#<', test.input),
    ...marked('#~', test.output),
    ...(printed ? marked('#=', outcome.got ?? '') : [resultOf(outcome)]),
    ...(locals === '' ? [] : [`#; ${locals}`]),
  ].join('\n');
}

function marked(mark: string, text: string): string[] {
  return shownCase(text)
    .split('\n')
    .map((line) => `${mark} ${line}`.trimEnd());
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
