/**
 * Decisions too close for floating point.
 *
 * The same text read as one chunk, token by token or as a row of a batch gives logits that differ in the last places.
 * Guidance multiplies that: the gap between two tokens' log G moves by at most
 *
 *     2 (|1 - gamma| + |gamma|) x the largest difference of two logits                      (the normalisers cancel)
 *
 * A decision whose gap is smaller is made again from distributions that depend on nothing but the text: both texts read
 * whole, from nothing. So every way of decoding takes the same token. The published mask is not covered: a token at the
 * edge of the best so many may be masked in one reading and not in the other.
 */
import type { TokenId } from '../../src/guidance/tokens';

/** Largest difference of two logits in the start-up check, which reads a short text, that lets drafts be verified. */
export const LOGIT_TOLERANCE = 1e-4;

/** What is reckoned with for texts of any length: 5e-5 was seen in float32 over the bundled problems. */
export const READING_DIFFERENCE = 3e-4;

/** Gap of log G, in nats, under which a decision is made again. */
export function nearTie(gamma: number): number {
  return 2 * READING_DIFFERENCE * (Math.abs(1 - gamma) + Math.abs(gamma));
}

/** By how much `winner`, the largest, is ahead of every other. */
export function gapOf(logG: Float64Array, winner: TokenId): number {
  let second = Number.NEGATIVE_INFINITY;
  for (const [id, value] of logG.entries()) if (id !== winner && value > second) second = value;
  return (logG[winner] ?? Number.NEGATIVE_INFINITY) - second;
}
