/**
 * What an export allows. GroupQueryAttention takes each row's past length from the sum of its mask, so a cache is cut by
 * a shorter mask and rows of different lengths share a batch; exports without it (older ones of optimum) concatenate the
 * whole past, and some merged ones hide nothing from a chunk that has a past. Kernels with 8-bit activations scale them
 * over a whole run, so rows and positions change each other. The nodes say what to expect; short runs show what is true.
 */
import type { TokenId } from '../../src/guidance/tokens';
import type { CostMeter } from './cost-meter';
import type { KvCache } from './kv-cache';
import { usualDifference } from './logit-difference';
import type { Forwarded } from './session';

/** What is false is done in another way, with the same result (careful-forward.ts). */
export interface Capabilities {
  /** A cache may be longer than what counts of it: the mask says how much. */
  readonly shorterMask: boolean;
  /** Rows of a batch may have pasts of different lengths. */
  readonly raggedBatches: boolean;
  /** Several new tokens after a past are read as they would be one by one. */
  readonly cachedChunks: boolean;
  /** The graph takes several rows at once. */
  readonly batches: boolean;
}

export const ALL_ALLOWED: Capabilities = {
  shorterMask: true,
  raggedBatches: true,
  cachedChunks: true,
  batches: true,
};

/**
 * `together`: as many tokens and rows in one run as the export allows. `alone`: each token of each row is a run of its
 * own, so that kernels which mix rows and positions have nothing to mix: exact, and several times slower.
 */
export type Reading = 'together' | 'alone';

const GROUPED = 'GroupQueryAttention';
/** Operators whose scales come from all that a run is given. */
const MIXING = /^DynamicQuantize|^QAttention$/;

/** What the nodes promise; of a file that could not be read (null) nothing is expected. */
export function expectedOf(operators: ReadonlySet<string> | null, oneRow: boolean): Capabilities {
  const grouped = operators?.has(GROUPED) === true;
  return { shorterMask: grouped, raggedBatches: grouped && !oneRow, cachedChunks: true, batches: !oneRow };
}

/** Whether its kernels scale activations over all that a run is given, as far as the nodes tell. */
export function mixesRows(operators: ReadonlySet<string> | null): boolean {
  return [...(operators ?? [])].some((operator) => MIXING.test(operator));
}

type Forward = (rows: readonly (readonly TokenId[])[], past: KvCache | null, meter: CostMeter) => Promise<Forwarded>;

const LENGTH = 8;
const CUT = 5;

/**
 * Whether chunks with a past are causal, found by at most six short runs: the logits of a chunk after a past are held
 * against those of single steps, and of a whole text against those of its beginning, which shows how much these kernels
 * differ anyway. No run is tried that could fail, as on some devices none would work after it: so cuts by a mask and
 * ragged batches stay what the nodes promise.
 */
export async function readsCachedChunks(forward: Forward, vocabularySize: number, meter: CostMeter): Promise<boolean> {
  const ids = Array.from({ length: LENGTH }, (_, i) => (23 + i * 6089) % vocabularySize);
  const caches: KvCache[] = [];
  const read = async (tokens: readonly TokenId[], past: KvCache | null) => {
    const { logits, cache } = await forward([tokens], past, meter);
    caches.push(cache);
    return { logits: logits[0] ?? [], cache };
  };
  try {
    const start = await read(ids.slice(0, CUT), null);
    const chunk = await read(ids.slice(CUT), start.cache);
    const steps: Float32Array[] = [];
    let past = start.cache;
    for (const id of ids.slice(CUT)) {
      const step = await read([id], past);
      steps.push(...step.logits);
      past = step.cache;
    }
    const whole = await read(ids, null);
    const expected = whole.logits.slice(CUT);
    // Seeing one token too many changes logits by the order of their spread; rounding of any kind by far less.
    const most = Math.max(3 * usualDifference(steps, expected), usualDifference(expected, null) / 20);
    return usualDifference(chunk.logits, expected) <= most;
  } finally {
    for (const cache of caches) cache.release();
  }
}

/** For the visitor: what is done about an export that does not allow everything. Empty where it does. */
export function notesOn(can: Capabilities, reading: Reading): string[] {
  const notes: string[] = [];
  if (!can.shorterMask) {
    notes.push('This file has no grouped attention: caches are copied where they are cut, which is slower.');
  }
  if (!can.batches) {
    notes.push('This file takes one text at a time: candidates are sampled one after another, which is slower.');
  } else if (!can.raggedBatches) {
    notes.push('Texts of different lengths are read one after another.');
  }
  if (!can.cachedChunks && reading === 'together') {
    notes.push('This file reads several tokens after a cache wrongly: they are read one by one there, which is slow.');
  }
  if (reading === 'alone') {
    notes.push('Its kernels let tokens change each other: every token is read by itself, which is exact and slow.');
  }
  return notes;
}
