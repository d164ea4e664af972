/** The port of the method over a model behind an endpoint. */
import type { CancelSignal } from '../guidance/cancellation';
import { PlaygroundError } from '../guidance/failure';
import type {
  ChatPrompt,
  ContextId,
  DecodedLine,
  DecodeLineRequest,
  LanguageModel,
  ModelDescription,
  PromptStyle,
  SampledCandidate,
  SampleRequest,
  TokenChoice,
} from '../guidance/ports';
import type { Cost, TokenId } from '../guidance/tokens';
import type { MissingRule } from '../guidance/top-lists';
import { sampleCandidates } from './candidates';
import { ASSUMED_CONTEXT, type Capabilities } from './capabilities';
import { guidedLine } from './guided-line';
import { CallCost, EndpointServer, type ServerParts } from './server';
import { StreamReader } from './stream-reader';
import { textPieces } from './text-pieces';
import { HASHED_FROM } from './vocabulary';

export interface EndpointSettings {
  readonly missing: MissingRule;
  readonly promptStyle: PromptStyle;
}

/** A run has one prompt for its plain stream, and a new one for the other stream with every signal. */
const MOST_READERS = 3;
const MOST_ENCODED = 200;

export class EndpointModel implements LanguageModel {
  readonly description: ModelDescription;
  private readonly server: EndpointServer;
  /** The newest last. */
  private readonly contexts = new Map<ContextId, Map<string, StreamReader>>();
  private readonly encoded = new Map<string, readonly TokenId[]>();
  private lastContext: ContextId = 0;

  constructor(
    parts: ServerParts,
    private readonly capabilities: Capabilities,
    private readonly settings: EndpointSettings,
  ) {
    this.server = new EndpointServer(parts, capabilities);
    this.description = describe(parts, capabilities, settings);
  }

  async encode(signal: CancelSignal, texts: readonly string[]): Promise<TokenId[][]> {
    const ids: TokenId[][] = [];
    for (const text of texts) ids.push([...(await this.idsOf(signal, text))]);
    return ids;
  }

  async decode(signal: CancelSignal, ids: readonly TokenId[]): Promise<string> {
    if (this.capabilities.tokens === 'ids') await this.server.learnTexts(signal, ids);
    return this.server.vocabulary.decode(ids);
  }

  async chatPrompt(): Promise<ChatPrompt | null> {
    return null;
  }

  async openContext(): Promise<ContextId> {
    this.contexts.set(++this.lastContext, new Map());
    return this.lastContext;
  }

  async closeContext(context: ContextId): Promise<void> {
    this.contexts.delete(context);
  }

  async sample(
    signal: CancelSignal,
    request: SampleRequest,
    onCandidate: (candidate: SampledCandidate) => void,
  ): Promise<{ candidates: SampledCandidate[]; cost: Cost }> {
    const spent = new CallCost();
    const { prompt, code } = request.prefix;
    const room = this.room(prompt.length + code.length);
    const tell = (candidate: SampledCandidate) => {
      if (!signal.aborted) onCandidate(candidate);
    };
    const candidates = await sampleCandidates(signal, this.server, request, room, spent, tell);
    return { candidates, cost: spent.cost };
  }

  async decodeLine(
    signal: CancelSignal,
    request: DecodeLineRequest,
    onToken: (choice: TokenChoice) => void,
  ): Promise<DecodedLine> {
    const { plain, conditionalPrompt } = request;
    const longest = Math.max(plain.prompt.length, conditionalPrompt?.length ?? 0) + plain.code.length;
    this.room(longest);
    const same =
      conditionalPrompt?.length === plain.prompt.length && conditionalPrompt.every((id, i) => id === plain.prompt[i]);
    const spent = new CallCost();
    return guidedLine(
      signal,
      {
        vocabulary: this.server.vocabulary,
        plain: this.reader(request.context, plain.prompt),
        conditional: conditionalPrompt === null || same ? null : this.reader(request.context, conditionalPrompt),
        missing: this.settings.missing,
        canScore: (draft) =>
          this.capabilities.promptLists &&
          (this.capabilities.tokens === 'text' || draft.every((id) => id < HASHED_FROM)),
        room: (written) => this.contextLength - longest - written,
        spent,
      },
      request,
      (choice) => {
        if (!signal.aborted) onToken(choice);
      },
    );
  }

  private get contextLength(): number {
    return this.description.contextLength;
  }

  /** Tokens left behind so many. Throws `context-full` where these do not fit. */
  private room(length: number): number {
    if (length < this.contextLength) return this.contextLength - length;
    throw new PlaygroundError({
      code: 'context-full',
      message: `The prompt and the code come to ${length} tokens; the model behind the endpoint reads at most ${this.contextLength}.`,
      advice: 'Shorten the problem or its tests, or take fewer candidates or a shorter horizon.',
    });
  }

  private reader(context: ContextId, prompt: readonly TokenId[]): StreamReader {
    const readers = this.contexts.get(context);
    if (readers === undefined) throw new Error('The context is closed');
    const key = prompt.join();
    const reader = readers.get(key) ?? new StreamReader(this.server, prompt, this.capabilities.top);
    readers.delete(key);
    readers.set(key, reader);
    for (const [oldest] of [...readers].slice(0, -MOST_READERS)) readers.delete(oldest);
    return reader;
  }

  private async idsOf(signal: CancelSignal, text: string): Promise<readonly TokenId[]> {
    const { vocabulary } = this.server;
    if (text === '') return [];
    if (this.capabilities.tokens === 'text') {
      return textPieces(text).map((piece) => vocabulary.learn({ text: piece, id: null, bytes: null }));
    }
    const known = this.encoded.get(text);
    if (known !== undefined) return known;
    const ids = await this.server.tokenize(signal, text);
    if (ids === null) throw new Error('The server no longer tokenises');
    this.encoded.set(text, ids);
    for (const oldest of [...this.encoded.keys()].slice(0, -MOST_ENCODED)) this.encoded.delete(oldest);
    return ids;
  }
}

function describe(
  { dialect, model, vocabulary }: ServerParts,
  found: Capabilities,
  { missing, promptStyle }: EndpointSettings,
): ModelDescription {
  return {
    id: model,
    weightsSha256: `endpoint-${found.fingerprint}`,
    device: 'endpoint',
    deviceReason: `Behind ${dialect.name}; prompts and code are sent there.`,
    vocabularySize: found.vocabularySize ?? 0,
    contextLength: found.contextLength ?? ASSUMED_CONTEXT,
    endTokens: [...vocabulary.ends],
    promptStyle,
    chat: { kind: 'none', reason: 'completions take plain text, and no template is applied to it' },
    selfCheck: { maxLogitDifference: 0, passed: true },
    // Batches of a server differ with what else it does, and so do its last digits.
    plan: { decoding: found.promptLists ? 'drafts' : 'stepping', maxBatch: 16, numbers: 'approximate' },
    endpoint: { server: dialect.kind, topCount: found.top, missing, tokens: found.tokens },
  };
}
