/**
 * log Z at other strengths, so that G can be told there exactly: the whole vocabulary is in Z, and a few best tokens do
 * not give it.
 *
 * Steps of gamma are equal, so a token's weight at the next is the last one times a factor of its own: two exponentials
 * per token, whatever the number of strengths. Weights are kept relative to the envelope, hence never above 1.
 */
import { type Envelope, heightAt, lineOnTop } from './envelope';
import type { WeightLines } from './weight-lines';

/** Every strength is a multiple of it. */
export const GAMMA_STEP = 0.25;

/** Beyond these, in nats, a running product would leave the range of floating point, so each weight is taken by itself. */
const DEEPEST_START = -600;
const STEEPEST = 1000;
/** Parts of a sum that is at least 1, in nats: of a vocabulary of a million all of them are less than what is kept. */
const NEGLIGIBLE = -36;
const NEGLIGIBLE_WEIGHT = Math.exp(NEGLIGIBLE);
/** Kept to six decimals: G is told to a millionth of itself, and a file holds many of these. */
const KEPT = 1e6;

/** At each of `gammas`, which rise and are multiples of `GAMMA_STEP`. Without any token 0: G is P there. */
export function logNormalisers(lines: WeightLines, envelope: Envelope, gammas: readonly number[]): number[] {
  const sums = envelope.lines.length === 0 ? gammas.map(() => 0) : sumsOf(lines, envelope, gammas);
  return gammas.map((gamma, i) => {
    const at = gamma === 0 || gamma === 1 ? (lines.atEnds?.[gamma] ?? sums[i] ?? 0) : (sums[i] ?? 0);
    return Math.round(at * KEPT) / KEPT + 0;
  });
}

function sumsOf({ heights, slopes }: WeightLines, envelope: Envelope, gammas: readonly number[]): number[] {
  const [first, last] = [gammas[0] ?? 0, gammas.at(-1) ?? 0];
  const steps = Math.round((last - first) / GAMMA_STEP);
  const tops = Array.from({ length: steps + 1 }, (_, i) => {
    const gamma = first + i * GAMMA_STEP;
    return heightAt(lineOnTop(envelope, gamma), gamma);
  });
  /** What the envelope takes away from every weight at a step. */
  const falls = Float64Array.from({ length: steps }, (_, i) => Math.exp((tops[i] ?? 0) - (tops[i + 1] ?? 0)));
  const sums = new Float64Array(steps + 1);
  const firstSlope = lineOnTop(envelope, first).slope;
  const steep = envelope.lines.some(({ slope }) => Math.abs(slope) > STEEPEST);
  for (let id = 0; id < heights.length; id++) {
    const height = heights[id] ?? Number.NEGATIVE_INFINITY;
    const slope = slopes[id] ?? 0;
    if (height === Number.NEGATIVE_INFINITY) continue;
    const start = height + first * slope - (tops[0] ?? 0);
    // Below the envelope a line falls ever faster behind it once it falls.
    if (start < NEGLIGIBLE && slope <= firstSlope) continue;
    if (steep || start < DEEPEST_START || Math.abs(slope) > STEEPEST) addEach(sums, tops, height, slope, first);
    else addRunning(sums, falls, Math.exp(start), Math.exp(GAMMA_STEP * slope));
  }
  return gammas.map((gamma) => {
    const at = Math.round((gamma - first) / GAMMA_STEP);
    return (tops[at] ?? 0) + Math.log(sums[at] ?? 0);
  });
}

function addRunning(sums: Float64Array, falls: Float64Array, start: number, factor: number): void {
  let weight = start;
  sums[0] = (sums[0] ?? 0) + weight;
  for (let i = 0; i < falls.length; i++) {
    const change = factor * (falls[i] ?? 0);
    if (weight < NEGLIGIBLE_WEIGHT && change <= 1) return;
    weight *= change;
    sums[i + 1] = (sums[i + 1] ?? 0) + weight;
  }
}

function addEach(sums: Float64Array, tops: readonly number[], height: number, slope: number, first: number): void {
  for (const [i, top] of tops.entries()) {
    sums[i] = (sums[i] ?? 0) + Math.exp(height + (first + i * GAMMA_STEP) * slope - top);
  }
}
