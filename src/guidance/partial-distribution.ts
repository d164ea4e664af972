/**
 * A next-token distribution of which only the best few tokens are told, as endpoints do it. What a list leaves out is not
 * zero; two things bound it, and the smaller one is taken:
 *
 * the smallest probability among the best that are listed, since every token that is left out is at most as likely;
 * the mass that the list leaves, since all tokens that are left out share it.
 */
import type { TokenId } from './tokens';

/** Natural logarithms of probabilities; need not sum to 1. */
export type TopList = ReadonlyMap<TokenId, number>;

export interface PartialDistribution {
  readonly listed: TopList;
  /** The logarithm that no token outside of the list exceeds; -Infinity where none is left out. */
  readonly missing: number;
}

/** What the published code puts in place of a masked probability. */
const LOG_MASKED = Math.log(1e-10);

/**
 * Servers print logarithms with few digits, so that the mass a list leaves is known to about this much: a list that seems
 * to hold everything may still leave so much out.
 */
const ROUNDING = 1e-6;

/**
 * `asked` is how many of the best were asked for: a server may add the token of the text itself, which can be far less
 * likely than tokens that it leaves out, so only the best `asked` bound these. `whole`: the list is the whole vocabulary.
 */
export function partialDistribution(listed: TopList, asked: number, whole = false): PartialDistribution {
  if (whole) return { listed, missing: Number.NEGATIVE_INFINITY };
  const sorted = [...listed.values()].sort((a, b) => b - a);
  const last = sorted[Math.min(asked, sorted.length) - 1] ?? 0;
  return { listed, missing: Math.min(last, Math.log(Math.max(massLeft(listed), ROUNDING))) };
}

/** As exact numbers have it: nothing was added to the list and nothing was rounded. */
export function exactPart(listed: TopList): PartialDistribution {
  const last = Math.min(...listed.values(), Number.POSITIVE_INFINITY);
  const left = massLeft(listed);
  if (listed.size === 0) return { listed, missing: Number.NEGATIVE_INFINITY };
  return { listed, missing: Math.min(last, left > 0 ? Math.log(left) : Number.NEGATIVE_INFINITY) };
}

/** Published option: everything outside the best `count` is 1e-10. Exact where the list holds that many. */
export function maskedPart({ listed }: PartialDistribution, count: number): PartialDistribution {
  const kept = [...listed].sort(([a, p], [b, q]) => q - p || a - b).slice(0, count);
  return { listed: new Map(kept), missing: LOG_MASKED };
}

function massLeft(listed: TopList): number {
  return Math.max(
    0,
    [...listed.values()].reduce((left, value) => left - Math.exp(value), 1),
  );
}

/**
 * Shannon entropy in nats of the listed tokens and of all others taken as one: the least that the whole distribution can
 * have.
 */
export function leastEntropy({ listed }: PartialDistribution): number {
  const left = massLeft(listed);
  const parts = [...listed.values()].map((value) =>
    value === Number.NEGATIVE_INFINITY ? 0 : -Math.exp(value) * value,
  );
  return Math.max(0, parts.reduce((sum, part) => sum + part, 0) - (left > 0 ? left * Math.log(left) : 0));
}
