/**
 * The caches of one problem. A context holds streams, each the ids that went through the network with their cache and
 * some of the distributions that came out, and answers a request for distributions along some ids by forwarding only
 * what no stream holds: the head of the prompt is shared by the plain and the conditional stream, by lines, agents and
 * runs; a candidate's tokens are not read again when the line takes them.
 */
import type { CancelSignal } from '../../src/guidance/cancellation';
import { PlaygroundError } from '../../src/guidance/failure';
import type { TokenId } from '../../src/guidance/tokens';
import type { CostMeter } from './cost-meter';
import type { KvCache } from './kv-cache';
import { Pair, type Two } from './pair';
import { pause } from './pause';
import type { ModelSession } from './session';
import type { SharedHeads } from './shared-heads';

/**
 * What streams may hold together; the ones unused for longest go first. Counts and bytes, never time: what is held
 * decides what is forwarded, and equal runs must cost the same.
 */
const MOST_STREAMS = 24;
const MOST_BYTES = 512 * 1024 * 1024;

/** Distributions by how many ids came before them. */
export type LogitsAfter = ReadonlyMap<number, Float32Array>;

/** A text that the network has read. Never changes. */
interface Stream {
  readonly ids: readonly TokenId[];
  readonly cache: KvCache;
  readonly logits: LogitsAfter;
  /** Counts up; the smallest is the one unused for longest. */
  lastUse: number;
}

export class Context {
  private streams: Stream[] = [];
  private uses = 0;
  private closed = false;
  /** Two streams that go on together; they are among `streams` again before anything else is asked. */
  private pair: Pair | null = null;

  constructor(
    private readonly session: ModelSession,
    /** Most tokens that a stream may hold. */
    private readonly contextLength: number,
    /** What all texts begin with, and where it may have been read already. */
    private readonly head: { readonly ids: readonly TokenId[]; readonly shared: SharedHeads } | null = null,
  ) {}

  /** How many tokens more a stream of `length` may take. */
  room(length: number): number {
    return this.contextLength - length;
  }

  /**
   * The distributions after the first `from`, `from + 1`, ... and all of `ids`, in that order. Forwards, in one run,
   * what no stream holds, and nothing if one knows them all. Throws `context-full` where the ids do not fit.
   */
  async read(
    signal: CancelSignal,
    ids: readonly TokenId[],
    from: number,
    meter: CostMeter,
  ): Promise<readonly Float32Array[]> {
    this.check(ids, from);
    this.part();
    return this.known(ids, from) ?? (await this.forward(signal, ids, from, meter));
  }

  /**
   * What has read exactly `ids`: the distribution after them, and a view of the cache for a batch that goes on from
   * there, the caller's to release. Forwards as `read` does.
   */
  async open(
    signal: CancelSignal,
    ids: readonly TokenId[],
    meter: CostMeter,
  ): Promise<{ logits: Float32Array; cache: KvCache }> {
    this.check(ids, ids.length);
    this.part();
    const isHeld = this.nearest(ids).shared === ids.length;
    const known = isHeld ? this.known(ids, ids.length) : null;
    const [logits] = known ?? (await this.forward(signal, ids, ids.length, meter));
    const { nearest } = this.nearest(ids);
    if (logits === undefined || nearest === null) throw new Error('The context lost what it has just read');
    return { logits, cache: nearest.cache.truncate(ids.length) };
  }

  /**
   * The distributions after two texts, of each of which all but the last token is held: one run of two rows. null, and
   * nothing is forwarded, where that is not so or a distribution is known already.
   */
  async readPair(
    signal: CancelSignal,
    texts: Two<readonly TokenId[]>,
    meter: CostMeter,
  ): Promise<Two<Float32Array> | null> {
    for (const ids of texts) this.check(ids, ids.length);
    const past = this.pair?.goesOnTo(texts) ? this.pair.cache.fork() : this.join(texts);
    if (past === null) return null;
    try {
      await pause(signal);
      const rows = texts.map((ids) => ids.slice(-1));
      const { logits, cache } = await this.session.forward(rows, past, 1, meter);
      const [[plain], [conditional]] = [logits[0] ?? [], logits[1] ?? []];
      if (plain === undefined || conditional === undefined || this.closed) {
        cache.release();
        this.assertOpen();
        throw new Error('The network gave no logits for two rows');
      }
      this.pair?.cache.release();
      this.pair = new Pair(texts, [plain, conditional], cache);
      return this.pair.logits;
    } finally {
      past.release();
    }
  }

  /** Takes over a cache of one row that holds `ids`, with distributions after them or after some of them. */
  add(ids: readonly TokenId[], cache: KvCache, logits: LogitsAfter): void {
    if (this.closed) {
      cache.release();
      this.assertOpen();
    }
    this.streams.push({ ids: [...ids], cache, logits, lastUse: ++this.uses });
    this.makeRoom();
  }

  /** Releases every cache. Safe to call twice. */
  close(): void {
    this.closed = true;
    this.pair?.cache.release();
    this.pair = null;
    for (const stream of this.streams) this.drop(stream);
  }

  /** The caches of all but the last token of both texts as one batch; null where they are not held. */
  private join(texts: Two<readonly TokenId[]>): KvCache | null {
    this.part();
    if (texts.some((ids) => this.known(ids, ids.length) !== null)) return null;
    const held = texts.map((ids) => ({ ids, ...this.nearest(ids) }));
    const views = held.flatMap(({ ids, nearest, shared }) =>
      nearest !== null && shared === ids.length - 1 ? [nearest.cache.truncate(shared)] : [],
    );
    try {
      return views.length === texts.length ? this.session.pool.merge(views) : null;
    } finally {
      for (const view of views) view.release();
    }
  }

