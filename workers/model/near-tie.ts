/**
 * Decisions too close for floating point (`src/guidance/near-tie.ts` has the bound) are made again from distributions
 * that depend on nothing but the text: both texts read whole, from nothing. So every way of decoding takes the same
 * token. The published mask is not covered: a token at the edge of the best so many may be masked in one reading and
 * not in the other.
 */
import type { TokenId } from '../../src/guidance/tokens';

/** Largest difference of two logits in the start-up check, which reads a short text, that lets drafts be verified. */
export const LOGIT_TOLERANCE = 1e-4;

/** By how much `winner`, the largest, is ahead of every other. */
export function gapOf(logG: Float64Array, winner: TokenId): number {
  let second = Number.NEGATIVE_INFINITY;
  for (const [id, value] of logG.entries()) if (id !== winner && value > second) second = value;
  return (logG[winner] ?? Number.NEGATIVE_INFINITY) - second;
}
