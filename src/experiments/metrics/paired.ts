/**
 * Two strategies on the same problems. A problem is one trial: where it ran with several seeds, each seed is the same
 * part of it, and the counts below are fractions.
 */
import { wilsonInterval } from './wilson';

export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Problems by which of the two strategies solves them. */
export interface PairedCounts {
  readonly both: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
  readonly neither: number;
}

export type PairedOutcome = readonly [first: boolean, second: boolean];

const RESAMPLES = 10_000;
const BOOTSTRAP_SEED = 1;
const NO_PAIRS: PairedCounts = { both: 0, onlyFirst: 0, onlySecond: 0, neither: 0 };

export function countPairs(outcomes: readonly PairedOutcome[]): PairedCounts {
  const counts = { ...NO_PAIRS };
  for (const [first, second] of outcomes) {
    if (first) counts[second ? 'both' : 'onlyFirst']++;
    else counts[second ? 'onlySecond' : 'neither']++;
  }
  return counts;
}

/** One problem, whatever the number of its seeds: the counts add up to 1. */
export function problemPair(seeds: readonly PairedOutcome[]): PairedCounts {
  const { both, onlyFirst, onlySecond, neither } = countPairs(seeds);
  const n = Math.max(1, seeds.length);
  return { both: both / n, onlyFirst: onlyFirst / n, onlySecond: onlySecond / n, neither: neither / n };
}

export function addPairs(all: readonly PairedCounts[]): PairedCounts {
  return all.reduce(
    (a, b) => ({
      both: a.both + b.both,
      onlyFirst: a.onlyFirst + b.onlyFirst,
      onlySecond: a.onlySecond + b.onlySecond,
      neither: a.neither + b.neither,
    }),
    NO_PAIRS,
  );
}

/**
 * Difference of two paired proportions, second less first, with the 95 % interval that adds the squares of the
 * distances to the Wilson bounds of both, corrected for their correlation (R. G. Newcombe, Statistics in Medicine 17,
 * 1998, pages 2635 to 2650, method 10). At least one problem.
 */
export function pairedDifference(counts: PairedCounts): Interval {
  const { both, onlyFirst, onlySecond, neither } = counts;
  const n = both + onlyFirst + onlySecond + neither;
  const first = bounds(both + onlyFirst, n);
  const second = bounds(both + onlySecond, n);
  const phi = correlation(counts);
  const distance = (a: number, b: number) => Math.sqrt(Math.max(0, a ** 2 - 2 * phi * a * b + b ** 2));
  const value = (onlySecond - onlyFirst) / n;
  return {
    value,
    low: value - distance(second.below, first.above),
    high: value + distance(second.above, first.below),
  };
}

function bounds(count: number, n: number) {
  const { low, high } = wilsonInterval(count, n);
  return { below: count / n - low, above: high - count / n };
}

/** Phi of the fourfold table, with the continuity correction that the method asks for. */
function correlation({ both, onlyFirst, onlySecond, neither }: PairedCounts): number {
  const product = (both + onlyFirst) * (onlySecond + neither) * (both + onlySecond) * (onlyFirst + neither);
  if (product === 0) return 0;
  const n = both + onlyFirst + onlySecond + neither;
  const covariance = both * neither - onlyFirst * onlySecond;
  return (covariance > 0 ? Math.max(0, covariance - n / 2) : covariance) / Math.sqrt(product);
}

/**
 * Relative success rate: which part of what the first strategy leaves unsolved the second gains,
 * (second - first) / (1 - first). The 95 % interval is that of 10,000 paired bootstrap resamples of the problems
 * (percentiles, seed 1); resamples that the first solves completely say nothing and are left out. Null where the first
 * solves all, and where every resample gives the same: the interval would then be a false certainty.
 */
export function relativeSuccess(problems: readonly PairedCounts[]): Interval | null {
  const value = ratio(addPairs(problems));
  if (value === null) return null;
  const random = seeded(BOOTSTRAP_SEED);
  // Only what a problem adds to the fraction matters, and adding three numbers is what the resampling spends its time on.
  const gains = problems.map(({ onlyFirst, onlySecond }) => onlySecond - onlyFirst);
  const missing = problems.map(({ onlySecond, neither }) => onlySecond + neither);
  const drawn: number[] = [];
  for (let i = 0; i < RESAMPLES; i++) {
    let gain = 0;
    let open = 0;
    for (let j = 0; j < problems.length; j++) {
      const at = Math.floor(random() * problems.length);
      gain += gains[at] ?? 0;
      open += missing[at] ?? 0;
    }
    if (open > 0) drawn.push(gain / open);
  }
  drawn.sort((a, b) => a - b);
  if (drawn[0] === drawn.at(-1)) return null;
  const quantile = (q: number) => drawn[Math.round(q * (drawn.length - 1))] ?? value;
  return { value, low: quantile(0.025), high: quantile(0.975) };
}

function ratio({ onlyFirst, onlySecond, neither }: PairedCounts): number | null {
  const missing = onlySecond + neither;
  return missing === 0 ? null : (onlySecond - onlyFirst) / missing;
}

/** Mulberry32: enough for resampling. */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
