/**
 * A start-up check against wrong kernels. A software WebGPU adapter was seen to compute attention over 32 and more
 * new positions wrongly (by 10 and more) and everything shorter rightly; such an error has no other symptom than a
 * worse answer. These ways to read the same tokens must give the same logits:
 *
 * - all at once, and in chunks after a cache;
 * - in chunks after a cache that was truncated by a shorter mask;
 * - as a row of a batch, and alone;
 * - in a chunk, and as single steps at places all over it. On WASM two different computations meet here: chunks run on
 *   the rewritten attention (onnx/plain-attention.ts), steps on the runtime's own.
 */
import type { TokenId } from '../../src/guidance/tokens';
import { CostMeter } from './cost-meter';
import type { KvCache } from './kv-cache';
import { largestDifference } from './logit-difference';
import type { Forwarded, ModelSession } from './session';

const PREFILL_LENGTH = 40;
const CHUNK_LENGTH = 16;
const BATCH_ROWS = 3;
const STEPPED_POSITIONS = [1, 2, 7, CHUNK_LENGTH, 31, 32, PREFILL_LENGTH - 1];

export interface SelfCheck {
  readonly maxLogitDifference: number;
  readonly passed: boolean;
  /** The same of a batch whose rows differ in length; null where the network cannot take one. */
  readonly pairDifference?: number | null;
}

/**
 * `tolerance` bounds the largest difference of two logits. In float32 a right kernel stays near 1e-6; 8-bit
 * activations reach 0.2 and a wrong kernel 10, so a device is held to less than WASM.
 */
export async function checkSession(
  session: ModelSession,
  vocabularySize: number,
  tolerance: number,
): Promise<SelfCheck> {
  const meter = new CostMeter();
  // Any ids do; these are spread over the vocabulary and the same every time.
  const ids = Array.from({ length: PREFILL_LENGTH }, (_, i) => (17 + i * 7919) % vocabularySize);
  const caches: KvCache[] = [];
  const forward = async (rows: readonly (readonly TokenId[])[], past: KvCache | null) => {
    const { logits, cache } = await session.forward(rows, past, 'all', meter);
    caches.push(cache);
    return { logits, cache };
  };
  const keep = (cache: KvCache) => {
    caches.push(cache);
    return cache;
  };
  try {
    const whole = await forward([ids], null);
    const expected = whole.logits[0] ?? [];
    let worst = 0;

    let past: KvCache | null = null;
    for (let start = 0; start < PREFILL_LENGTH; start += CHUNK_LENGTH) {
      const chunk = await forward([ids.slice(start, start + CHUNK_LENGTH)], past);
      worst = Math.max(worst, largestDifference(chunk.logits[0] ?? [], expected.slice(start, start + CHUNK_LENGTH)));
      past = chunk.cache;
    }

    const truncated = keep(whole.cache.truncate(CHUNK_LENGTH));
    const again = await forward([ids.slice(CHUNK_LENGTH)], truncated);
    worst = Math.max(worst, largestDifference(again.logits[0] ?? [], expected.slice(CHUNK_LENGTH)));

    const next = Array.from({ length: BATCH_ROWS }, (_, row) => (ids[row * 5] ?? 0) + 1).map(
      (id) => id % vocabularySize,
    );
    const batch = await forward(
      next.map((id) => [id]),
      keep(whole.cache.repeat(BATCH_ROWS)),
    );
    for (const [row, id] of next.entries()) {
      const single = await forward([[id]], whole.cache);
      worst = Math.max(worst, largestDifference(batch.logits[row] ?? [], single.logits[0] ?? []));
    }
    for (const position of STEPPED_POSITIONS) {
      const step = await forward([[ids[position] ?? 0]], keep(whole.cache.truncate(position)));
      worst = Math.max(worst, largestDifference(step.logits[0] ?? [], expected.slice(position, position + 1)));
    }
    const pairDifference = session.can.raggedBatches ? await checkPair(whole.cache, ids, forward, keep) : null;
    return { maxLogitDifference: worst, passed: worst <= tolerance, pairDifference };
  } finally {
    for (const cache of caches) cache.release();
  }
}

/** Two rows of different lengths in one step, beside each alone. */
async function checkPair(
  whole: KvCache,
  ids: readonly TokenId[],
  forward: (rows: readonly (readonly TokenId[])[], past: KvCache | null) => Promise<Forwarded>,
  keep: (cache: KvCache) => KvCache,
): Promise<number> {
  const lengths = [CHUNK_LENGTH + 3, PREFILL_LENGTH - 2];
  const views = lengths.map((length) => keep(whole.truncate(length)));
  const next = lengths.map((length) => [ids[length] ?? 0]);
  const together = await forward(next, keep(whole.pool.merge(views)));
  let worst = 0;
  for (const [row, view] of views.entries()) {
    const alone = await forward([next[row] ?? []], view);
    worst = Math.max(worst, largestDifference(together.logits[row] ?? [], alone.logits[0] ?? []));
  }
  return worst;
}
