/**
 * One stream, a prompt and the code behind it, as an endpoint tells it: the distribution after each stretch of code that
 * was asked about. A request tells more than one of them. A greedy completion tells those along its own tokens, so as long
 * as guidance chooses what the stream would have chosen itself, nothing is asked again; an echo tells those along a draft.
 */
import type { CancelSignal } from '../guidance/cancellation';
import { type PartialDistribution, partialDistribution } from '../guidance/partial-distribution';
import type { TokenId } from '../guidance/tokens';
import { noLists, otherTokens } from './failures';
import type { Choice, CompletionRequest, Scored } from './reply';
import type { CallCost, EndpointServer } from './server';
import { beginsInside, END_OF_TEXT, isBroken } from './vocabulary';

export interface Position {
  readonly distribution: PartialDistribution;
  /** The stream's own choice; null where it is not known. */
  readonly likeliest: TokenId | null;
}

/** Said of a token that a server chose without listing it. */
const LOG_HALF = Math.log(0.5);

export class StreamReader {
  readonly #positions = new Map<string, Position>();

  constructor(
    private readonly server: EndpointServer,
    private readonly prompt: readonly TokenId[],
    /** How many of the likeliest are asked for. */
    private readonly top: number,
  ) {}

  /** What the stream says after this code; null where nobody asked yet. */
  after(code: readonly TokenId[]): Position | null {
    return this.#positions.get(this.#key(code)) ?? null;
  }

  /** What the stream would write from here on, as far as it is known. */
  likeliestFrom(code: readonly TokenId[]): TokenId[] {
    const found: TokenId[] = [];
    for (;;) {
      const next = this.after([...code, ...found])?.likeliest ?? null;
      if (next === null || this.server.vocabulary.ends.has(next)) return found;
      found.push(next);
    }
  }

  /** Asks for the distribution after the code and for those along the next `tokens` that the stream would write. */
  async ahead(signal: CancelSignal, code: readonly TokenId[], tokens: number, spent: CallCost): Promise<void> {
    const reply = await this.server.complete(signal, this.#request([...this.prompt, ...code], tokens, 0), spent);
    const [choice] = reply.choices;
    if (choice === undefined) throw otherTokens('a completion came without a text');
    if (choice.tokens.length === 0 && (choice.text !== '' || choice.finish !== 'stop')) throw this.#noLists();
    await this.#keep(signal, code, choice);
  }

  /**
   * Asks for the distributions after the code and after each token of the draft, in one request. False where the server
   * divides the text otherwise, so that nothing was learned.
   */
  async along(
    signal: CancelSignal,
    code: readonly TokenId[],
    draft: readonly TokenId[],
    spent: CallCost,
  ): Promise<boolean> {
    const whole = [...this.prompt, ...code, ...draft];
    const reply = await this.server.complete(signal, this.#request(whole, 1, draft.length), spent);
    const [choice] = reply.choices;
    if (choice === undefined || choice.tokens.length === 0) throw this.#noLists();
    // The last is the one that was generated, unless the text ended there.
    const scored = tail(choice.tokens, draft, this.server, reply.choices[0]?.finish ?? null);
    if (scored === null) return false;
    for (const [i, token] of scored.entries()) this.#store([...code, ...draft.slice(0, i)], token);
    return true;
  }

  async #keep(signal: CancelSignal, code: readonly TokenId[], choice: Choice): Promise<void> {
    const { vocabulary } = this.server;
    const tokens = withoutEnd(choice, this.server);
    const isIds = this.server.capabilities?.tokens === 'ids';
    const written = [...code];
    for (const token of tokens) {
      if (beginsInside(token.piece) && !vocabulary.decode(written).endsWith('\uFFFD')) {
        if (written.length === code.length) await this.#keepWhole(signal, code, choice.text);
        return;
      }
      this.#store(written, token);
      // What cannot be said in an exact way ends what is known.
      if (isBroken(token.piece) && !isIds) return;
      written.push(vocabulary.learn(token.piece));
    }
    const endsUnnamed = choice.finish === 'stop' && (tokens.length === choice.tokens.length || tokens.length === 0);
    const last = choice.tokens.at(-1);
    if (endsUnnamed && (last === undefined || !vocabulary.ends.has(vocabulary.learn(last.piece)))) {
      this.#positions.set(this.#key(written), {
        distribution: { listed: new Map([[END_OF_TEXT, LOG_HALF]]), missing: LOG_HALF },
        likeliest: END_OF_TEXT,
      });
    }
  }

  /** A server that told only the end of a character: its first token is the one that the text begins with. */
  async #keepWhole(signal: CancelSignal, code: readonly TokenId[], text: string): Promise<void> {
    const [first] = (await this.server.tokenize(signal, text)) ?? [];
    if (first === undefined) throw otherTokens('it writes a character in parts that it does not tell');
    const distribution = { listed: new Map([[first, LOG_HALF]]), missing: LOG_HALF };
    this.#positions.set(this.#key(code), { distribution, likeliest: first });
  }

  #store(code: readonly TokenId[], { piece, logprob, top }: Scored): void {
    const { vocabulary, capabilities } = this.server;
    const isIds = capabilities?.tokens === 'ids';
    const listed = new Map<TokenId, number>();
    for (const one of top ?? []) {
      // Two tokens with one text are one to whoever is told texts alone.
      const id = vocabulary.learn(one.piece);
      if (isIds || !isBroken(one.piece)) listed.set(id, Math.max(one.logprob, listed.get(id) ?? one.logprob));
    }
    const own = vocabulary.learn(piece);
    if (logprob !== null && !listed.has(own) && (isIds || !isBroken(piece))) listed.set(own, logprob);
    if (listed.size === 0) throw this.#noLists();
    const whole = capabilities?.vocabularySize != null && listed.size >= capabilities.vocabularySize;
    const [likeliest] = [...listed].sort(([a, p], [b, q]) => q - p || a - b)[0] ?? [null];
    const asked = Math.min(this.top, top?.length ?? 0);
    this.#positions.set(this.#key(code), {
      distribution: partialDistribution(listed, asked === 0 ? 1 : asked, whole),
      likeliest,
    });
  }

  #request(ids: readonly TokenId[], maxTokens: number, echo: number): CompletionRequest {
    return {
      prompt: this.server.prompt(ids),
      maxTokens,
      temperature: 0,
      topP: 1,
      seed: null,
      count: 1,
      stop: [],
      top: this.top,
      echo,
      stream: false,
    };
  }

  #noLists() {
    return noLists(this.server.parts.dialect.name);
  }

  #key(code: readonly TokenId[]): string {
    return this.server.capabilities?.tokens === 'ids' ? code.join() : this.server.vocabulary.decode(code);
  }
}