  /** Makes two streams of the pair, if there is one. */
  private part(): void {
    const { pair } = this;
    if (pair === null) return;
    this.pair = null;
    for (const [row, ids] of pair.ids.entries()) {
      const { nearest, shared } = this.nearest(ids);
      // The new stream holds all that this one did.
      if (nearest !== null && shared === nearest.ids.length) this.drop(nearest);
      this.add(ids, pair.cache.takeRows([row]), new Map([[ids.length, pair.logits[row === 0 ? 0 : 1]]]));
    }
    pair.cache.release();
  }

  private check(ids: readonly TokenId[], from: number): void {
    this.assertOpen();
    if (from < 1 || from > ids.length) throw new RangeError(`${ids.length} tokens have no distribution after ${from}`);
    if (this.room(ids.length) < 0) throw contextFull(ids.length, this.contextLength);
  }

  private async forward(
    signal: CancelSignal,
    ids: readonly TokenId[],
    from: number,
    meter: CostMeter,
  ): Promise<readonly Float32Array[]> {
    await this.readHead(signal, ids, from, meter);
    const { nearest, shared } = this.nearest(ids);
    // The distribution after `from` ids is wanted, so at least the last of these is read again.
    const held = this.session.worthKeeping(Math.min(shared, from - 1), ids.length);
    const past = nearest === null || held === 0 ? null : nearest.cache.truncate(held);
    try {
      await pause(signal);
      const { logits, cache } = await this.session.forward([ids.slice(held)], past, ids.length - from + 1, meter);
      const read = logits[0] ?? [];
      this.add(ids, cache, new Map(read.map((each, i) => [from + i, each])));
      // The new stream holds all that this one did.
      if (nearest !== null && shared === nearest.ids.length) this.drop(nearest);
      return read;
    } finally {
      past?.release();
    }
  }

  /** Makes the head one of the streams, unless what is wanted lies in it or is held anyway. */
  private async readHead(signal: CancelSignal, ids: readonly TokenId[], from: number, meter: CostMeter): Promise<void> {
    if (this.head === null) return;
    const { ids: head, shared } = this.head;
    const isWanted = head.length > 0 && from > head.length && startsWith(ids, head);
    if (!isWanted || this.nearest(ids).shared >= head.length) return;
    this.add(head, await shared.open(signal, head, meter), new Map());
  }

  private known(ids: readonly TokenId[], from: number): Float32Array[] | null {
    for (const stream of this.streams) {
      if (!stream.logits.has(ids.length) || !startsWith(stream.ids, ids)) continue;
      const found: Float32Array[] = [];
      for (let length = from; length <= ids.length; length++) {
        const logits = stream.logits.get(length);
        if (logits !== undefined) found.push(logits);
      }
      if (found.length < ids.length - from + 1) continue;
      stream.lastUse = ++this.uses;
      return found;
    }
    return null;
  }

  /** The stream that shares most with `ids`; of several the shortest, which the next run copies at least cost. */
  private nearest(ids: readonly TokenId[]): { nearest: Stream | null; shared: number } {
    let nearest: Stream | null = null;
    let shared = 0;
    for (const stream of this.streams) {
      const common = commonPrefix(stream.ids, ids);
      const better =
        common > shared || (common === shared && nearest !== null && stream.ids.length < nearest.ids.length);
      if (common > 0 && better) {
        nearest = stream;
        shared = common;
      }
    }
    if (nearest !== null) nearest.lastUse = ++this.uses;
    return { nearest, shared };
  }

  private makeRoom(): void {
    const byAge = [...this.streams].sort((a, b) => a.lastUse - b.lastUse);
    let bytes = byAge.reduce((sum, stream) => sum + sizeBytes(stream), 0);
    // The newest stays, however large.
    for (const [i, oldest] of byAge.slice(0, -1).entries()) {
      if (bytes <= MOST_BYTES && byAge.length - i <= MOST_STREAMS) break;
      bytes -= sizeBytes(oldest);
      this.drop(oldest);
    }
  }

  /** Safe to call twice: two calls that overlap may have gone on from the same stream. */
  private drop(stream: Stream): void {
    stream.cache.release();
    this.streams = this.streams.filter((other) => other !== stream);
  }

  private assertOpen(): void {
    if (this.closed) throw new Error('The context is closed');
  }
}

function sizeBytes(stream: Stream): number {
  let bytes = stream.cache.sizeBytes;
  for (const logits of stream.logits.values()) bytes += logits.byteLength;
  return bytes;
}

function startsWith(ids: readonly TokenId[], start: readonly TokenId[]): boolean {
  return commonPrefix(ids, start) === start.length;
}

function commonPrefix(a: readonly TokenId[], b: readonly TokenId[]): number {
  const end = Math.min(a.length, b.length);
  let length = 0;
  while (length < end && a[length] === b[length]) length++;
  return length;
}

function contextFull(wanted: number, most: number): PlaygroundError {
  return new PlaygroundError({
    code: 'context-full',
    message: `The prompt and the code come to ${wanted} tokens; this model reads at most ${most}.`,
    advice: 'Shorten the problem or its tests, or take fewer candidates or a shorter horizon.',
  });
}
