/**
 * How fast this session steps batches of several sizes and reads a chunk: a second or so of timing at the start, from
 * which plan.ts decides how the device is used. Times choose a plan and nothing else; a run never looks at a clock.
 */
import type { TokenId } from '../../src/guidance/tokens';
import { CostMeter } from './cost-meter';
import type { ModelSession } from './session';

export interface Calibration {
  /** Shortest of a few steps, by rows of the batch, rising; large batches are missing where small ones took too long. */
  readonly steps: readonly { readonly rows: number; readonly ms: number }[];
  /** Shortest of a few runs over `CHUNK` new tokens of one row; null where that took too long. */
  readonly chunkMs: number | null;
}

export const BATCH_SIZES = [1, 2, 4, 8, 16] as const;

/** New tokens of the chunk that is timed, about a line of code. */
export const CHUNK = 16;

/** What the caches hold meanwhile: about a short problem. */
const PAST = 128;

const ROUNDS = 3;

/** What is not measured by then is left out. */
const BUDGET_MS = 1_500;

export async function calibrate(
  signal: AbortSignal,
  session: ModelSession,
  vocabularySize: number,
  nowMs: () => number = () => performance.now(),
): Promise<Calibration> {
  const meter = new CostMeter();
  const ids = Array.from({ length: PAST + CHUNK }, (_, i) => (29 + i * 6007) % vocabularySize);
  const end = nowMs() + BUDGET_MS;
  const { cache: past } = await session.forward([ids.slice(0, PAST)], null, 1, meter);

  /** null where the time is up before it has been measured once. */
  const shortest = async (rows: readonly (readonly TokenId[])[]): Promise<number | null> => {
    const batch = past.repeat(rows.length);
    try {
      let least: number | null = null;
      // The first run of a shape prepares kernels and memory, so it counts only where there is no time for another.
      for (let round = 0; round <= ROUNDS && (round === 0 || nowMs() < end); round++) {
        signal.throwIfAborted();
        const start = nowMs();
        const { cache } = await session.forward(rows, batch, 1, meter);
        const ms = nowMs() - start;
        cache.release();
        if (least === null || ms < least) least = ms;
      }
      return least;
    } finally {
      batch.release();
    }
  };

  try {
    const steps: { rows: number; ms: number }[] = [];
    let chunkMs: number | null = null;
    for (const rows of BATCH_SIZES) {
      const last = steps.at(-1);
      // Nothing is begun that would not end in time by far: rows cost at most in proportion.
      if (last !== undefined && nowMs() + 2 * last.ms > end) break;
      const ms = await shortest(Array.from({ length: rows }, () => ids.slice(PAST, PAST + 1)));
      if (ms !== null) steps.push({ rows, ms });
      if (rows === 2 && nowMs() + CHUNK * (steps[0]?.ms ?? 0) < end + BUDGET_MS) {
        chunkMs = await shortest([ids.slice(PAST)]);
      }
    }
    return { steps, chunkMs };
  } finally {
    past.release();
  }
}
