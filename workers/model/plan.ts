/**
 * How a session is best used, decided once after it has started: from what the start-up check and the calibration say.
 * A plan changes what a run costs and in what order its candidates are finished, never a token; a run's header names it,
 * and who makes the run again gives it back.
 */
import type { DecodePlan } from '../../src/guidance/ports';
import { type Calibration, CHUNK } from './calibrate';
import { LOGIT_TOLERANCE } from './near-tie';
import type { SelfCheck } from './self-check';

/** Where nothing was measured: rows of one batch; more gain little on a processor, and each holds a cache of its own. */
const USUAL_BATCH = 16;

/** What all rows of a batch may hold in caches, in the worst case; a forward pass holds it twice. */
const MOST_BATCH_BYTES = 256 * 1024 * 1024;

/** A larger batch is taken while a row of it costs at most so many times that of the cheapest. */
const NEARLY_CHEAPEST = 1.15;

/** Two rows in one run have to cost less than this share of two runs: joining their caches costs something too. */
const PAIR_PAYS = 0.9;

/** Whether a text gives the same logits as a chunk, in steps and as a row of a batch. */
export function readsAlike(selfCheck: Pick<SelfCheck, 'maxLogitDifference'>): boolean {
  return selfCheck.maxLogitDifference <= LOGIT_TOLERANCE;
}

/**
 * Drafts are verified where every way to read a text gives the same logits, unless a chunk costs more than its steps;
 * elsewhere every token is stepped. `rowBytes` is what the cache of one row takes at most.
 */
export function planFor(
  selfCheck: Pick<SelfCheck, 'maxLogitDifference' | 'pairDifference'>,
  calibration: Calibration | null = null,
  rowBytes = 0,
): DecodePlan {
  const alike = readsAlike(selfCheck);
  const fitting = rowBytes === 0 ? USUAL_BATCH : powerOfTwo(MOST_BATCH_BYTES / rowBytes);
  const maxBatch = Math.max(1, Math.min(fitting, calibration === null ? USUAL_BATCH : cheapestBatch(calibration)));
  if (!alike) return { decoding: 'stepping', maxBatch, pair: false };
  const step = stepMs(calibration, 1);
  const two = stepMs(calibration, 2);
  // A chunk that costs more than its steps has to do so by far: stepping everything would lose much more.
  const slowChunk = step !== null && (calibration?.chunkMs ?? 0) > CHUNK * step;
  const pairs = (selfCheck.pairDifference ?? Number.POSITIVE_INFINITY) <= LOGIT_TOLERANCE;
  const pair = pairs && step !== null && two !== null && two < PAIR_PAYS * 2 * step;
  return { decoding: slowChunk ? 'stepping' : 'drafts', maxBatch, pair };
}

/** The largest batch whose rows are nearly as cheap as any: fewer runs, for the same work. */
function cheapestBatch({ steps }: Calibration): number {
  const cost = steps.map(({ rows, ms }) => ms / rows);
  const least = Math.min(...cost);
  const good = steps.filter((_, i) => (cost[i] ?? 0) <= NEARLY_CHEAPEST * least);
  const largest = Math.max(1, ...good.map(({ rows }) => rows));
  // Where measuring had to end early and larger batches still got cheaper, they go on doing so.
  const measuredAll = steps.some(({ rows }) => rows >= USUAL_BATCH);
  return !measuredAll && largest === steps.at(-1)?.rows ? USUAL_BATCH : largest;
}

function stepMs(calibration: Calibration | null, rows: number): number | null {
  return calibration?.steps.find((step) => step.rows === rows)?.ms ?? null;
}

function powerOfTwo(most: number): number {
  return 2 ** Math.max(0, Math.floor(Math.log2(most)));
}
