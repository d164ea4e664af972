/**
 * Execution-guided line-by-line generation (arXiv 2506.10948, section 3).
 *
 * For each line: sample candidate continuations, run them on the visible tests, write what happened into the signal,
 * then choose the line's tokens greedily from G proportional to P (Pc / P)^gamma, where P reads the plain prompt and
 * Pc the prompt with the signal. The loop knows the world only through two ports and tells it only through events.
 */
import type { CancelSignal } from './cancellation';
import { refreshSignal } from './candidates';
import { draftsAfter } from './drafts';
import { type EndReason, guidanceApplies, type StopRule } from './line';
import type { ContextId, LanguageModel } from './ports';
import { framedRun, judgeAnswer, type PromptIds, type RunInput, withOpenRun } from './run-frame';
import { formatSignal } from './signal';
import { EGCFG } from './strategy';
import { addCost, type Cost, NO_COST, type PromptSegment, type TokenId } from './tokens';

/** How many of the best of P, Pc and G each token reports. */
const TOP_COUNT = 5;

/** Resolves when the run has ended for whatever reason; the last event says which. Never rejects. */
export function runAgent(signal: CancelSignal, given: RunInput): Promise<void> {
  return framedRun(signal, given, (input) =>
    withOpenRun(signal, input, EGCFG, async (prompt, context) => {
      const answer = await writeLines(signal, input, prompt, context);
      input.emit({ kind: 'code-finished', reason: answer.reason, code: answer.code });
      await judgeAnswer(signal, input, answer.code, answer.cost);
    }),
  );
}

interface Answer {
  readonly code: string;
  readonly reason: EndReason | 'candidate-passed';
  readonly cost: Cost;
}

async function writeLines(
  signal: CancelSignal,
  input: RunInput,
  prompt: PromptIds,
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
  let drafts: readonly (readonly TokenId[])[] = [];
  let refreshedAt = 0;

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
      ({ drafts } = refresh);
      refreshedAt = ids.length;
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
        forced: ids.length === 0 ? prompt.opening : [],
        drafts: draftsAfter(drafts, ids.slice(refreshedAt)),
        ...(input.plan === undefined ? {} : { decoding: input.plan.decoding }),
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

/** null where the text is empty: there is no signal. */
export async function encodeSignal(
  signal: CancelSignal,
  model: LanguageModel,
  text: string,
): Promise<PromptSegment | null> {
  if (text === '') return null;
  const [ids = []] = await model.encode(signal, [text]);
  return { text, ids };
}
