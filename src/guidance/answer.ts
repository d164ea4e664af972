/**
 * One answer, written line by line. Before a line, and under token and persistent-prefix guidance also inside it, the
 * signal is formed anew when it is due; then the model chooses the line's tokens from both streams.
 */
import type { AgentSettings } from './agent';
import type { CancelSignal } from './cancellation';
import { ConvergenceWatch } from './convergence';
import { draftsAfter } from './drafts';
import type { PromptIds } from './encode-prompt';
import type { AnswerEnd } from './events';
import { splitGivenCode } from './given-code';
import { codeIn, type EndReason, findCodeEnd, guidanceApplies, lineCount, type StopRule } from './line';
import { sliderGammas } from './other-gammas/slider-gammas';
import type { ContextId, DecodedLine } from './ports';
import { choosesTokenByToken, isSteered, refreshIsDue } from './refresh-rule';
import type { RunInput } from './run-frame';
import { NO_SIGNAL, type SignalState, takeSignal } from './take-signal';
import { addCost, type Cost, type TokenId } from './tokens';

/** How many of the best of P, Pc and G each token reports. */
const TOP_COUNT = 5;
/** Token guidance refreshes before every token; a line that does not end must not run programs forever. */
export const MOST_REFRESHES_PER_LINE = 64;

export interface Answer {
  /** The program, without words and fences around it. */
  readonly code: string;
  readonly reason: AnswerEnd;
  readonly cost: Cost;
}

/** `input.agent` has the attempt's seed; `cost` is what the run has cost before. */
export function writeAnswer(
  signal: CancelSignal,
  input: RunInput,
  prompt: PromptIds,
  context: ContextId,
  cost: Cost,
): Promise<Answer> {
  return new Writing(signal, input, prompt, context, cost).write();
}

class Writing {
  private readonly stop: StopRule;
  private readonly ids: TokenId[] = [];
  /** Given tokens that begin the next line. */
  private rest: readonly TokenId[] = [];
  private readonly watch = new ConvergenceWatch();
  private text = '';
  private guidedLines = 0;
  private state: SignalState = NO_SIGNAL;

  constructor(
    private readonly signal: CancelSignal,
    private readonly input: RunInput,
    private readonly prompt: PromptIds,
    private readonly context: ContextId,
    private cost: Cost,
  ) {
    const { problem, agent } = input;
    this.stop = { entryPoint: problem.entryPoint, maxLines: agent.maxLines, maxTokens: agent.maxTokens };
  }

  async write(): Promise<Answer> {
    const { problem } = this.input;
    const first = await this.takeGiven();
    const ended = first === 0 ? null : findCodeEnd(this.text, this.stop);
    if (ended !== null) return { code: codeIn(this.text, problem.entryPoint), reason: ended.reason, cost: this.cost };
    for (let line = first; ; line++) {
      await this.input.beforeLine(line);
      this.signal.throwIfAborted();
      const guided = isSteered(this.input.agent) && guidanceApplies(this.text, problem.entryPoint);
      this.input.emit({ kind: 'line-started', line, guided });
      const end = await this.line(line, guided);
      if (typeof end === 'object') return { ...end, cost: this.cost };
      if (guided) this.guidedLines++;
      if (end !== 'line') return { code: codeIn(this.text, problem.entryPoint), reason: end, cost: this.cost };
    }
  }

  /** Tells the lines that were given, which count as if they had been written; returns how many. */
  private async takeGiven(): Promise<number> {
    const { model, problem, forced, emit, agent } = this.input;
    const { lines, rest } = await splitGivenCode(this.signal, model, forced);
    for (const [line, { ids, text }] of lines.entries()) {
      if (isSteered(agent) && guidanceApplies(this.text, problem.entryPoint)) this.guidedLines++;
      emit({ kind: 'line-given', line, ids, text });
      this.ids.push(...ids);
      this.text += text;
    }
    this.rest = rest;
    return lines.length;
  }

