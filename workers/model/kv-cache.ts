/**
 * Key-value caches as values. A cache is a view: buffers, and how many of their positions count in each row. ONNX
 * Runtime never writes into the past that it is given, so any number of views may share buffers.
 *
 * | operation | copies |
 * |---|---|
 * | fork, truncate | nothing: one owner more. Attention takes a row's past length from the attention mask, so a shorter mask is a shorter past. Of an export without grouped attention the next run copies a truncated cache (careful-forward.ts) |
 * | repeat, takeRows, merge | the rows that are named, as far as they count; nothing of what lies behind |
 * | a forward pass | the runtime copies the past into the new buffers |
 *
 * The buffers are disposed when their last view is released. This matters on WebGPU, where nothing is collected.
 */
import { bytesPerElement, type RowCopier, type RowSource } from './row-copy';
import type { OrtTensor } from './runtime';

/** Makes caches and knows how many are alive; a test asks that to find leaks. */
export class KvPool {
  /** Sets of buffers not yet disposed. */
  liveBuffers = 0;
  /** Views not yet released. */
  liveViews = 0;

  constructor(
    private readonly copier: RowCopier,
    /** Axis of the first tensor that counts positions. */
    readonly lengthAxis: number,
  ) {}

  /** Takes over the tensors: one per layer and kind, each [rows, heads, buffer length >= every length, head size]. */
  adopt(tensors: readonly OrtTensor[], lengths: readonly number[]): KvCache {
    return new KvCache(this, new KvBuffers(this, tensors), lengths);
  }

  /** A batch of all rows of the caches, one cache after another, right-padded to the longest. Copies. */
  merge(caches: readonly KvCache[]): KvCache {
    return this.join(caches.flatMap((cache) => cache.sources));
  }

  /** A batch of copied rows. */
  join(sources: readonly RowSource[]): KvCache {
    return this.adopt(
      this.copier.join(sources),
      sources.map(({ length }) => length),
    );
  }
}

class KvBuffers {
  private owners = 0;

  constructor(
    private readonly pool: KvPool,
    readonly tensors: readonly OrtTensor[],
  ) {
    pool.liveBuffers++;
  }

  get sizeBytes(): number {
    return this.tensors.reduce((sum, tensor) => sum + tensor.size * bytesPerElement(tensor.type), 0);
  }

  own(): void {
    this.owners++;
  }

  disown(): void {
    this.owners--;
    if (this.owners > 0) return;
    for (const tensor of this.tensors) tensor.dispose();
    this.pool.liveBuffers--;
  }
}

export class KvCache {
  private released = false;

  /** Made by a `KvPool`. */
  constructor(
    readonly pool: KvPool,
    private readonly buffers: KvBuffers,
    /** Positions that count, for each row. The buffers may be longer. */
    readonly lengths: readonly number[],
  ) {
    buffers.own();
    pool.liveViews++;
  }

  get rows(): number {
    return this.lengths.length;
  }

  /** Positions of the longest row. */
  get length(): number {
    return Math.max(...this.lengths);
  }

  /** Positions that the buffers hold, counting or not. */
  get bufferLength(): number {
    return this.tensors[0]?.dims[this.pool.lengthAxis] ?? 0;
  }

  /** Of the buffers, which other views may share. */
  get sizeBytes(): number {
    return this.buffers.sizeBytes;
  }

  /** One per layer and kind, in the order of the graph. */
  get tensors(): readonly OrtTensor[] {
    this.assertAlive();
    return this.buffers.tensors;
  }

  get sources(): RowSource[] {
    return this.lengths.map((length, row) => ({ tensors: this.tensors, row, length }));
  }

  fork(): KvCache {
    this.assertAlive();
    return new KvCache(this.pool, this.buffers, this.lengths);
  }

  /** A view of the first `length` positions of every row. */
  truncate(length: number): KvCache {
    this.assertAlive();
    const shortest = Math.min(...this.lengths);
    if (length > shortest) throw new RangeError(`A cache of ${shortest} positions has no first ${length}`);
    return new KvCache(
      this.pool,
      this.buffers,
      this.lengths.map(() => length),
    );
  }

  /** A batch of `count` rows, each this cache's only row. Without a copy where one row is enough. */
  repeat(count: number): KvCache {
    if (this.rows !== 1) throw new RangeError(`Only a single row can be repeated, not ${this.rows}`);
    if (count === 1) return this.fork();
    return this.takeRows(new Array<number>(count).fill(0));
  }

  /** The named rows in that order, as a batch of their own; of each only the first `length` positions, if given. */
  takeRows(rows: readonly number[], length = Number.POSITIVE_INFINITY): KvCache {
    const { sources } = this;
    return this.pool.join(
      rows.map((row) => {
        const source = sources[row];
        if (source === undefined) throw new RangeError(`No row ${row} of ${this.rows}`);
        return { ...source, length: Math.min(source.length, length) };
      }),
    );
  }

  /** Ends this view; the buffers go with their last one. Safe to call twice. */
  release(): void {
    if (this.released) return;
    this.released = true;
    this.pool.liveViews--;
    this.buffers.disown();
  }

  private assertAlive(): void {
    if (this.released) throw new Error('A released key-value cache was used');
  }
}
