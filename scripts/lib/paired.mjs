/** Two strategies on the same problems. */
import { wilsonInterval } from './wilson.mjs';

/**
 * @typedef {object} Interval
 * @property {number} value
 * @property {number} low
 * @property {number} high
 */

/**
 * @typedef {object} PairedCounts problems by which of the two strategies solves them
 * @property {number} both
 * @property {number} onlyFirst
 * @property {number} onlySecond
 * @property {number} neither
 */

const RESAMPLES = 10_000;
const BOOTSTRAP_SEED = 1;

/**
 * @param {readonly (readonly [first: boolean, second: boolean])[]} outcomes one per problem
 * @returns {PairedCounts}
 */
export function countPairs(outcomes) {
  const counts = { both: 0, onlyFirst: 0, onlySecond: 0, neither: 0 };
  for (const [first, second] of outcomes) {
    if (first) counts[second ? 'both' : 'onlyFirst']++;
    else counts[second ? 'onlySecond' : 'neither']++;
  }
  return counts;
}

/**
 * Difference of two paired proportions, second less first, with the 95 % interval that adds the squares of the
 * distances to the Wilson bounds of both, corrected for their correlation (R. G. Newcombe, Statistics in Medicine 17,
 * 1998, pages 2635 to 2650, method 10).
 * @param {PairedCounts} counts at least one problem
 * @returns {Interval}
 */
export function pairedDifference({ both, onlyFirst, onlySecond, neither }) {
  const n = both + onlyFirst + onlySecond + neither;
  const first = bounds(both + onlyFirst, n);
  const second = bounds(both + onlySecond, n);
  const phi = correlation({ both, onlyFirst, onlySecond, neither });
  const distance = (/** @type {number} */ a, /** @type {number} */ b) =>
    Math.sqrt(Math.max(0, a ** 2 - 2 * phi * a * b + b ** 2));
  const value = (onlySecond - onlyFirst) / n;
  return {
    value,
    low: value - distance(second.below, first.above),
    high: value + distance(second.above, first.below),
  };
}

/**
 * @param {number} count
 * @param {number} n
 */
function bounds(count, n) {
  const { low, high } = wilsonInterval(count, n);
  return { below: count / n - low, above: high - count / n };
}

/**
 * Phi of the fourfold table, with the continuity correction that the method asks for.
 * @param {PairedCounts} counts
 */
function correlation({ both, onlyFirst, onlySecond, neither }) {
  const product = (both + onlyFirst) * (onlySecond + neither) * (both + onlySecond) * (onlyFirst + neither);
  if (product === 0) return 0;
  const n = both + onlyFirst + onlySecond + neither;
  const covariance = both * neither - onlyFirst * onlySecond;
  return (covariance > 0 ? Math.max(0, covariance - n / 2) : covariance) / Math.sqrt(product);
}

/**
 * Relative success rate: which part of what the first strategy leaves unsolved the second gains,
 * (second - first) / (1 - first). The 95 % interval is that of 10,000 paired bootstrap resamples of the problems
 * (percentiles, seed 1); resamples that the first solves completely say nothing and are left out.
 * @param {PairedCounts} counts
 * @returns {Interval | null} null where the first solves all, and where every resample gives the same: the interval would
 *   then be a false certainty
 */
export function relativeSuccess(counts) {
  const value = ratio(counts);
  if (value === null) return null;
  const random = seeded(BOOTSTRAP_SEED);
  const { both, onlyFirst, onlySecond, neither } = counts;
  const n = both + onlyFirst + onlySecond + neither;
  /** @type {number[]} */
  const drawn = [];
  for (let i = 0; i < RESAMPLES; i++) {
    const resample = { both: 0, onlyFirst: 0, onlySecond: 0, neither: 0 };
    for (let j = 0; j < n; j++) {
      const at = Math.floor(random() * n);
      if (at < both) resample.both++;
      else if (at < both + onlyFirst) resample.onlyFirst++;
      else if (at < both + onlyFirst + onlySecond) resample.onlySecond++;
      else resample.neither++;
    }
    const one = ratio(resample);
    if (one !== null) drawn.push(one);
  }
  drawn.sort((a, b) => a - b);
  if (drawn[0] === drawn.at(-1)) return null;
  const quantile = (/** @type {number} */ q) => drawn[Math.round(q * (drawn.length - 1))] ?? value;
  return { value, low: quantile(0.025), high: quantile(0.975) };
}

/** @param {PairedCounts} counts */
function ratio({ onlyFirst, onlySecond, neither }) {
  const missing = onlySecond + neither;
  return missing === 0 ? null : (onlySecond - onlyFirst) / missing;
}

/**
 * Mulberry32: enough for resampling.
 * @param {number} seed
 */
function seeded(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
