/**
 * Execution-guided line-by-line generation (arXiv 2506.10948, section 3).
 *
 * For each line: sample candidate continuations, run them on the visible tests, write what happened into the signal,
 * then choose the line's tokens greedily from G proportional to P (Pc / P)^gamma, where P reads the plain prompt and
 * Pc the prompt with the signal. The loop knows the world only through two ports and tells it only through events.
 */
import type { Problem } from '../problems/schema';
import type { AgentSettings } from './agent';
import type { CancelSignal } from './cancellation';
import { allPassed, refreshSignal } from './candidates';
import { EVENT_FORMAT, type RunEvent } from './events';
import { toFailure } from './failure';
import { type EndReason, guidanceApplies, type StopRule } from './line';
import type { ContextId, Interpreter, LanguageModel, Limits } from './ports';
import { promptFor } from './prompt';
import { formatSignal } from './signal';
import { addCost, type Cost, NO_COST, type PromptSegment, type TokenId } from './tokens';

/** How many of the best of P, Pc and G each token reports. */
const TOP_COUNT = 5;

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
}

/** Resolves when the run has ended for whatever reason; the last event says which. Never rejects. */
export async function runAgent(signal: CancelSignal, input: RunInput): Promise<void> {
  let open = true;
  const close = (last: RunEvent) => {
    if (!open) return;
    input.emit(last);
    open = false;
  };
  const emit = (event: RunEvent) => {
    if (open) input.emit(event);
  };
  // The stop is told at once; what an engine still reports while it drains is dropped.
  const onAbort = () => close({ kind: 'run-stopped' });
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    signal.throwIfAborted();
    await generate(signal, { ...input, emit });
  } catch (thrown) {
    const { message, advice } = toFailure(thrown);
    close(signal.aborted ? { kind: 'run-stopped' } : { kind: 'run-failed', message, advice });
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

async function generate(signal: CancelSignal, input: RunInput): Promise<void> {
  const { model, problem, agent, emit } = input;
  const { id, weightsSha256, device, promptStyle } = model.description;
  const text = promptFor(promptStyle, problem);
  const [headIds = [], tailIds = [], opening = []] = await model.encode(signal, [text.head, text.tail, text.opening]);
  const prompt = { head: { text: text.head, ids: headIds }, tail: { text: text.tail, ids: tailIds } };
  emit({
    kind: 'run-started',
    format: EVENT_FORMAT,
    problem,
    agent,
    model: { id, weightsSha256, device },
    prompt,
    forced: input.forced,
  });
  const context = await model.openContext(signal);
  try {
    const answer = await writeLines(signal, input, prompt, opening, context);
    emit({ kind: 'code-finished', reason: answer.reason, code: answer.code });
    await judge(signal, input, answer.code, answer.cost);
  } finally {
    await model.closeContext(context);
  }
}

interface Answer {
  readonly code: string;
  readonly reason: EndReason | 'candidate-passed';
  readonly cost: Cost;
}

async function writeLines(
  signal: CancelSignal,
  input: RunInput,
  prompt: { readonly head: PromptSegment; readonly tail: PromptSegment },
  opening: readonly TokenId[],
  context: ContextId,
): Promise<Answer> {
  const { model, problem, agent, emit } = input;
  const stop: StopRule = { entryPoint: problem.entryPoint, maxLines: agent.maxLines, maxTokens: agent.maxTokens };
  const plainPrompt = [...prompt.head.ids, ...prompt.tail.ids];
  const ids: TokenId[] = [...input.forced];
  let code = ids.length > 0 ? await model.decode(signal, ids) : '';
  let cost = NO_COST;
  let guidedLines = 0;
  let evidence: PromptSegment | null = null;

  for (let line = 0; ; line++) {
    await input.beforeLine(line);
    signal.throwIfAborted();
    const guided = agent.gamma !== 0 && guidanceApplies(code, problem.entryPoint);
    emit({ kind: 'line-started', line, guided });
    if (guided && (evidence === null || guidedLines % agent.refreshEvery === 0)) {
      const prefix = { prompt: plainPrompt, code: ids };
      const refresh = await refreshSignal(signal, { ...input, stop, context, prefix, code, line });
      cost = addCost(cost, refresh.cost);
      if (agent.finishOnPass && refresh.passing !== null) {
        return { code: code + refresh.passing.text, reason: 'candidate-passed', cost };
      }
      evidence = await encodeSignal(signal, model, formatSignal(refresh.shown));
      if (evidence !== null) emit({ kind: 'signal-formed', line, signal: evidence });
    }
    if (guided) guidedLines++;
    let position = ids.length;
    const decoded = await model.decodeLine(
      signal,
      {
        context,
        plain: { prompt: plainPrompt, code: ids },
        conditionalPrompt:
          guided && evidence !== null ? [...prompt.head.ids, ...evidence.ids, ...prompt.tail.ids] : null,
        gamma: agent.gamma,
        // Code that was given has its opening already.
        forced: ids.length === 0 ? opening : [],
        drafts: [],
        maxTokens: null,
        topCount: TOP_COUNT,
        topProbsMask: agent.topProbsMask,
        epsilon: agent.epsilon,
        stop,
      },
      (choice) => emit({ kind: 'token-chosen', line, position: position++, choice }),
    );
    ids.push(...decoded.ids);
    const before = code;
    code = await model.decode(signal, ids);
    cost = addCost(cost, decoded.cost);
    const end: EndReason = decoded.end === 'line' && decoded.ids.length === 0 ? 'repetition' : decoded.end;
    emit({ kind: 'line-finished', line, ids: decoded.ids, text: code.slice(before.length), end, cost });
    if (end !== 'line') return { code, reason: end, cost };
  }
}

async function encodeSignal(signal: CancelSignal, model: LanguageModel, text: string): Promise<PromptSegment | null> {
  if (text === '') return null;
  const [ids = []] = await model.encode(signal, [text]);
  return { text, ids };
}

/** Solved is decided by the visible tests alone; hidden ones are told apart and choose nothing. */
async function judge(signal: CancelSignal, input: RunInput, code: string, cost: Cost): Promise<void> {
  const { interpreter, problem, limits, emit } = input;
  const options = { setup: problem.setup, limits };
  const visible = await interpreter.judge(signal, code, problem.visibleTests, options);
  emit({ kind: 'code-judged', suite: 'visible', outcomes: visible });
  if (problem.hiddenTests.length > 0) {
    const hidden = await interpreter.judge(signal, code, problem.hiddenTests, options);
    emit({ kind: 'code-judged', suite: 'hidden', outcomes: hidden });
  }
  emit({ kind: 'run-finished', solved: allPassed(visible), cost });
}
