/**
 * Decisions too close for floating point.
 *
 * The same text read as one chunk, token by token or as a row of a batch gives logits that differ in the last places.
 * Guidance multiplies that: the gap between two tokens' log G moves by at most
 *
 *     2 (|1 - gamma| + |gamma|) x the largest difference of two logits                      (the normalisers cancel)
 *
 * A decision whose gap is smaller is made again from distributions that depend on nothing but the text (the model
 * worker's `near-tie.ts`); what is said of another strength later says so where the gap is smaller there.
 */

/** What is reckoned with for texts of any length: 5e-5 was seen in float32 over the bundled problems. */
export const READING_DIFFERENCE = 3e-4;

/** Gap of log G, in nats, under which a decision is made again. */
export function nearTie(gamma: number): number {
  return 2 * READING_DIFFERENCE * (Math.abs(1 - gamma) + Math.abs(gamma));
}
