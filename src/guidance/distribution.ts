/**
 * The mathematics of guidance (arXiv 2506.10948, section 3.4), in float64 and in logarithms throughout.
 *
 * P is the next-token distribution of the plain prompt, Pc that of the prompt with the execution signal. Guidance of
 * strength gamma chooses from
 *
 *     G(w) = P(w) (Pc(w) / P(w))^gamma / Z,      Z = sum over w of P(w)^(1 - gamma) Pc(w)^gamma
 *     log G(w) = (1 - gamma) log P(w) + gamma log Pc(w) - log Z
 *
 * gamma = 0 is P, 1 is Pc, above 1 goes beyond Pc. Every array holds one number per token of the vocabulary, in the
 * order of the ids.
 */
import type { TokenId } from './tokens';

export interface GuidanceOptions {
  readonly gamma: number;
  /** Published option: see `maskOutsideBest`; null for off. */
  readonly topProbsMask: number | null;
  /** Published option: G(w) ~ P ((Pc + epsilon) / (P + epsilon))^gamma; null for the exact formula above. */
  readonly epsilon: number | null;
}

export interface Guided {
  /** log G, sums to 1 as probabilities. */
  readonly logG: Float64Array;
  /** log Z of the formula in use. */
  readonly logNormaliser: number;
}

/** What the published code puts in place of a masked probability. */
const MASKED_PROBABILITY = 1e-10;

/** log(sum of exp(x)), without overflow; -Infinity for an empty sum. */
export function logSumExp(values: Float64Array): number {
  let max = Number.NEGATIVE_INFINITY;
  for (const value of values) if (value > max) max = value;
  if (!Number.isFinite(max)) return max;
  let sum = 0;
  for (const value of values) sum += Math.exp(value - max);
  return max + Math.log(sum);
}

/**
 * log P(w) = logit(w) - log(sum of exp(logits)). Natural logarithm; float32 logits are widened first. Tokens with an
 * infinite logit share everything. Throws a RangeError where there is no distribution: a logit that is no number, or
 * none that is possible.
 */
export function logSoftmax(logits: Float32Array | Float64Array): Float64Array {
  const result = Float64Array.from(logits);
  const normaliser = logSumExp(result);
  if (normaliser === Number.POSITIVE_INFINITY) return shareOfInfinite(result);
  if (!Number.isFinite(normaliser)) throw new RangeError('The network gave logits that are no distribution');
  for (let i = 0; i < result.length; i++) result[i] = at(result, i) - normaliser;
  return result;
}

function shareOfInfinite(logits: Float64Array): Float64Array {
  const infinite = logits.filter((logit) => logit === Number.POSITIVE_INFINITY).length;
  return logits.map((logit) => (logit === Number.POSITIVE_INFINITY ? -Math.log(infinite) : Number.NEGATIVE_INFINITY));
}

/**
 * log G and log Z from log P and log Pc.
 *
 * Without the published options gamma = 0 returns log P and gamma = 1 log Pc unchanged to the last bit: Z is 1 there,
 * and dividing by its rounded value could join two tokens that differ in the last place.
 *
 * Where a probability is exactly 0 (log -Infinity): a factor whose exponent is 0 is not looked at (0^0 = 1). Otherwise the token gets G = 0, also where the
 * exponent is negative and the formula would divide by zero: guidance proposes nothing that a stream rules out. If
 * that leaves no token at all, G is P.
 */
export function guide(logP: Float64Array, logPc: Float64Array, options: GuidanceOptions): Guided {
  if (logP.length !== logPc.length)
    throw new RangeError(`${logP.length} and ${logPc.length} probabilities do not pair`);
  if (options.topProbsMask === null && options.epsilon === null) {
    if (options.gamma === 0) return { logG: logP.slice(), logNormaliser: 0 };
    if (options.gamma === 1) return { logG: logPc.slice(), logNormaliser: 0 };
  }
  const plain = options.topProbsMask === null ? logP : maskOutsideBest(logP, options.topProbsMask);
  const conditional = options.topProbsMask === null ? logPc : maskOutsideBest(logPc, options.topProbsMask);
  const weighted =
    options.epsilon === null
      ? exactWeights(plain, conditional, options.gamma)
      : epsilonWeights(plain, conditional, options.gamma, options.epsilon);
  const logNormaliser = logSumExp(weighted);
  if (logNormaliser === Number.NEGATIVE_INFINITY) return { logG: logP.slice(), logNormaliser: 0 };
  for (let i = 0; i < weighted.length; i++) weighted[i] = at(weighted, i) - logNormaliser;
  return { logG: weighted, logNormaliser };
}

