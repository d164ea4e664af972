/**
 * One line of the answer from what an endpoint lists of both streams (paper, section 3.4). The loop is the local one; what
 * differs is where distributions come from: whole drafts are read with one request for each stream where the server tells
 * a prompt's log-probabilities; everywhere each stream writes ahead, and what was told of it is used as long as guidance
 * goes the same way. With gamma 0 or 1, or without a signal, one stream is asked and the other never.
 */
import type { CancelSignal } from '../guidance/cancellation';
import { Continuation } from '../guidance/continuation';
import { lineCount } from '../guidance/line';
import type { DecodedLine, DecodeLineRequest, TokenChoice } from '../guidance/ports';
import type { TokenId } from '../guidance/tokens';
import type { MissingRule } from '../guidance/top-lists';
import { chooseFromLists, type Lists } from './guided-choice';
import type { CallCost } from './server';
import type { StreamReader } from './stream-reader';
import type { Vocabulary } from './vocabulary';

export interface LineParts {
  readonly vocabulary: Vocabulary;
  readonly plain: StreamReader;
  /** null without a signal, or with one that changes nothing. */
  readonly conditional: StreamReader | null;
  readonly missing: MissingRule;
  /** Whether these tokens can be read as a draft. */
  readonly canScore: (draft: readonly TokenId[]) => boolean;
  /** Tokens that both prompts and the code may have together with what is written. */
  readonly room: (written: number) => number;
  readonly spent: CallCost;
}

/** How far a stream writes ahead: alone it is always right, beside another one only as long as both agree. */
const AHEAD_ALONE = 32;
const AHEAD_OF_TWO = 12;
/** Shorter drafts are not worth a prompt that is read whole. */
const LEAST_DRAFT = 2;

export async function guidedLine(
  signal: CancelSignal,
  parts: LineParts,
  request: DecodeLineRequest,
  onToken: (choice: TokenChoice) => void,
): Promise<DecodedLine> {
  const { vocabulary, spent } = parts;
  const { plain, stop, forced } = request;
  const line = new Continuation(vocabulary, plain.code, stop, vocabulary.ends);
  const reading = new BothStreams(signal, parts, request);
  let end = line.end;
  while (end === null) {
    signal.throwIfAborted();
    const given = forced[line.ids.length] ?? null;
    const lists = given === null ? await reading.after(line.ids) : reading.known(line.ids);
    const drafted = reading.draft?.[line.ids.length] ?? null;
    const choice =
      lists === null && given !== null
        ? unasked(vocabulary, given)
        : chooseFromLists(vocabulary, lists ?? NOTHING, request, parts.missing, given, drafted);
    onToken(choice);
    line.push(choice.id);
    end = line.end ?? pauseReason(line, request) ?? (parts.room(line.ids.length) <= 0 ? 'token-limit' : null);
  }
  return { ids: [...line.ids], end, cost: spent.cost };
}

const NOTHING: Lists = { plain: { listed: new Map(), missing: Number.NEGATIVE_INFINITY }, conditional: null };

/** A token that was given, of which nobody asked the server: it would cost requests and change nothing. */
function unasked(vocabulary: Vocabulary, id: TokenId): TokenChoice {
  return {
    id,
    text: vocabulary.textOf(id),
    top: [],
    logNormaliser: 0,
    entropyP: 0,
    entropyPc: 0,
    entropyG: 0,
    klGuidedFromPlain: 0,
    source: 'forced',
  };
}

function pauseReason(line: Continuation, request: DecodeLineRequest): 'line' | 'horizon' | null {
  if (line.lines > 0) return 'line';
  return request.maxTokens !== null && line.ids.length >= request.maxTokens ? 'horizon' : null;
}

/** Distributions of the streams that matter, asked for as late and as many at once as can be. */
class BothStreams {
  private readonly readers: readonly StreamReader[];
  /** The draft that was read last; what comes of it is called drafted. */
  draft: readonly TokenId[] | null = null;
  private readonly tried = new Set<readonly TokenId[]>();

