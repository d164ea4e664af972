/**
 * One refresh of the signal (paper, section 3.2): sample continuations of the code so far, make each executable, drop
 * duplicates, run the rest on the visible tests. Events are emitted as things happen; the order is that of sampling.
 */
import type { Problem } from '../problems/schema';
import type { AgentSettings } from './agent';
import type { CancelSignal } from './cancellation';
import type { JudgedProgram, RunEvent } from './events';
import { executablePrograms } from './executable-programs';
import { codeIn, type StopRule } from './line';
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
import { refreshSeed } from './seeds';
import { isFinished, type ShownCandidate } from './signal';
import type { Cost, StreamPrefix } from './tokens';

export interface RefreshInput {
  readonly model: LanguageModel;
  readonly interpreter: Interpreter;
  readonly problem: Problem;
  readonly agent: AgentSettings;
  readonly limits: Limits;
  readonly stop: StopRule;
  readonly context: ContextId;
  readonly prefix: StreamPrefix;
  /** Text of the answer so far, words and fences included. */
  readonly code: string;
  readonly line: number;
  /** Which refresh inside the line this is; 0 where it is not given, at the line's start. */
  readonly inside?: number;
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

/** What goes into the signal: executable candidates without duplicates. */
export function shownCandidates(executed: readonly ExecutedCandidate[]): ShownCandidate[] {
  return executed.flatMap(({ candidate, executable, duplicateOf, runs }) =>
    executable.kind === 'executable' && duplicateOf === null
      ? [{ continuation: candidate.text, finished: isFinished(candidate.end), program: executable.code, runs }]
      : [],
  );
}

/** The code so far as it runs, completed as little as possible; null where there is none or it cannot be completed. */
export async function runPartial(signal: CancelSignal, input: RefreshInput): Promise<ShownCandidate | null> {
  const { line, emit, interpreter, problem } = input;
  const code = codeIn(input.code, problem.entryPoint);
  if (code.trim() === '') return null;
  const [executable = NO_ANSWER] = await executablePrograms(signal, interpreter, problem, [code]);
  const runs = executable.kind === 'executable' ? await runVisible(signal, input, executable.code) : [];
  emit({ kind: 'partial-executed', line, executable, runs });
  tellDeadline(emit, { program: 'code-so-far', line }, outcomesOf(runs));
  if (executable.kind === 'refused') return null;
  return { continuation: '', finished: false, program: executable.code, runs };
}

const NO_ANSWER: Executable = { kind: 'refused', reason: 'The interpreter gave no answer for it.' };

function outcomesOf(runs: readonly TestRun[]): TestOutcome[] {
  return runs.map((run) => run.outcome);
}

/** Nothing else in a run depends on a clock, so this is said. */
export function tellDeadline(
  emit: (event: RunEvent) => void,
  what: JudgedProgram,
  outcomes: readonly TestOutcome[],
): void {
  const tests = outcomes.flatMap((one, i) => (one.kind === 'limit' && one.limit === 'deadline' ? [i] : []));
  if (tests.length > 0) emit({ kind: 'deadline-decided', what, tests });
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
      seed: refreshSeed(agent.seed, line, input.inside),
      stop: input.stop,
      draftLines,
      ...(input.plan === undefined ? {} : { maxBatch: input.plan.maxBatch }),
    },
    (candidate) => emit({ kind: 'candidate-sampled', line, candidate }),
  );
  const ordered = [...candidates].sort((a, b) => a.index - b.index);
  const programs = await executablePrograms(
    signal,
    input.interpreter,
    input.problem,
    ordered.map((candidate) => codeIn(input.code + candidate.text, input.problem.entryPoint)),
  );
  const executed: ExecutedCandidate[] = [];
  const seen = new Map<string, number>();
  for (const [i, candidate] of ordered.entries()) {
    const executable = programs[i] ?? NO_ANSWER;
    const duplicateOf = executable.kind === 'executable' ? (seen.get(executable.normalised) ?? null) : null;
    let runs: TestRun[] = [];
    if (executable.kind === 'executable' && duplicateOf === null) {
      seen.set(executable.normalised, candidate.index);
      runs = await runVisible(signal, input, executable.code);
    }
    const passed = allPassed(outcomesOf(runs));
    executed.push({ candidate, executable, duplicateOf, runs, passed });
    emit({ kind: 'candidate-executed', line, index: candidate.index, executable, duplicateOf, runs, passed });
    tellDeadline(emit, { program: 'candidate', line, index: candidate.index }, outcomesOf(runs));
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
