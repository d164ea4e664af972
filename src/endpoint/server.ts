/** One server with one model: requests in its dialect, replies checked, every one of them counted. */
import type { CancelSignal } from '../guidance/cancellation';
import { addCost, type Cost, NO_COST, type TokenId } from '../guidance/tokens';
import type { Capabilities } from './capabilities';
import type { Dialect } from './dialects/dialect';
import { otherTokens } from './failures';
import type { Choice, CompletionRequest, EndpointPrompt, Reply, Usage } from './reply';
import type { SpendingMeter } from './spending';
import { textPieces } from './text-pieces';
import type { Transport } from './transport';
import type { Piece, Vocabulary } from './vocabulary';

/** Of one call of the port. */
export class CallCost {
  #cost = NO_COST;

  get cost(): Cost {
    return this.#cost;
  }

  add(cost: Cost): void {
    this.#cost = addCost(this.#cost, cost);
  }
}

export interface ServerParts {
  readonly transport: Transport;
  readonly dialect: Dialect;
  readonly model: string;
  readonly vocabulary: Vocabulary;
  readonly meter: SpendingMeter;
}

/**
 * Stands between tokens whose texts are asked for together: a character that no program has. Behind it a token keeps the
 * space that some tokenizers drop where a text begins.
 */
const SEPARATOR = '\u241E';
const MOST_TEXTS = 200;

export class EndpointServer {
  #separator: readonly (Piece | number)[] | null = null;

  constructor(
    readonly parts: ServerParts,
    /** null while the server is being asked what it can do. */
    readonly capabilities: Capabilities | null,
  ) {}

  get vocabulary(): Vocabulary {
    return this.parts.vocabulary;
  }

  /** Ids as the server takes them: its own, or their text. */
  prompt(ids: readonly TokenId[]): EndpointPrompt {
    const { capabilities } = this;
    return capabilities?.tokens === 'ids'
      ? { kind: 'ids', ids: [...capabilities.begin, ...ids] }
      : { kind: 'text', text: this.vocabulary.decode(ids) };
  }

  async complete(signal: CancelSignal, request: CompletionRequest, spent: CallCost): Promise<Reply> {
    const { transport, dialect, model, meter } = this.parts;
    const json = await transport.json(signal, dialect.complete(model, { ...request, stream: false }));
    const reply = await this.named(signal, dialect.read(json));
    spent.add(meter.add(reply.usage, countedUsage(request, reply.choices)));
    return reply;
  }

  /**
   * Completions as they come. `onPart` hears of each part and says when no more is needed; `onBegin` that the request is
   * made (again), and that what came before does not count.
   */
  async stream(
    signal: CancelSignal,
    request: CompletionRequest,
    spent: CallCost,
    { onBegin, onPart }: { onBegin: () => void; onPart: (choice: Choice) => 'more' | 'enough' },
  ): Promise<void> {
    const { transport, dialect, model, meter } = this.parts;
    let [usage, parts, finished]: [Usage | null, Choice[], Set<number>] = [null, [], new Set()];
    const count = () => {
      if (parts.length > 0) spent.add(meter.add(usage, countedUsage(request, parts)));
    };
    try {
      await transport.events(signal, dialect.complete(model, { ...request, stream: true }), {
        begin: () => {
          count();
          [usage, parts, finished] = [null, [], new Set()];
          onBegin();
        },
        take: (json) => {
          const reply = dialect.read(json);
          usage = reply.usage ?? usage;
          let enough = false;
          for (const choice of reply.choices) {
            parts.push(choice);
            if (choice.finish !== null) finished.add(choice.index);
            if (onPart(choice) === 'enough') enough = true;
          }
          return enough;
        },
        isWhole: () => finished.size >= request.count,
      });
    } finally {
      count();
    }
  }

