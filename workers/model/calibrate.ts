/**
 * How fast this session steps batches of several sizes and reads a chunk: a second or so of timing at the start, from
 * which plan.ts decides how the device is used. Times choose a plan and nothing else; a run never looks at a clock.
 */
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

const ROUNDS = 4;

/** What is not measured by then is left out. */
const BUDGET_MS = 1_500;

/** Twice the rows cost between these many times as much, and a chunk at most so many times its steps, on any device. */
const LEAST_GROWTH = 0.5;
const MOST_GROWTH = 2.6;
const MOST_CHUNK = 1.3;

interface Shape {
  readonly rows: number;
  readonly width: number;
  ms: number | null;
}

/**
 * The sizes are timed in turn, several rounds of them, and of each the shortest counts: a machine that is busy now and
 * then disturbs one size no more than another. null where the figures still cannot be right, which says that it is busy
 * all the time; then nothing is concluded from them.
 */
export async function calibrate(
  signal: AbortSignal,
  session: ModelSession,
  vocabularySize: number,
  nowMs: () => number = () => performance.now(),
): Promise<Calibration | null> {
  const meter = new CostMeter();
  const ids = Array.from({ length: PAST + CHUNK }, (_, i) => (29 + i * 6007) % vocabularySize);
  const end = nowMs() + BUDGET_MS;
  const chunk: Shape = { rows: 1, width: CHUNK, ms: null };
  const steps = BATCH_SIZES.map((rows): Shape => ({ rows, width: 1, ms: null }));
  const { cache: past } = await session.forward([ids.slice(0, PAST)], null, 1, meter);

  const time = async (shape: Shape) => {
    signal.throwIfAborted();
    const batch = past.repeat(shape.rows);
    try {
      const start = nowMs();
      const row = ids.slice(PAST, PAST + shape.width);
      const { cache } = await session.forward(
        Array.from({ length: shape.rows }, () => row),
        batch,
        1,
        meter,
      );
      shape.ms = Math.min(shape.ms ?? Number.POSITIVE_INFINITY, nowMs() - start);
      cache.release();
    } finally {
      batch.release();
    }
  };

  try {
    // The first round of a shape prepares kernels and memory; a later one is shorter, and that one counts.
    for (let round = 0; round <= ROUNDS; round++) {
      for (const shape of [...steps.slice(0, 2), chunk, ...steps.slice(2)]) {
        const isFirst = round === 0 && shape === steps[0];
        if (isFirst || nowMs() < end) await time(shape);
      }
    }
  } finally {
    past.release();
  }
  const measured = {
    steps: steps.flatMap(({ rows, ms }) => (ms === null ? [] : [{ rows, ms }])),
    chunkMs: chunk.ms,
  };
  return isPlausible(measured) ? measured : null;
}

/** Whether some device could be like this. */
export function isPlausible({ steps, chunkMs }: Calibration): boolean {
  const [one] = steps;
  if (one === undefined) return false;
  const grows = steps.every(({ rows, ms }, i) => {
    const before = steps[i - 1];
    if (before === undefined) return true;
    const growth = (ms / before.ms) ** (1 / Math.log2(rows / before.rows));
    return growth >= LEAST_GROWTH && growth <= MOST_GROWTH;
  });
  return grows && (chunkMs === null || chunkMs <= MOST_CHUNK * CHUNK * one.ms);
}
