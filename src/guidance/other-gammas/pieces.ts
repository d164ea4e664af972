/** From where to where in the slider's range a token would be chosen. */
import type { Alternative, TokenChoice } from '../ports';
import { type GammaRange, upperEnvelope } from './envelope';
import { usedIn, weightOf } from './reweigh';
import type { WeightOptions } from './weight-lines';

export interface Piece {
  readonly alternative: Alternative;
  readonly from: number;
  readonly to: number;
}

/** From left to right; empty where the event does not say, or guidance leaves no token. */
export function piecesOf(choice: TokenChoice, range: GammaRange, options: WeightOptions): Piece[] {
  const winners = choice.top.filter(({ id }) => choice.atOtherGammas?.winners.includes(id));
  const lines = winners.map((one) => {
    const { logP } = usedIn(one);
    // The line through its weights at 0 and 1 of the formula that is in use.
    return { id: one.id, height: logP, slope: weightOf(one, 1, options) - logP };
  });
  const { lines: top, ends } = upperEnvelope(lines, range);
  return top.flatMap(({ id }, i) => {
    const alternative = winners.find((one) => one.id === id);
    if (alternative === undefined) return [];
    return [{ alternative, from: ends[i - 1] ?? range.from, to: ends[i] ?? range.to }];
  });
}
