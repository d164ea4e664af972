/** One run of ours as a published result: what its row and its events say, under the published names. */
import type { ResultRow } from '../experiments/result-row';
import type { EventOf, RunEvent } from '../guidance/events';
import type { TestOutcome } from '../guidance/ports';
import type { Problem } from '../problems/schema';
import { type OwnPart, type PublishedResult, RESULT_FORMAT, type TestResult } from './published-result';
import type { RunIdentity } from './run-identity';

export interface FinishedRun {
  readonly identity: RunIdentity;
  readonly problem: Pick<Problem, 'visibleTests'>;
  readonly row: ResultRow;
  /** Of every agent, in order; one for a single strategy, none where events were not kept. */
  readonly parts: readonly (readonly RunEvent[])[];
}

export function resultOfRun(
  { identity, problem, row, parts }: FinishedRun,
  runFiles: readonly string[],
): PublishedResult {
  const answer = parts.find((events) => events.some((e) => e.kind === 'run-finished' && e.solved)) ?? parts[0] ?? [];
  const judged = answer.findLast((e): e is EventOf<'code-judged'> => e.kind === 'code-judged' && e.suite === 'visible');
  const attempt = answer.findLast((e): e is EventOf<'attempt-started'> => e.kind === 'attempt-started');
  const results = testResults(problem.visibleTests.map(testText), judged?.outcomes ?? null, row);
  const outcomes = Object.values(results);
  return {
    code: row.code === '' && row.error !== null ? null : row.code,
    results,
    passed: row.solved,
    accuracy: row.visible.total === 0 ? 0 : row.visible.passed / row.visible.total,
    general_error: row.error,
    // As the documentation says: any of them. The published code writes whether all of them have.
    has_testcase_error: outcomes.some(({ error }) => error !== null),
    stats: {
      // No clock time is kept with a run; its length is.
      duration: pythonDuration(row.seconds),
      input_tokens: inputTokens(parts),
      output_tokens: outputTokens(parts),
      forwarded_tokens: row.forwardedTokens,
      session_runs: row.sessionRuns,
    },
    retry: attempt?.attempt ?? 0,
    random_seed: attempt?.seed ?? identity.seed,
    playground: ownPart(identity, row, answer, runFiles),
  };
}

function ownPart(identity: RunIdentity, row: ResultRow, events: readonly RunEvent[], runs: readonly string[]): OwnPart {
  const { dataset, model, strategy, config, seed } = identity;
  const started = events.find((e): e is EventOf<'run-started'> => e.kind === 'run-started');
  const device = started?.model.device ?? null;
  return { format: RESULT_FORMAT, dataset, model, strategy, config, seed, device, row, runs: [...runs] };
}

/** A test as text: an assert is its own; of a whole program's test it is its JSON. */
function testText(test: Problem['visibleTests'][number]): string {
  return typeof test === 'string' ? test : JSON.stringify(test);
}

/** By the text of the test. One that stands there twice gets a comment, so that each has its result. */
function testResults(
  tests: readonly string[],
  outcomes: readonly TestOutcome[] | null,
  row: ResultRow,
): Record<string, TestResult> {
  const results = new Map<string, TestResult>();
  for (const [i, test] of tests.entries()) {
    let name = test;
    for (let copy = 2; results.has(name); copy++) name = `${test}  # ${copy}`;
    const outcome = outcomes?.[i];
    results.set(name, { result: outcome?.kind === 'passed', time: null, error: errorOf(outcome, row) });
  }
  return Object.fromEntries(results);
}

/** The published words: a failed assert has none. */
function errorOf(outcome: TestOutcome | undefined, row: ResultRow): string | null {
  if (outcome === undefined) return row.code === '' ? 'GenerationError' : null;
  if (outcome.kind === 'passed' || outcome.kind === 'failed') return null;
  if (outcome.kind === 'limit' && (outcome.limit === 'steps' || outcome.limit === 'deadline')) return 'Timeout';
  return 'Exception';
}

/** Prompt and signals, each once: what the model was given to read. */
function inputTokens(parts: readonly (readonly RunEvent[])[]): number {
  let count = 0;
  for (const event of parts.flat()) {
    if (event.kind === 'run-started') count += event.prompt.head.ids.length + event.prompt.tail.ids.length;
    if (event.kind === 'signal-formed') count += event.signal.ids.length;
  }
  return count;
}

/** Of the answers; what candidates cost is in the forwarded tokens. */
function outputTokens(parts: readonly (readonly RunEvent[])[]): number {
  let count = 0;
  for (const event of parts.flat()) if (event.kind === 'line-finished') count += event.ids.length;
  return count;
}

/** As Python prints a timedelta: `0:01:23.456000`. */
export function pythonDuration(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (value: number) => String(value).padStart(2, '0');
  const micro = Math.round((seconds - whole) * 1e6);
  const clock = `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return micro === 0 ? clock : `${clock}.${String(micro).padStart(6, '0')}`;
}

/** Seconds of such a text, `1 day, 0:00:01` included; 0 where it is none. */
export function secondsOfDuration(text: string): number {
  const [, days = '0', hours, minutes, seconds] =
    /^(?:(\d+) days?, )?(\d+):(\d+):(\d+(?:\.\d+)?)$/.exec(text.trim()) ?? [];
  if (hours === undefined) return 0;
  return Number(days) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