  /** Why the line ended; or the answer, where a candidate became it. */
  private async line(line: number, guided: boolean): Promise<EndReason | Omit<Answer, 'cost'>> {
    const { model, agent, emit } = this.input;
    const begun = this.ids.length;
    const before = this.text;
    const lineOver = () => lineCount(this.text) > lineCount(before);
    let refreshes = 0;
    let end: EndReason = 'horizon';
    while (end === 'horizon') {
      if (guided && this.isDue(begun)) {
        if (refreshes < MOST_REFRESHES_PER_LINE) {
          const answer = await this.refresh(line, refreshes++, begun);
          if (answer !== null) return answer;
        } else if (refreshes === MOST_REFRESHES_PER_LINE) {
          emit({ kind: 'signal-kept', line, position: this.ids.length });
          refreshes++;
        }
      }
      const decoded = await this.decode(line, guided);
      this.ids.push(...decoded.ids);
      this.text = await model.decode(this.signal, this.ids);
      this.cost = addCost(this.cost, decoded.cost);
      // Half of a line's end may have been written by the call before.
      end = decoded.end === 'horizon' && lineOver() ? 'line' : decoded.end;
      if (decoded.ids.length === 0 && end === 'horizon') end = 'repetition';
      if (!choosesTokenByToken(agent) && end === 'horizon') break;
    }
    const ids = this.ids.slice(begun);
    if (end === 'line' && ids.length === 0) end = 'repetition';
    emit({ kind: 'line-finished', line, ids, text: this.text.slice(before.length), end, cost: this.cost });
    return end;
  }

  private isDue(begun: number): boolean {
    return refreshIsDue(this.input.agent, {
      atLineStart: this.ids.length === begun,
      guidedLines: this.guidedLines,
      hasSignal: this.state.evidence !== null,
      held: this.state.held,
      written: this.text.slice(this.state.textLength),
    });
  }

  private async refresh(line: number, inside: number, begun: number): Promise<Omit<Answer, 'cost'> | null> {
    const { input, signal, stop, context, prompt } = this;
    if (this.ids.length > begun) input.emit({ kind: 'refresh-inside-line', line, position: this.ids.length });
    const written = { ids: [...this.ids], text: this.text, line, inside };
    // A candidate of the line's start need not begin as was given, so none is taken as the answer.
    const agent = this.rest.length === 0 ? input.agent : { ...input.agent, finishOnPass: false, earlyStop: false };
    const { state, cost, answer } = await takeSignal(
      signal,
      { ...input, agent, stop, context, promptIds: prompt },
      written,
      this.watch,
    );
    this.state = state;
    this.cost = addCost(this.cost, cost);
    return answer;
  }

  /** What has to come next, whatever the distributions say: given tokens first of all. */
  private forcedHere(): readonly TokenId[] {
    const { rest, ids, prompt, state } = this;
    const opening = ids.length === 0 ? prompt.opening : [];
    if (rest.length > 0) return begins(opening, rest) ? opening : rest;
    return state.taken !== undefined && state.idCount === ids.length ? state.taken : opening;
  }

  private decode(line: number, guided: boolean): Promise<DecodedLine> {
    const { input, prompt, ids, state } = this;
    const { agent, model, emit, plan } = input;
    const { evidence, drafts, idCount } = state;
    const forced = this.forcedHere();
    this.rest = [];
    let position = ids.length;
    return model.decodeLine(
      this.signal,
      {
        context: this.context,
        plain: { prompt: plainPrompt(prompt), code: [...ids] },
        conditionalPrompt:
          guided && evidence !== null ? [...prompt.head.ids, ...evidence.ids, ...prompt.tail.ids] : null,
        gamma: agent.gamma,
        forced,
        drafts: draftsAfter(drafts, ids.slice(idCount)),
        ...(plan === undefined ? {} : { decoding: plan.decoding }),
        maxTokens: tokensPerCall(agent, guided, forced.length),
        topCount: TOP_COUNT,
        gammas: sliderGammas(agent.gamma),
        topProbsMask: agent.topProbsMask,
        epsilon: agent.epsilon,
        stop: this.stop,
      },
      (choice) => emit({ kind: 'token-chosen', line, position: position++, choice }),
    );
  }
}

/** Whether `ids` is the beginning of `whole`, or all of it. */
function begins(whole: readonly TokenId[], ids: readonly TokenId[]): boolean {
  return ids.length <= whole.length && ids.every((id, i) => id === whole[i]);
}

/** null for the whole line. */
function tokensPerCall(agent: AgentSettings, guided: boolean, forced: number): number | null {
  return guided && choosesTokenByToken(agent) ? Math.max(1, forced) : null;
}

export function plainPrompt(prompt: Pick<PromptIds, 'head' | 'tail'>): TokenId[] {
  return [...prompt.head.ids, ...prompt.tail.ids];
}
