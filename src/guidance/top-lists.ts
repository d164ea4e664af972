/**
 * Guidance from two partial distributions, as endpoints give them: the few best tokens of each stream with their
 * logarithms. What a list leaves out is not zero; two things bound it, and the smaller one is taken:
 *
 * the smallest listed probability, since every token that is left out is at most as likely;
 * the mass that the list leaves, since all tokens that are left out share it.
 *
 * So a token that only one list has is still compared, with the other stream's bound in place of what it does not say:
 * for P that is the most the token can have there. Tokens in neither list are not looked at: G of such a token cannot be
 * known, and where gamma lies between 0 and 1 it is at most Z^-1 times the two bounds. The published code instead takes
 * 0 for what is not listed (and epsilon keeps the quotient finite), so that only tokens in both lists can win; that is
 * `missing: 'zero'` together with its epsilon.
 */
import type { TokenId } from './tokens';

/** Natural logarithms of probabilities; need not sum to 1. */
export type TopList = ReadonlyMap<TokenId, number>;

export interface TopListOptions {
  readonly gamma: number;
  readonly missing: 'bounded' | 'zero';
  /** Added to both probabilities; null for none. Published with `zero`: 1e-8. */
  readonly epsilon: number | null;
}

export const PUBLISHED_TOP_LISTS = { missing: 'zero', epsilon: 1e-8 } as const;

export interface GuidedToken {
  readonly id: TokenId;
  /** As used: listed, or the bound. */
  readonly logP: number;
  readonly logPc: number;
  /** Sums to 1 as probabilities over the tokens that are looked at. */
  readonly logG: number;
}

/** Every token of either list, best G first, equal ones by id; empty where both lists are. */
export function guideTopLists(p: TopList, pc: TopList, options: TopListOptions): GuidedToken[] {
  const [missingP, missingPc] = [missingLog(p, options), missingLog(pc, options)];
  const rows = [...new Set([...p.keys(), ...pc.keys()])].map((id) => {
    const [logP, logPc] = [p.get(id) ?? missingP, pc.get(id) ?? missingPc];
    return { id, logP, logPc, weight: weightOf(logP, logPc, options) };
  });
  const normaliser = logSum(rows.map(({ weight }) => weight));
  return rows
    .map(({ weight, ...row }) => ({
      ...row,
      logG: normaliser === Number.NEGATIVE_INFINITY ? weight : weight - normaliser,
    }))
    .sort((a, b) => (a.logG === b.logG ? a.id - b.id : b.logG > a.logG ? 1 : -1));
}

/** The logarithm that stands for a token which the list does not have. */
export function missingLog(list: TopList, { missing }: Pick<TopListOptions, 'missing'>): number {
  if (missing === 'zero' || list.size === 0) return Number.NEGATIVE_INFINITY;
  const listed = [...list.values()];
  const left = 1 - listed.reduce((sum, value) => sum + Math.exp(value), 0);
  return Math.min(Math.min(...listed), left > 0 ? Math.log(left) : Number.NEGATIVE_INFINITY);
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
