/**
 * Where the dice of a run begin. Every seed is computed from the agent's own seed and from where in the run it is used,
 * never from what other agents do or from the order in which they run. All arithmetic is modulo 2^32.
 */

/** Large odd strides, so that seeds of nearby runs, lines and attempts lie far apart. */
const LINE_STRIDE = 0x9e3779b1;
const INSIDE_STRIDE = 0x85ebca6b;
const ATTEMPT_STRIDE = 0xc2b2ae35;

/** Attempt 0 has the agent's seed; the n-th retry seed + n * 0xc2b2ae35. */
export function attemptSeed(seed: number, attempt: number): number {
  return (seed + Math.imul(attempt, ATTEMPT_STRIDE)) >>> 0;
}

/** Every line draws fresh candidates; so does every refresh inside it, `inside` counting them from 0. */
export function refreshSeed(seed: number, line: number, inside = 0): number {
  return (seed + Math.imul(line + 1, LINE_STRIDE) + Math.imul(inside, INSIDE_STRIDE)) >>> 0;
}
