/**
 * Key-value caches as values. A cache is a view: buffers, and how many of their positions count. ONNX Runtime never
 * writes into the past that it is given, so any number of views may share buffers.
 *
 * | operation | copies |
 * |---|---|
 * | fork, truncate | nothing: one owner more. GroupQueryAttention takes the past's length from the attention mask, so a shorter mask is a shorter past |
 * | repeat, takeRows | whole rows |
 * | a forward pass | the runtime copies the past into the new buffers |
 *
 * The buffers are disposed when their last view is released. This matters on WebGPU, where nothing is collected.
 */
import type { RowCopier } from './row-copy';
import type { OrtTensor } from './runtime';

/** Makes caches and knows how many are alive; a test asks that to find leaks. */
export class KvPool {
  /** Sets of buffers not yet disposed. */
  liveBuffers = 0;
  /** Views not yet released. */
  liveViews = 0;

  constructor(private readonly copier: RowCopier) {}

  /** Takes over the tensors: one per layer and kind, each [rows, heads, buffer length >= length, head size]. */
  adopt(tensors: readonly OrtTensor[], rows: number, length: number): KvCache {
    return new KvCache(this, new KvBuffers(this, tensors, rows), length);
  }

  /** A view of copied rows. */
  gather(tensors: readonly OrtTensor[], rows: readonly number[], length: number): KvCache {
    return this.adopt(this.copier.gather(tensors, rows), rows.length, length);
  }
}

class KvBuffers {
  private owners = 0;

  constructor(
    private readonly pool: KvPool,
    readonly tensors: readonly OrtTensor[],
    readonly rows: number,
  ) {
    pool.liveBuffers++;
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
    private readonly pool: KvPool,
    private readonly buffers: KvBuffers,
    /** Positions that count, the same for every row. The buffers may be longer. */
    readonly length: number,
  ) {
    buffers.own();
    pool.liveViews++;
  }

  get rows(): number {
    return this.buffers.rows;
  }

  /** One per layer and kind, in the order of the graph. */
  get tensors(): readonly OrtTensor[] {
    this.assertAlive();
    return this.buffers.tensors;
  }

  fork(): KvCache {
    return this.truncate(this.length);
  }

  /** A view of the first `length` positions. */
  truncate(length: number): KvCache {
    this.assertAlive();
    if (length > this.length) throw new RangeError(`A cache of ${this.length} positions has no first ${length}`);
    return new KvCache(this.pool, this.buffers, length);
  }

  /** A batch of `count` rows, each this cache's only row. Without a copy where one row is enough. */
  repeat(count: number): KvCache {
    if (this.rows !== 1) throw new RangeError(`Only a single row can be repeated, not ${this.rows}`);
    if (count === 1) return this.fork();
    return this.pool.gather(this.tensors, new Array<number>(count).fill(0), this.length);
  }

  /** The named rows in that order, as a batch of their own. */
  takeRows(rows: readonly number[]): KvCache {
    for (const row of rows) if (row < 0 || row >= this.rows) throw new RangeError(`No row ${row} of ${this.rows}`);
    return this.pool.gather(this.tensors, rows, this.length);
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
