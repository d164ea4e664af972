/**
 * One refresh of the signal (paper, section 3.2): sample continuations of the code so far, make each executable, drop
 * duplicates, run the rest on the visible tests. Events are emitted as things happen; the order is that of sampling.
 */
import type { Problem } from '../problems/schema';
import type { AgentSettings } from './agent';
import type { CancelSignal } from './cancellation';
import { rankDrafts } from './drafts';
import type { RunEvent } from './events';
import type { StopRule } from './line';
import type {
  ContextId,
  DecodePlan,
  Executable,
  Interpreter,
  LanguageModel,
  Limits,
  SampledCandidate,
  TestOutcome,
  TestRun,
} from './ports';
import { isFinished, type SignalCandidate } from './signal';
import type { Cost, StreamPrefix, TokenId } from './tokens';

export interface RefreshInput {
  readonly model: LanguageModel;
  readonly interpreter: Interpreter;
  readonly problem: Problem;
  readonly agent: AgentSettings;
  readonly limits: Limits;
  readonly stop: StopRule;
  readonly context: ContextId;
  readonly prefix: StreamPrefix;
  /** Text of the code so far. */
  readonly code: string;
  readonly line: number;
  readonly plan?: DecodePlan;
  readonly emit: (event: RunEvent) => void;
}

export interface ExecutedCandidate {
  readonly candidate: SampledCandidate;
  readonly executable: Executable;
  /** Index of an earlier candidate that is the same program; then `runs` is empty and `passed` false. */
  readonly duplicateOf: number | null;
  /** One per visible test. */
  readonly runs: readonly TestRun[];
  /** Every visible test passed. */
  readonly passed: boolean;
}

export interface Refresh {
  /** What goes into the signal: executable candidates without duplicates. */
  readonly shown: readonly SignalCandidate[];
  /** The first candidate that passes every visible test. */
  readonly passing: SampledCandidate | null;
  /** The candidates' tokens, the likeliest first. */
  readonly drafts: readonly (readonly TokenId[])[];
  readonly cost: Cost;
}

export async function refreshSignal(signal: CancelSignal, input: RefreshInput): Promise<Refresh> {
  const draftLines = input.plan?.decoding === 'drafts' ? input.agent.refreshEvery : 0;
  const { executed, cost } = await sampleAndRun(signal, input, draftLines);
  const passing = executed.find((one) => one.passed)?.candidate ?? null;
  return { shown: shownCandidates(executed), passing, drafts: rankDrafts(executed), cost };
}

export function shownCandidates(executed: readonly ExecutedCandidate[]): SignalCandidate[] {
  return executed
    .filter(({ executable, duplicateOf }) => executable.kind === 'executable' && duplicateOf === null)
    .map(({ candidate, runs }) => ({ continuation: candidate.text, finished: isFinished(candidate.end), runs }));
}

/** Resolves to the candidates in the order of their index; `draftLines` as in `SampleRequest`. */
export async function sampleAndRun(
  signal: CancelSignal,
  input: RefreshInput,
  draftLines = 0,
): Promise<{ executed: ExecutedCandidate[]; cost: Cost }> {
  const { agent, line, emit } = input;
  const { candidates, cost } = await input.model.sample(
    signal,
    {
      context: input.context,
      prefix: input.prefix,
      count: agent.candidates,
      horizonLines: agent.horizonLines,
      temperature: agent.temperature,
      topP: agent.topP,
      seed: lineSeed(agent.seed, line),
      stop: input.stop,
      draftLines,
      ...(input.plan === undefined ? {} : { maxBatch: input.plan.maxBatch }),
    },
    (candidate) => emit({ kind: 'candidate-sampled', line, candidate }),
  );
  const ordered = [...candidates].sort((a, b) => a.index - b.index);
  const programs = await input.interpreter.makeExecutable(
    signal,
    ordered.map((candidate) => input.code + candidate.text),
  );
  const executed: ExecutedCandidate[] = [];
  const seen = new Map<string, number>();
  for (const [i, candidate] of ordered.entries()) {
    const executable: Executable = programs[i] ?? { kind: 'refused', reason: 'The interpreter gave no answer for it.' };
    const duplicateOf = executable.kind === 'executable' ? (seen.get(executable.normalised) ?? null) : null;
    let runs: TestRun[] = [];
    if (executable.kind === 'executable' && duplicateOf === null) {
      seen.set(executable.normalised, candidate.index);
      runs = await runVisible(signal, input, executable.code);
    }
    const passed = allPassed(runs.map((run) => run.outcome));
    executed.push({ candidate, executable, duplicateOf, runs, passed });
    emit({ kind: 'candidate-executed', line, index: candidate.index, executable, duplicateOf, runs, passed });
  }
  return { executed, cost };
}

async function runVisible(signal: CancelSignal, input: RefreshInput, program: string): Promise<TestRun[]> {
  const { problem, limits } = input;
  return input.interpreter.trace(signal, program, problem.visibleTests, {
    entryPoint: problem.entryPoint,
    setup: problem.setup,
    packages: problem.packages,
    limits,
  });
}

export function allPassed(outcomes: readonly TestOutcome[]): boolean {
  return outcomes.length > 0 && outcomes.every((outcome) => outcome.kind === 'passed');
}

/** Every line draws fresh candidates, reproducibly: a large odd stride keeps the seeds of nearby runs apart. */
function lineSeed(seed: number, line: number): number {
  return (seed + Math.imul(line + 1, 0x9e3779b1)) >>> 0;
}
