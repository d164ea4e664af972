/**
 * Before it is normalised, log G of a token is a straight line in gamma (paper, section 3.4):
 *
 *     log P + gamma (log Pc - log P)                                     exact
 *     log P + gamma (log(Pc + epsilon) - log(P + epsilon))               published epsilon
 *
 * The published mask changes both logarithms before that, by a rule that gamma is no part of. So what can be chosen at
 * any strength is a matter of lines, whatever the options.
 */
import { type GuidanceOptions, logSumExp, maskOutsideBest } from '../distribution';

export type WeightOptions = Omit<GuidanceOptions, 'gamma'>;

/** One line per token of the vocabulary. */
export interface WeightLines {
  /** Height at gamma 0; -Infinity where guidance rules the token out at every strength but 0 and 1. */
  readonly heights: Float64Array;
  readonly slopes: Float64Array;
  /**
   * log Z at 0 and at 1 where the formula is exact: there a factor with exponent 0 is not looked at, so tokens that the
   * lines leave out count. null where they are strengths like others.
   */
  readonly atEnds: readonly [zero: number, one: number] | null;
}

export function weightLines(logP: Float64Array, logPc: Float64Array, options: WeightOptions): WeightLines {
  const plain = options.topProbsMask === null ? logP : maskOutsideBest(logP, options.topProbsMask);
  const conditional = options.topProbsMask === null ? logPc : maskOutsideBest(logPc, options.topProbsMask);
  const heights = new Float64Array(plain.length);
  const slopes = new Float64Array(plain.length);
  for (let i = 0; i < heights.length; i++) {
    const p = plain[i] ?? Number.NaN;
    const slope = slopeOf(p, conditional[i] ?? Number.NaN, options.epsilon);
    const possible = Number.isFinite(slope);
    heights[i] = possible ? p : Number.NEGATIVE_INFINITY;
    slopes[i] = possible ? slope : 0;
  }
  const sums =
    options.topProbsMask === null ? ([0, 0] as const) : ([logSumExp(plain), logSumExp(conditional)] as const);
  return { heights, slopes, atEnds: options.epsilon === null ? sums : null };
}

/** Not finite where the token is ruled out. */
function slopeOf(logP: number, logPc: number, epsilon: number | null): number {
  if (epsilon === null || logP === Number.NEGATIVE_INFINITY) return logPc - logP;
  return Math.log(Math.exp(logPc) + epsilon) - Math.log(Math.exp(logP) + epsilon);
}
