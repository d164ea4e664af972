/** The state of one line while it is decoded: what was chosen, what it cost, and the two streams that choose. */
import type { CancelSignal } from '../../src/guidance/cancellation';
import { Continuation } from '../../src/guidance/continuation';
import type { EndReason } from '../../src/guidance/line';
import { nearTie } from '../../src/guidance/near-tie';
import type { DecodedLine, DecodeLineRequest, TokenChoice } from '../../src/guidance/ports';
import type { TokenId } from '../../src/guidance/tokens';
import { chooseToken, type Distributions } from './choice';
import type { Context } from './context';
import { CostMeter } from './cost-meter';
import type { DecodingModel } from './decoding';
import { pause } from './pause';

export class GuidedLine {
  private readonly meter = new CostMeter();
  private readonly line: Continuation;
  /** Prompt and code of both streams; null where Pc = P. */
  private readonly plain: readonly TokenId[];
  private readonly conditional: readonly TokenId[] | null;
  end: EndReason | null;

  constructor(
    private readonly signal: CancelSignal,
    private readonly model: DecodingModel,
    private readonly context: Context,
    readonly request: DecodeLineRequest,
    private readonly onToken: (choice: TokenChoice) => void,
  ) {
    const { plain, stop } = request;
    this.line = new Continuation(model.codec, plain.code, stop, model.endTokens);
    this.plain = [...plain.prompt, ...plain.code];
    const prompt = conditionalPrompt(request);
    this.conditional = prompt === null ? null : [...prompt, ...plain.code];
    this.end = this.line.end;
  }

  /** What was chosen so far, without a token that ended the answer. */
  get ids(): readonly TokenId[] {
    return this.line.ids;
  }

  get result(): DecodedLine {
    if (this.end === null) throw new Error('The line goes on');
    return { ids: [...this.ids], end: this.end, cost: this.meter.cost };
  }

  /** Most tokens that a draft may add here: after one more the line would end, or the context be full. */
  get room(): number {
    const { stop, plain, maxTokens } = this.request;
    const longest = Math.max(this.plain.length, this.conditional?.length ?? 0) + this.ids.length;
    const limits = [
      stop.maxTokens - plain.code.length - this.ids.length - 1,
      (maxTokens ?? Number.POSITIVE_INFINITY) - this.ids.length - 1,
      this.context.room(longest),
    ];
    return Math.max(0, Math.min(...limits));
  }

  /** What both streams say after what was chosen and then after each token of the draft: one more than its tokens. */
  async distributions(draft: readonly TokenId[]): Promise<Distributions[]> {
    this.signal.throwIfAborted();
    const paired = draft.length === 0 ? await this.readPair() : null;
    if (paired !== null) return [paired];
    const plain = await this.read(this.plain, draft);
    const conditional = this.conditional === null ? null : await this.read(this.conditional, draft);
    return plain.map((logits, i) => ({ plain: logits, conditional: conditional?.[i] ?? null }));
  }

  /** Decides, reports and appends one token; returns it. `drafted` is what a draft has in its place. */
  async choose(distributions: Distributions, drafted: TokenId | null): Promise<TokenId> {
    const { model, request } = this;
    this.signal.throwIfAborted();
    const forced = request.forced[this.ids.length] ?? null;
    let { choice, gap } = chooseToken(model.codec, distributions, request, forced, drafted);
    // Where each token is read by itself, a text has one reading already.
    if (gap < nearTie(request.gamma) && model.session.reading === 'together') {
      ({ choice, gap } = chooseToken(model.codec, await this.readAgain(), request, forced, drafted));
      choice = { ...choice, decidedAgain: true };
    }
    this.onToken(choice);
    this.line.push(choice.id);
    this.end = this.line.end ?? pauseReason(this.line, this.request);
    return choice.id;
  }

  /** One step of both streams as one batch; null where that is not wanted, or one of them has more to read. */
  private async readPair(): Promise<Distributions | null> {
    if (this.conditional === null || !this.model.verifiesDrafts || this.request.pair !== true) return null;
    const texts = [
      [...this.plain, ...this.ids],
      [...this.conditional, ...this.ids],
    ] as const;
    const both = await this.context.readPair(this.signal, texts, this.meter);
    return both && { plain: both[0], conditional: both[1] };
  }

  private read(stream: readonly TokenId[], draft: readonly TokenId[]): Promise<readonly Float32Array[]> {
    const from = stream.length + this.ids.length;
    return this.context.read(this.signal, [...stream, ...this.ids, ...draft], from, this.meter);
  }

  /** Both texts read whole from nothing, past the context. */
  private async readAgain(): Promise<Distributions> {
    const read = async (stream: readonly TokenId[]) => {
      await pause(this.signal);
      const { logits, cache } = await this.model.session.forward([[...stream, ...this.ids]], null, 1, this.meter);
      cache.release();
      this.signal.throwIfAborted();
      const [last] = logits[0] ?? [];
      if (last === undefined) throw new Error('The network gave no logits');
      return last;
    };
    const plain = await read(this.plain);
    return { plain, conditional: this.conditional === null ? null : await read(this.conditional) };
  }
}

/** null without a signal, or with one that changes nothing: both distributions then come from the plain stream. */
function conditionalPrompt(request: DecodeLineRequest): readonly TokenId[] | null {
  const { conditionalPrompt: prompt, plain } = request;
  const same = prompt?.length === plain.prompt.length && prompt.every((id, i) => id === plain.prompt[i]);
  return same ? null : prompt;
}

/** Why this call stops although the answer goes on. */
function pauseReason(line: Continuation, request: DecodeLineRequest): EndReason | null {
  if (line.lines > 0) return 'line';
  return request.maxTokens !== null && line.ids.length >= request.maxTokens ? 'horizon' : null;
}
