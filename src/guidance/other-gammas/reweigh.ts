/**
 * One decision of a run at another strength, from what its event kept: who would have been chosen, and G of the
 * alternatives. True for that token alone, with the same text before it.
 */
import { nearTie } from '../near-tie';
import type { Alternative, TokenChoice } from '../ports';
import type { WeightOptions } from './weight-lines';

export type { WeightOptions };

export interface Reweighed {
  /** Who would be chosen. */
  readonly winner: Alternative;
  /** The second is so near that a run at this strength would read both texts again to decide, maybe otherwise. */
  readonly tooClose: boolean;
  /** null where this strength is none of those at which the run kept it. */
  readonly logNormaliser: number | null;
  /** log G of the alternatives, in their order; null with `logNormaliser`. */
  readonly logG: readonly (number | null)[];
}

export interface RunOptions extends WeightOptions {
  /** The run's own strength. */
  readonly gamma: number;
  /** As `run-started` has them. */
  readonly gammas: readonly number[];
}

/** What the published mask puts in a probability's place. */
const LOG_MASKED = Math.log(1e-10);

/** null where the event does not say: made without a signal, or by a page that did not keep it. */
export function reweigh(choice: TokenChoice, gamma: number, options: RunOptions): Reweighed | null {
  const kept = choice.atOtherGammas;
  if (kept === undefined) return null;
  const winners = choice.top.filter(({ id }) => kept.winners.includes(id));
  // At 0 and at 1 a probability of zero counts for the other stream alone.
  const atEnd = options.epsilon === null && (gamma === 0 || gamma === 1);
  // Guidance left no token, so G is P.
  const isPlain = !atEnd && winners.length === 0;
  const rivals = atEnd || isPlain ? choice.top : winners;
  const weight = (one: Alternative) => (isPlain ? one.logP : weightOf(one, gamma, options));
  const [winner, second] = [...rivals].sort((a, b) => order(weight(b), weight(a)) || a.id - b.id);
  if (winner === undefined) return null;
  const logNormaliser = isPlain ? 0 : normaliserAt(choice, gamma, options);
  return {
    winner,
    tooClose: second !== undefined && weight(winner) - weight(second) < nearTie(gamma),
    logNormaliser,
    logG: choice.top.map((one) => (logNormaliser === null ? null : weight(one) - logNormaliser)),
  };
}

/** log G before it is normalised, as `guide` has it. */
export function weightOf(alternative: Alternative, gamma: number, { epsilon }: WeightOptions): number {
  const { logP, logPc } = usedIn(alternative);
  if (epsilon !== null) {
    return logP + gamma * (Math.log(Math.exp(logPc) + epsilon) - Math.log(Math.exp(logP) + epsilon));
  }
  if (gamma === 0) return logP;
  if (gamma === 1) return logPc;
  if (logP === Number.NEGATIVE_INFINITY || logPc === Number.NEGATIVE_INFINITY) return Number.NEGATIVE_INFINITY;
  return (1 - gamma) * logP + gamma * logPc;
}

/** The logarithms that go into the formula: the mask's in place of what it replaces. */
export function usedIn({ logP, logPc, maskedP, maskedPc }: Alternative): { logP: number; logPc: number } {
  return { logP: maskedP === true ? LOG_MASKED : logP, logPc: maskedPc === true ? LOG_MASKED : logPc };
}

function normaliserAt(choice: TokenChoice, gamma: number, options: RunOptions): number | null {
  if (gamma === options.gamma) return choice.logNormaliser;
  const at = options.gammas.indexOf(gamma);
  return at < 0 ? null : (choice.atOtherGammas?.logNormalisers[at] ?? null);
}

/** Of two infinities neither is larger. */
function order(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
