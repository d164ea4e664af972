/** What every strategy shares: how a run opens, how its answer is judged, and how it ends. */
import type { Problem } from '../problems/schema';
import type { AgentSettings } from './agent';
import { AnotherSolved } from './another-solved';
import { type BudgetMeter, BudgetReached, withinBudget } from './budget';
import type { CancelSignal } from './cancellation';
import { allPassed, tellDeadline } from './candidates';
import type { Control } from './control';
import { encodePrompt, type PromptIds } from './encode-prompt';
import { EVENT_FORMAT, type RunEvent } from './events';
import { toFailure } from './failure';
import { followingPlan } from './follow-plan';
import { codeIn } from './line';
import { sliderGammas } from './other-gammas/slider-gammas';
import type { ContextId, DecodePlan, Interpreter, LanguageModel, Limits, TestOutcome } from './ports';
import type { PromptEdits } from './prompt';
import { resumingModel } from './resuming-model';
import type { Strategy } from './strategy';
import { addCost, type Cost, NO_COST, type TokenId } from './tokens';

export interface RunInput {
  readonly model: LanguageModel;
  readonly interpreter: Interpreter;
  readonly problem: Problem;
  readonly agent: AgentSettings;
  readonly limits: Limits;
  /** Code given at the start, in token ids ("branch here"); usually empty. */
  readonly forced: readonly TokenId[];
  readonly emit: (event: RunEvent) => void;
  /** Awaited before each line; a page that steps holds the run here. */
  readonly beforeLine: (line: number) => Promise<void>;
  /** Prompts that the visitor wrote in place of ours; a replay gives what the recorded run names. */
  readonly promptEdits?: PromptEdits;
  /** How the device is used: a replay gives what the recorded run names, otherwise it is the model's own. */
  readonly plan?: DecodePlan;
  /** What may be spent; agents that share a budget are given the same meter. */
  readonly meter?: BudgetMeter;
  /** EG-CFG with something taken away; not a part of the method. */
  readonly control?: Control;
}

