/** What every strategy shares: how a run opens, how its answer is judged, and how it ends. */
import type { Problem } from '../problems/schema';
import type { AgentSettings } from './agent';
import { type BudgetMeter, BudgetReached, withinBudget } from './budget';
import type { CancelSignal } from './cancellation';
import { allPassed } from './candidates';
import { EVENT_FORMAT, type RunEvent } from './events';
import { toFailure } from './failure';
import type { ContextId, DecodePlan, Interpreter, LanguageModel, Limits } from './ports';
import { promptFor } from './prompt';
import { resumingModel } from './resuming-model';
import type { Strategy } from './strategy';
import { addCost, type Cost, NO_COST, type PromptSegment, type TokenId } from './tokens';

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
  /** How the device is used: a replay gives what the recorded run names, otherwise it is the model's own. */
  readonly plan?: DecodePlan;
  /** What may be spent; agents that share a budget are given the same meter. */
  readonly meter?: BudgetMeter;
}

/** A problem as it is put to the model; the signal goes between head and tail. */
export interface PromptIds {
  readonly head: PromptSegment;
  readonly tail: PromptSegment;
  /** How the answer has to begin; may be empty. */
  readonly opening: readonly TokenId[];
}

export async function encodePrompt(signal: CancelSignal, model: LanguageModel, problem: Problem): Promise<PromptIds> {
  const text = promptFor(model.description.promptStyle, problem);
  const [headIds = [], tailIds = [], opening = []] = await model.encode(signal, [text.head, text.tail, text.opening]);
  return { head: { text: text.head, ids: headIds }, tail: { text: text.tail, ids: tailIds }, opening };
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
    if (event.kind === 'line-finished') code += event.text;
    if (open) input.emit(event);
  };
  // A restart before the run's first event is none of the run's business.
  const resuming = resumingModel(input.model, (event) => {
    if (begun) emit(event);
  });
  let spent = NO_COST;
  const counted = countingCost(resuming, (cost) => {
    spent = addCost(spent, cost);
  });
  const model = input.meter === undefined ? counted : withinBudget(counted, input.meter);
  // The stop is told at once; what an engine still reports while it drains is dropped.
  const onAbort = () => close({ kind: 'run-stopped' });
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    signal.throwIfAborted();
    const plan = input.plan ?? input.model.description.plan;
    const own: RunInput = { ...input, model, emit, ...(plan === undefined ? {} : { plan }) };
    try {
      await work(own);
    } catch (thrown) {
      if (!(thrown instanceof BudgetReached)) throw thrown;
      // Lines that were complete are the answer; what was begun behind them is dropped.
      tellBudget(own, thrown);
      emit({ kind: 'code-finished', reason: 'budget', code });
      await judgeAnswer(signal, own, code, spent);
    }
  } catch (thrown) {
    const { message, advice } = toFailure(thrown);
    close(signal.aborted ? { kind: 'run-stopped' } : { kind: 'run-failed', message, advice });
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
  const { id, weightsSha256, device } = model.description;
  const prompt = await encodePrompt(signal, model, problem);
  emit({
    kind: 'run-started',
    format: EVENT_FORMAT,
    strategy,
    problem,
    agent,
    limits,
    model: { id, weightsSha256, device },
    ...(plan === undefined ? {} : { plan }),
    ...(meter === undefined ? {} : { budget: meter.budget }),
    prompt: { head: prompt.head, tail: prompt.tail },
    forced,
  });
  const context = await model.openContext(signal);
  try {
    await work(prompt, context);
  } finally {
    await model.closeContext(context);
  }
}

/** Solved is decided by the visible tests alone; hidden ones are told apart and choose nothing. */
export async function judgeAnswer(signal: CancelSignal, input: RunInput, code: string, cost: Cost): Promise<void> {
  const { interpreter, problem, limits, emit } = input;
  const options = { setup: problem.setup, packages: problem.packages, limits };
  const visible = await interpreter.judge(signal, code, problem.visibleTests, options);
  emit({ kind: 'code-judged', suite: 'visible', outcomes: visible });
  if (problem.hiddenTests.length > 0) {
    const hidden = await interpreter.judge(signal, code, problem.hiddenTests, options);
    emit({ kind: 'code-judged', suite: 'hidden', outcomes: hidden });
  }
  emit({ kind: 'run-finished', solved: allPassed(visible), cost });
}