  /** Tokens of a text, or null where the server does not tell. Special tokens are plain text where it can be asked for. */
  async tokenize(signal: CancelSignal, text: string, addSpecial = false): Promise<readonly TokenId[] | null> {
    const { transport, dialect, model, vocabulary } = this.parts;
    if (dialect.tokenize === null) return null;
    const read = dialect.tokenize.read(await transport.json(signal, dialect.tokenize.call(model, text, addSpecial)));
    if (read === null) return null;
    const ids = read.map((token) => (typeof token === 'number' ? token : vocabulary.learn(token)));
    await this.learnTexts(signal, ids);
    return ids;
  }

  /** Asks for the texts of ids that are not known yet, all at once. */
  async learnTexts(signal: CancelSignal, ids: readonly number[]): Promise<void> {
    const { transport, dialect, model, vocabulary } = this.parts;
    const { detokenize, tokenize } = dialect;
    const unknown = [...new Set(ids)].filter((id) => !vocabulary.knows(id));
    if (detokenize === null || tokenize === null || unknown.length === 0) return;
    this.#separator ??= tokenize.read(await transport.json(signal, tokenize.call(model, SEPARATOR, false)));
    const separator = (this.#separator ?? []).flatMap((token) => (typeof token === 'number' ? token : []));
    for (let from = 0; from < unknown.length; from += MOST_TEXTS) {
      const asked = unknown.slice(from, from + MOST_TEXTS);
      const joined = [...separator, ...asked.flatMap((id) => [id, ...separator])];
      const text = detokenize.read(await transport.json(signal, detokenize.call(model, joined)));
      const parts = text?.split(SEPARATOR) ?? [];
      const texts =
        parts.length === asked.length + 2
          ? parts.slice(1, -1)
          : await Promise.all(asked.map((id) => this.textOfOne(signal, id)));
      for (const [i, id] of asked.entries()) vocabulary.learn({ id, text: texts[i] ?? '', bytes: null });
    }
  }

  /** For tokenizers that cannot spell the separator. */
  private async textOfOne(signal: CancelSignal, id: number): Promise<string> {
    const { transport, dialect, model } = this.parts;
    const { detokenize } = dialect;
    const text = detokenize?.read(await transport.json(signal, detokenize.call(model, [id]))) ?? null;
    if (text === null) throw otherTokens('it does not say what text a token is');
    return text;
  }

  /** The reply with texts for tokens that it names by id alone. */
  private async named(signal: CancelSignal, reply: Reply): Promise<Reply> {
    if (!this.parts.dialect.namesByIdAlone) return reply;
    const { vocabulary } = this.parts;
    const pieces = reply.choices.flatMap(({ tokens }) =>
      tokens.flatMap(({ piece, top }) => [piece, ...(top ?? []).map((listed) => listed.piece)]),
    );
    await this.learnTexts(
      signal,
      pieces.flatMap(({ id, text }) => (id !== null && text === '' ? id : [])),
    );
    const name = (piece: Piece): Piece =>
      piece.id === null || piece.text !== '' ? piece : { ...piece, text: vocabulary.textOf(piece.id) };
    return {
      ...reply,
      choices: reply.choices.map((choice) => ({
        ...choice,
        tokens: choice.tokens.map((token) => ({
          ...token,
          piece: name(token.piece),
          top: token.top?.map((listed) => ({ ...listed, piece: name(listed.piece) })) ?? null,
        })),
      })),
    };
  }
}

/** Where a server does not say what a request cost. */
function countedUsage({ prompt, echo }: CompletionRequest, choices: readonly Choice[]): Usage {
  const input = prompt.kind === 'ids' ? prompt.ids.length : textPieces(prompt.text).length;
  const output = choices.reduce((sum, { tokens, text }) => {
    return sum + (tokens.length > 0 && echo === 0 ? tokens.length : textPieces(text).length);
  }, 0);
  return { input, output: echo > 0 ? Math.max(0, Math.min(1, output)) : output, cached: 0 };
}