/** The tokens of a completion with the end token last, which is learned where it was not known. */
function withoutEnd(choice: Choice, { vocabulary }: EndpointServer): readonly Scored[] {
  const { tokens, text, finish } = choice;
  const ids = tokens.map(({ piece }) => vocabulary.learn(piece));
  const said = (upTo: number) => vocabulary.decode(ids.slice(0, upTo));
  const last = ids.at(-1);
  if (last !== undefined && finish === 'stop' && said(ids.length - 1) === text) vocabulary.markEnd(last);
  const endsNamed = last !== undefined && vocabulary.ends.has(last);
  const spelled = said(endsNamed ? ids.length - 1 : ids.length);
  const spellsText = spelled === text || said(ids.length) === text;
  // Parts of characters are printed in their own ways.
  const isPart = tokens.some(({ piece }) => isBroken(piece) || beginsInside(piece)) || spelled.includes('\uFFFD');
  if (!spellsText && !isPart) {
    throw otherTokens(`put together they are ${shown(spelled)}, and the text is ${shown(text)}`);
  }
  return tokens;
}

/**
 * Of an echo the tokens of the draft and the one generated behind it. Counted from the end: what begins a text is echoed
 * by some servers and not by others. null where the draft's text begins inside of a token.
 */
function tail(
  tokens: readonly Scored[],
  draft: readonly TokenId[],
  server: EndpointServer,
  finish: Choice['finish'],
): readonly Scored[] | null {
  const { vocabulary, capabilities } = server;
  const wanted = vocabulary.decode(draft);
  const generated = finish === 'stop' && !endsNamed(tokens, server) ? 0 : 1;
  if (capabilities?.tokens === 'ids') {
    const found = tokens.slice(tokens.length - draft.length - generated);
    const same = draft.every((id, i) => found[i] !== undefined && vocabulary.learn(found[i].piece) === id);
    return same ? found : null;
  }
  let text = '';
  for (let from = tokens.length - generated; from > 0; from--) {
    text = (tokens[from - 1]?.piece.text ?? '') + text;
    if (text.length > wanted.length) return null;
    if (text !== wanted) continue;
    const found = tokens.slice(from - 1);
    const same = draft.every((id, i) => vocabulary.textOf(id) === found[i]?.piece.text);
    return same ? found : null;
  }
  return null;
}

function endsNamed(tokens: readonly Scored[], { vocabulary }: EndpointServer): boolean {
  const last = tokens.at(-1);
  return last !== undefined && vocabulary.ends.has(vocabulary.learn(last.piece));
}

function shown(text: string): string {
  const start = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return `“${start.replaceAll('\n', '⏎')}”`;
}
