/** A loaded model and its open contexts. Knows no worker globals, so that it runs in Node's tests as in a worker. */
import type { CancelSignal } from '../../src/guidance/cancellation';
import { PlaygroundError } from '../../src/guidance/failure';
import type {
  ChatPrompt,
  ChatTurn,
  ContextId,
  DecodedLine,
  DecodeLineRequest,
  ModelDescription,
  SampledCandidate,
  SampleRequest,
  TokenChoice,
} from '../../src/guidance/ports';
import type { Cost, TokenId } from '../../src/guidance/tokens';
import type { ChatTemplate } from './chat-template';
import { Context } from './context';
import { decodeLine } from './decoder';
import type { DecodingModel } from './decoding';
import { readsAlike } from './plan';
import { sampleCandidates } from './sampler';
import type { ModelSession } from './session';
import { SharedHeads } from './shared-heads';
import type { TextCodec } from './text-codec';

export class Engine {
  private readonly model: DecodingModel;
  /** Outlives contexts: what the next run on a problem need not read. */
  readonly heads: SharedHeads;
  private readonly contexts = new Map<ContextId, Context>();
  private lastContext: ContextId = 0;

  constructor(
    readonly description: ModelDescription,
    readonly session: ModelSession,
    readonly codec: TextCodec,
    private readonly chat: ChatTemplate | null = null,
  ) {
    this.heads = new SharedHeads(session);
    const verifiesDrafts = readsAlike(description.selfCheck);
    this.model = { session, codec, endTokens: new Set(description.endTokens), verifiesDrafts };
  }

  encode(texts: readonly string[]): TokenId[][] {
    return texts.map((text) => this.codec.encode(text));
  }

  decode(ids: readonly TokenId[]): string {
    return this.codec.decode(ids);
  }

  chatPrompt(turn: ChatTurn): ChatPrompt | null {
    return this.chat?.prompt(turn) ?? null;
  }

  /** `head` as in the port. */
  openContext(head: readonly TokenId[] = []): ContextId {
    const id = ++this.lastContext;
    const shared = head.length === 0 ? null : { ids: head, shared: this.heads };
    this.contexts.set(id, new Context(this.session, this.description.contextLength, shared));
    return id;
  }

  closeContext(id: ContextId): void {
    this.contexts.get(id)?.close();
    this.contexts.delete(id);
  }

  sample(
    signal: CancelSignal,
    request: SampleRequest,
    onCandidate: (candidate: SampledCandidate) => void,
  ): Promise<{ candidates: SampledCandidate[]; cost: Cost }> {
    return sampleCandidates(signal, this.model, this.context(request.context), request, onCandidate);
  }

  decodeLine(
    signal: CancelSignal,
    request: DecodeLineRequest,
    onToken: (choice: TokenChoice) => void,
  ): Promise<DecodedLine> {
    return decodeLine(signal, this.model, this.context(request.context), request, onToken);
  }

  async dispose(): Promise<void> {
    for (const id of [...this.contexts.keys()]) this.closeContext(id);
    this.heads.clear();
    await this.session.dispose();
  }

  private context(id: ContextId): Context {
    const context = this.contexts.get(id);
    if (context !== undefined) return context;
    throw new PlaygroundError({
      code: 'model-not-loaded',
      message: 'The model was loaded again since this run began, and its memory of the run is gone.',
      advice: 'Start the run again.',
    });
  }
}
