/**
 * The caches of one problem. A context holds a few streams, each the ids that went through the network with their
 * cache, and answers a request for the next-token distribution after some ids by forwarding only what no stream
 * holds: the head of the prompt is shared by the plain and the conditional stream, a line that was decoded is not
 * read again.
 */
import type { CancelSignal } from '../../src/guidance/cancellation';
import { PlaygroundError } from '../../src/guidance/failure';
import type { TokenId } from '../../src/guidance/tokens';
import type { CostMeter } from './cost-meter';
import type { KvCache } from './kv-cache';
import { pause } from './pause';
import type { ModelSession } from './session';

/** Plain, conditional, and two that a later signal or another agent may share a prefix with. */
const KEPT_STREAMS = 4;

/**
 * A text that the network has read, as far as it has: `Context.advance` moves it on. Lent by `Context.prepare`, given
 * back by `Context.release`.
 */
export interface Stream {
  /** Everything that the cache holds. */
  readonly ids: readonly TokenId[];
  readonly cache: KvCache;
  /** Logits of the token after the last id. */
  readonly logits: Float32Array;
}

interface StoredStream {
  ids: TokenId[];
  cache: KvCache;
  logits: Float32Array;
  /** To one borrower at a time: a call that was cancelled may still be moving its stream on. */
  lent: boolean;
  /** Counts up; the smallest is the one unused for longest. */
  lastUse: number;
}

export class Context {
  private streams: StoredStream[] = [];
  private uses = 0;
  private closed = false;

  constructor(
    private readonly session: ModelSession,
    /** Most tokens that a stream may hold. */
    private readonly contextLength: number,
  ) {}

  /** How many tokens more a stream of `length` may take. */
  room(length: number): number {
    return this.contextLength - length;
  }

  /**
   * A stream that has read exactly `ids`, the borrower's own. Forwards, in one run, what no stream holds, and nothing
   * if one holds all. Throws `context-full` where the ids do not fit.
   */
  async prepare(signal: CancelSignal, ids: readonly TokenId[], meter: CostMeter): Promise<Stream> {
    this.assertOpen();
    if (ids.length === 0) throw new Error('A stream needs at least one token to read');
    if (this.room(ids.length) < 0) throw contextFull(ids.length, this.contextLength);
    const { nearest, shared } = this.nearest(ids);
    if (nearest !== null && shared === ids.length && shared === nearest.ids.length) {
      return this.lend(nearest.lent ? this.store(ids, nearest.cache.fork(), nearest.logits) : nearest);
    }
    // The logits after the last id are wanted, so at least that one is read again.
    const held = Math.min(shared, ids.length - 1);
    const past = nearest === null || held === 0 ? null : nearest.cache.truncate(held);
    try {
      await pause(signal);
      const { logits, cache } = await this.session.forward([ids.slice(held)], past, 'last', meter);
      if (this.closed) {
        cache.release();
        this.assertOpen();
      }
      // The new stream holds all that this one did.
      if (nearest !== null && !nearest.lent && shared === nearest.ids.length) this.drop(nearest);
      return this.lend(this.store(ids, cache, onlyRow(logits)));
    } finally {
      past?.release();
    }
  }

  /** Reads one token more. */
  async advance(signal: CancelSignal, stream: Stream, id: TokenId, meter: CostMeter): Promise<void> {
    const stored = this.find(stream);
    if (this.room(stored.ids.length) < 1) throw contextFull(stored.ids.length + 1, this.contextLength);
    await pause(signal);
    const { logits, cache } = await this.session.forward([[id]], stored.cache, 'last', meter);
    stored.cache.release();
    stored.cache = cache;
    stored.logits = onlyRow(logits);
    stored.ids.push(id);
  }

  release(stream: Stream): void {
    const stored = this.find(stream);
    stored.lent = false;
    const covered = this.streams.some(
      (other) => other !== stored && commonPrefix(other.ids, stored.ids) === stored.ids.length,
    );
    if (this.closed || covered) this.drop(stored);
    const idle = this.streams.filter((other) => !other.lent).sort((a, b) => a.lastUse - b.lastUse);
    for (const oldest of idle.slice(0, Math.max(0, this.streams.length - KEPT_STREAMS))) this.drop(oldest);
  }

  /** Releases every cache, those lent when they come back. Safe to call twice. */
  close(): void {
    this.closed = true;
    for (const stream of this.streams.filter((each) => !each.lent)) this.drop(stream);
  }

  private nearest(ids: readonly TokenId[]): { nearest: StoredStream | null; shared: number } {
    let nearest: StoredStream | null = null;
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
    return { nearest, shared };
  }

  private store(ids: readonly TokenId[], cache: KvCache, logits: Float32Array): StoredStream {
    const stream = { ids: [...ids], cache, logits, lent: false, lastUse: 0 };
    this.streams.push(stream);
    return stream;
  }

  private lend(stream: StoredStream): StoredStream {
    stream.lent = true;
    stream.lastUse = ++this.uses;
    return stream;
  }

  private drop(stream: StoredStream): void {
    stream.cache.release();
    this.streams = this.streams.filter((other) => other !== stream);
  }

  private find(stream: Stream): StoredStream {
    const stored = this.streams.find((each) => each === stream);
    if (stored === undefined) throw new Error('The stream was not lent by this context');
    return stored;
  }

  private assertOpen(): void {
    if (this.closed) throw new Error('The context is closed');
  }
}

function commonPrefix(a: readonly TokenId[], b: readonly TokenId[]): number {
  const end = Math.min(a.length, b.length);
  let length = 0;
  while (length < end && a[length] === b[length]) length++;
  return length;
}

function onlyRow(logits: readonly (readonly Float32Array[])[]): Float32Array {
  const last = logits[0]?.at(-1);
  if (last === undefined) throw new Error('The network gave no logits');
  return last;
}

function contextFull(wanted: number, most: number): PlaygroundError {
  return new PlaygroundError({
    code: 'context-full',
    message: `The prompt and the code come to ${wanted} tokens; this model reads at most ${most}.`,
    advice: 'Shorten the problem or its tests, or take fewer candidates or a shorter horizon.',
  });
}