/** (1 - gamma) log P + gamma log Pc, with the rules for zeros that `guide` states. */
function exactWeights(logP: Float64Array, logPc: Float64Array, gamma: number): Float64Array {
  if (gamma === 0) return logP.slice();
  if (gamma === 1) return logPc.slice();
  const result = new Float64Array(logP.length).fill(Number.NEGATIVE_INFINITY);
  for (let i = 0; i < result.length; i++) {
    const p = at(logP, i);
    const pc = at(logPc, i);
    if (p === Number.NEGATIVE_INFINITY || pc === Number.NEGATIVE_INFINITY) continue;
    result[i] = (1 - gamma) * p + gamma * pc;
  }
  return result;
}

/** log P + gamma (log(Pc + epsilon) - log(P + epsilon)), as the published code has it. */
function epsilonWeights(logP: Float64Array, logPc: Float64Array, gamma: number, epsilon: number): Float64Array {
  const result = new Float64Array(logP.length);
  for (let i = 0; i < result.length; i++) {
    const p = at(logP, i);
    const ratio = Math.log(Math.exp(at(logPc, i)) + epsilon) - Math.log(Math.exp(p) + epsilon);
    result[i] = p + gamma * ratio;
  }
  return result;
}

/** Published option: probabilities outside the best `count` become 1e-10; nothing is normalised again. */
export function maskOutsideBest(logP: Float64Array, count: number): Float64Array {
  const result = new Float64Array(logP.length).fill(Math.log(MASKED_PROBABILITY));
  for (const id of best(logP, count)) result[id] = at(logP, id);
  return result;
}

/** The id of the largest value; of equal ones the lowest id, so that a tie is decided the same way everywhere. */
export function argmax(values: Float32Array | Float64Array): TokenId {
  let winner = 0;
  for (let i = 1; i < values.length; i++) if (at(values, i) > at(values, winner)) winner = i;
  return winner;
}

/** Ids of the `count` largest values, best first; equal ones by id. */
export function best(values: Float64Array, count: number): TokenId[] {
  const ids: TokenId[] = [];
  const wanted = Math.min(count, values.length);
  if (wanted <= 0) return ids;
  for (let i = 0; i < values.length; i++) {
    const value = at(values, i);
    const last = ids.at(-1);
    if (ids.length === wanted && last !== undefined && !(value > at(values, last))) continue;
    if (ids.length === wanted) ids.pop();
    // Few are kept, so inserting from the end costs less than a heap.
    let place = ids.length;
    while (place > 0 && value > at(values, ids[place - 1] ?? 0)) place--;
    ids.splice(place, 0, i);
  }
  return ids;
}

/** Shannon entropy H = - sum of P log P, in nats. */
export function entropy(logP: Float64Array): number {
  let sum = 0;
  for (const value of logP) if (value !== Number.NEGATIVE_INFINITY) sum -= Math.exp(value) * value;
  return Math.max(0, sum);
}

/** KL(A || B) = sum of A (log A - log B), in nats; Infinity where A has a token that B rules out. */
export function divergence(logA: Float64Array, logB: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < logA.length; i++) {
    const a = at(logA, i);
    if (a !== Number.NEGATIVE_INFINITY) sum += Math.exp(a) * (a - at(logB, i));
  }
  // Rounding alone can make it negative.
  return Math.max(0, sum);
}

export interface AlternativeRow {
  readonly id: TokenId;
  readonly logP: number;
  readonly logPc: number;
  readonly logG: number;
}

/** The union of the best `count` of P, Pc and G, and the tokens that are `named`; best G first, equal ones by id. */
export function alternatives(
  logP: Float64Array,
  logPc: Float64Array,
  logG: Float64Array,
  count: number,
  ...named: readonly TokenId[]
): AlternativeRow[] {
  const ids = new Set([...named, ...best(logP, count), ...best(logPc, count), ...best(logG, count)]);
  return [...ids]
    .map((id) => ({ id, logP: at(logP, id), logPc: at(logPc, id), logG: at(logG, id) }))
    .sort((a, b) => (a.logG === b.logG ? a.id - b.id : b.logG > a.logG ? 1 : -1));
}

/** A value inside the array; outside it is a mistake of ours, which NaN would hide. */
function at(values: Float32Array | Float64Array, index: number): number {
  const value = values[index];
  if (value === undefined) throw new RangeError(`No token ${index} among ${values.length}`);
  return value;
}
