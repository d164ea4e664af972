/**
 * Guidance from two partial distributions, as endpoints give them (partial-distribution.ts).
 *
 * A token that only one list has is still compared, with the other stream's bound in place of what it does not say: for P
 * that is the most the token can have there. Tokens in neither list are not looked at; what they could have decides
 * whether the choice is certain. The published code instead takes 0 for what is not listed (and epsilon keeps the quotient
 * finite), so that only tokens in both lists can win; that is `missing: 'zero'` together with its epsilon.
 */
import type { PartialDistribution } from './partial-distribution';
import type { TokenId } from './tokens';

export interface TopListOptions {
  readonly gamma: number;
  readonly missing: MissingRule;
  /** Added to both probabilities; null for none. Published with `zero`: 1e-8. */
  readonly epsilon: number | null;
}

export const MISSING_RULES = ['bounded', 'zero'] as const;
export type MissingRule = (typeof MISSING_RULES)[number];

export const PUBLISHED_TOP_LISTS = { missing: 'zero', epsilon: 1e-8 } as const;

export interface GuidedToken {
  readonly id: TokenId;
  /** As used: listed, or what stands for it. */
  readonly logP: number;
  readonly logPc: number;
  /** Sums to 1 as probabilities over the tokens that are looked at. */
  readonly logG: number;
}

/**
 * What is known of the first of `guideTopLists`, whatever the true values of what the lists do not say:
 *
 * `certain`: no token of the vocabulary has a larger G.
 * `listed`: no token of either list has a larger G. One that neither has could, since beyond gamma 1 a token can win by
 * being next to impossible without the signal, which no list of the likeliest shows.
 * `bound`: a listed token that one list lacks could have a larger G, or the winner itself less than was taken.
 */
export const CERTAINTIES = ['certain', 'listed', 'bound'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

/** Every token of either list, best G first, equal ones by id; empty where both lists are. */
export function guideTopLists(
  p: PartialDistribution,
  pc: PartialDistribution,
  options: TopListOptions,
): { readonly tokens: GuidedToken[]; readonly logNormaliser: number } {
  const zero = options.missing === 'zero';
  const [missingP, missingPc] = zero ? [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY] : [p.missing, pc.missing];
  const rows = [...new Set([...p.listed.keys(), ...pc.listed.keys()])].map((id) => {
    const [logP, logPc] = [p.listed.get(id) ?? missingP, pc.listed.get(id) ?? missingPc];
    return { id, logP, logPc, weight: weightOf(logP, logPc, options) };
  });
  const normaliser = logSum(rows.map(({ weight }) => weight));
  const known = normaliser !== Number.NEGATIVE_INFINITY;
  const tokens = rows
    .map(({ weight, ...row }) => ({ ...row, logG: known ? weight - normaliser : weight }))
    .sort((a, b) => (a.logG === b.logG ? a.id - b.id : b.logG > a.logG ? 1 : -1));
  return { tokens, logNormaliser: known ? normaliser : 0 };
}

/** How sure it is that `winner` has the largest G of the exact formula; epsilon is not looked at. */
export function certaintyOf(
  winner: TokenId,
  p: PartialDistribution,
  pc: PartialDistribution,
  gamma: number,
): Certainty {
  const range = (id: TokenId | null) => {
    const inP = within(id === null ? undefined : p.listed.get(id), p.missing, 1 - gamma);
    const inPc = within(id === null ? undefined : pc.listed.get(id), pc.missing, gamma);
    // A token that one stream rules out is ruled out.
    const out = inP.out || inPc.out;
    return {
      low: out ? Number.NEGATIVE_INFINITY : inP.low + inPc.low,
      high: out ? Number.NEGATIVE_INFINITY : inP.high + inPc.high,
    };
  };
  const { low } = range(winner);
  const others = new Set([...p.listed.keys(), ...pc.listed.keys()]);
  others.delete(winner);
  for (const id of others) if (!(range(id).high <= low)) return 'bound';
  return range(null).high <= low ? 'certain' : 'listed';
}

/** The least and the most of `factor` times a logarithm that is known, or is only known to be at most `most`. */
function within(known: number | undefined, most: number, factor: number) {
  const value = known ?? most;
  if (factor === 0) return { low: 0, high: 0, out: false };
  if (value === Number.NEGATIVE_INFINITY) return { low: 0, high: 0, out: true };
  if (known !== undefined) return { low: factor * known, high: factor * known, out: false };
  return factor > 0
    ? { low: Number.NEGATIVE_INFINITY, high: factor * most, out: false }
    : { low: factor * most, high: Number.POSITIVE_INFINITY, out: false };
}

/** log P + gamma (log Pc - log P); a token that a stream rules out is ruled out, unless its exponent is 0. */
function weightOf(logP: number, logPc: number, { gamma, epsilon }: TopListOptions): number {
  if (epsilon !== null) {
    return logP + gamma * (Math.log(Math.exp(logPc) + epsilon) - Math.log(Math.exp(logP) + epsilon));
  }
  if (gamma === 0) return logP;
  if (gamma === 1) return logPc;
  if (logP === Number.NEGATIVE_INFINITY || logPc === Number.NEGATIVE_INFINITY) return Number.NEGATIVE_INFINITY;
  return (1 - gamma) * logP + gamma * logPc;
}

function logSum(values: readonly number[]): number {
  const max = Math.max(...values, Number.NEGATIVE_INFINITY);
  if (max === Number.NEGATIVE_INFINITY) return max;
  return max + Math.log(values.reduce((sum, value) => sum + Math.exp(value - max), 0));
}
