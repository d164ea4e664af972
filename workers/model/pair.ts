/**
 * Two streams that go on token by token as one batch of two rows: the plain and the conditional one, once no draft is
 * left. One run costs less than two where the calibration says so. The rows are joined once (a copy of both caches) and
 * taken apart once, when somebody wants a stream by itself again (another copy).
 */
import type { TokenId } from '../../src/guidance/tokens';
import type { KvCache } from './kv-cache';

export type Two<T> = readonly [T, T];

export class Pair {
  constructor(
    /** What each row has read. */
    readonly ids: Two<readonly TokenId[]>,
    /** After all of it. */
    readonly logits: Two<Float32Array>,
    /** Two rows, of different lengths. */
    readonly cache: KvCache,
  ) {}

  /** Whether each text is what its row has read and one token more. */
  goesOnTo(texts: Two<readonly TokenId[]>): boolean {
    return this.ids.every((ids, row) => {
      const text = texts[row] ?? [];
      return text.length === ids.length + 1 && ids.every((id, i) => text[i] === id);
    });
  }
}