  constructor(
    private readonly signal: CancelSignal,
    private readonly parts: LineParts,
    private readonly request: DecodeLineRequest,
  ) {
    const { plain, conditional } = parts;
    const { gamma, topProbsMask, epsilon } = request;
    // The published code asks one stream at these two strengths as well, whatever it takes for what is missing.
    const isExact = topProbsMask === null && epsilon === null;
    if (conditional === null || (gamma === 0 && isExact)) this.readers = [plain];
    else if (gamma === 1 && isExact) this.readers = [conditional];
    else this.readers = [plain, conditional];
  }

  /** What is known after the line so far; null where something would have to be asked. */
  known(written: readonly TokenId[]): Lists | null {
    const code = [...this.request.plain.code, ...written];
    const found = this.readers.map((reader) => reader.after(code)?.distribution ?? null);
    const [first, second] = found;
    if (first == null || found.includes(null)) return null;
    if (second != null) return { plain: first, conditional: second };
    const { plain, conditional } = this.parts;
    if (conditional === null) return { plain: first, conditional: null };
    // The stream that does not count is not asked; where it is known by chance, it is shown.
    const isPlain = this.readers[0] === plain;
    const other = (isPlain ? conditional : plain).after(code)?.distribution;
    const lists = isPlain
      ? { plain: first, conditional: other ?? first }
      : { plain: other ?? first, conditional: first };
    return other === undefined ? { ...lists, onlyAsked: isPlain ? 'plain' : 'conditional' } : lists;
  }

  async after(written: readonly TokenId[]): Promise<Lists> {
    const draft = this.nextDraft(written);
    if (this.known(written) === null && draft !== null) await this.readDraft(written, draft);
    if (this.known(written) === null) await this.readAhead(written);
    const lists = this.known(written);
    if (lists === null) throw new Error('The endpoint told nothing of this place');
    return lists;
  }

  private async readDraft(written: readonly TokenId[], draft: readonly TokenId[]): Promise<void> {
    this.tried.add(draft);
    this.draft = draft;
    const code = [...this.request.plain.code, ...written];
    const rest = draft.slice(written.length);
    const asked = this.readers.filter((reader) => reader.after(code) === null);
    await Promise.all(asked.map((reader) => reader.along(this.signal, code, rest, this.parts.spent)));
  }

  private async readAhead(written: readonly TokenId[]): Promise<void> {
    const { spent, room } = this.parts;
    const { plain, stop, maxTokens } = this.request;
    const code = [...plain.code, ...written];
    const most = this.readers.length === 1 ? AHEAD_ALONE : AHEAD_OF_TWO;
    const wanted = (maxTokens ?? most) - written.length;
    const left = Math.min(stop.maxTokens - code.length, room(written.length), most, wanted);
    const asked = this.readers.filter((reader) => reader.after(code) === null);
    await Promise.all(asked.map((reader) => reader.ahead(this.signal, code, Math.max(1, left), spent)));
  }

  /** The best draft of this line that agrees with what is written and was not read yet, without its last token. */
  private nextDraft(written: readonly TokenId[]): readonly TokenId[] | null {
    const { parts, request } = this;
    if (request.decoding === 'stepping' || request.maxTokens !== null) return null;
    for (const [i, draft] of request.drafts.entries()) {
      if (!parts.canScore(draft)) continue;
      const line = this.lineOf(i, draft);
      const fits = written.every((id, at) => line[at] === id);
      if (fits && line.length - written.length >= LEAST_DRAFT && !this.tried.has(line)) return line;
    }
    return null;
  }

  private readonly lines = new Map<number, readonly TokenId[]>();

  /** Nothing of this line is chosen after the token that ends it, so that token is not read. */
  private lineOf(index: number, draft: readonly TokenId[]): readonly TokenId[] {
    const found = this.lines.get(index);
    if (found !== undefined) return found;
    const { vocabulary } = this.parts;
    const last = draft.findIndex((_, i) => lineCount(vocabulary.decode(draft.slice(0, i + 1))) > 0);
    const line = last < 0 ? draft : draft.slice(0, last);
    this.lines.set(index, line);
    return line;
  }
}