/** Resolves when the run has ended for whatever reason; the last event says which. Never rejects. */
export async function framedRun(
  signal: CancelSignal,
  input: RunInput,
  work: (input: RunInput) => Promise<void>,
): Promise<void> {
  let open = true;
  const close = (last: RunEvent) => {
    if (!open) return;
    input.emit(last);
    open = false;
  };
  let begun = false;
  let code = '';
  const emit = (event: RunEvent) => {
    if (event.kind === 'run-started') begun = true;
    if (event.kind === 'line-finished' || event.kind === 'line-given') code += event.text;
    if (event.kind === 'attempt-started') code = '';
    if (open) input.emit(event);
  };
  // A restart before the run's first event is none of the run's business.
  const resuming = resumingModel(input.model, (event) => {
    if (begun) emit(event);
  });
  let spent = NO_COST;
  const plan = input.plan ?? input.model.description.plan;
  const counted = countingCost(followingPlan(resuming, plan), (cost) => {
    spent = addCost(spent, cost);
  });
  const model = input.meter === undefined ? counted : withinBudget(counted, input.meter);
  // The stop is told at once; what an engine still reports while it drains is dropped.
  const onAbort = () => close({ kind: 'run-stopped' });
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    signal.throwIfAborted();
    const own: RunInput = { ...input, model, emit, ...(plan === undefined ? {} : { plan }) };
    try {
      await work(own);
    } catch (thrown) {
      if (!(thrown instanceof BudgetReached)) throw thrown;
      // Lines that were complete are the answer; what was begun behind them is dropped.
      tellBudget(own, thrown);
      const program = codeIn(code, own.problem.entryPoint);
      emit({ kind: 'code-finished', reason: 'budget', code: program });
      await judgeAnswer(signal, own, program, spent);
    }
  } catch (thrown) {
    if (thrown instanceof AnotherSolved) return close({ kind: 'run-stopped', because: 'another-solved' });
    const { code, message, advice } = toFailure(thrown);
    close(signal.aborted ? { kind: 'run-stopped' } : { kind: 'run-failed', message, advice, code });
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** Says that the budget ended the run, and which of its parts did. */
export function tellBudget(input: RunInput, { budget, allowed, spent }: BudgetReached): void {
  input.emit({ kind: 'budget-reached', budget, allowed, spent });
}

/** The same model, which tells what each call cost. */
function countingCost(model: LanguageModel, onCost: (cost: Cost) => void): LanguageModel {
  const counted = async <T extends { readonly cost: Cost }>(work: Promise<T>): Promise<T> => {
    const result = await work;
    onCost(result.cost);
    return result;
  };
  return {
    get description() {
      return model.description;
    },
    encode: (...args) => model.encode(...args),
    decode: (...args) => model.decode(...args),
    chatPrompt: (...args) => model.chatPrompt(...args),
    openContext: (...args) => model.openContext(...args),
    closeContext: (...args) => model.closeContext(...args),
    sample: (...args) => counted(model.sample(...args)),
    decodeLine: (...args) => counted(model.decodeLine(...args)),
  };
}

/** Tells how the run begins, lends `work` a context of the model, and gives the context back. */
export async function withOpenRun(
  signal: CancelSignal,
  input: RunInput,
  strategy: Strategy,
  work: (prompt: PromptIds, context: ContextId) => Promise<void>,
): Promise<void> {
  const { model, problem, agent, limits, forced, emit, plan, meter } = input;
  const { id, weightsSha256, device, endpoint } = model.description;
  const prompt = await encodePrompt(signal, input);
  const edit = input.promptEdits?.[prompt.type];
  emit({
    kind: 'run-started',
    format: EVENT_FORMAT,
    strategy,
    problem,
    agent,
    limits,
    model: { id, weightsSha256, device, ...(endpoint === undefined ? {} : { endpoint }) },
    ...(plan === undefined ? {} : { plan }),
    ...(input.interpreter.judgedBy === undefined ? {} : { judgedBy: input.interpreter.judgedBy }),
    ...(meter === undefined ? {} : { budget: meter.budget }),
    prompt: { head: prompt.head, tail: prompt.tail, type: prompt.type, ...(edit === undefined ? {} : { edit }) },
    forced,
    ...(strategy.kind === 'egcfg' ? { gammas: sliderGammas(agent.gamma) } : {}),
  });
  const context = await model.openContext(signal, prompt.head.ids);
  try {
    await work(prompt, context);
  } finally {
    await model.closeContext(context);
  }
}

/** Solved is decided by the visible tests alone; hidden ones are told apart and choose nothing. */
export async function judgeAnswer(signal: CancelSignal, input: RunInput, code: string, cost: Cost): Promise<void> {
  const visible = await judgeVisible(signal, input, code);
  await conclude(signal, input, code, visible, cost);
}

/** Every attempt's answer is judged on the visible tests, and by them alone. */
export function judgeVisible(signal: CancelSignal, input: RunInput, code: string): Promise<TestOutcome[]> {
  return judge(signal, input, code, 'visible');
}

/** Ends a run whose answer is judged on the visible tests: hidden tests are run on no other answer. */
export async function conclude(
  signal: CancelSignal,
  input: RunInput,
  code: string,
  visible: readonly TestOutcome[],
  cost: Cost,
): Promise<void> {
  if (input.problem.hiddenTests.length > 0) await judge(signal, input, code, 'hidden');
  input.emit({ kind: 'run-finished', solved: allPassed(visible), cost });
}

async function judge(
  signal: CancelSignal,
  { interpreter, problem, limits, emit }: RunInput,
  code: string,
  suite: 'visible' | 'hidden',
): Promise<TestOutcome[]> {
  const tests = suite === 'visible' ? problem.visibleTests : problem.hiddenTests;
  const options = { setup: problem.setup, packages: problem.packages, limits };
  const outcomes = await interpreter.judge(signal, code, tests, options);
  emit({ kind: 'code-judged', suite, outcomes });
  tellDeadline(emit, { program: 'answer', suite }, outcomes);
  return outcomes;
}
