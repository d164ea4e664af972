/** log G = log P + γ (log Pc − log P) − log Z, with one token's numbers filled in (paper, section 3.4). */
import { usedIn, type WeightOptions } from '../../guidance/other-gammas/reweigh';
import type { Alternative } from '../../guidance/ports';
import { bracketed, fixed } from '../shared/numbers';

const DIGITS = 3;

export interface FilledFormula {
  readonly symbols: string;
  readonly numbers: string;
  readonly result: string;
  /** What the published options changed; empty without them. */
  readonly notes: readonly string[];
}

interface At {
  readonly gamma: number;
  readonly logNormaliser: number;
  readonly logG: number;
}

export function fillFormula(
  alternative: Alternative,
  { gamma, logNormaliser, logG }: At,
  { epsilon, topProbsMask }: WeightOptions,
): FilledFormula {
  const { logP, logPc } = usedIn(alternative);
  const sign = logNormaliser < 0 ? '+' : '−';
  const smoothed = (log: number) => (epsilon === null ? log : Math.log(Math.exp(log) + epsilon));
  const ratio = `(${fixed(smoothed(logPc), DIGITS)} − ${bracketed(smoothed(logP), DIGITS)})`;
  return {
    symbols:
      epsilon === null
        ? 'log G = log P + γ (log Pc − log P) − log Z'
        : 'log G = log P + γ (log(Pc + ε) − log(P + ε)) − log Z',
    numbers: [
      fixed(logP, DIGITS),
      `+ ${bracketed(gamma, gamma % 1 === 0 ? 0 : 2)} × ${ratio}`,
      `${sign} ${fixed(Math.abs(logNormaliser), DIGITS)}`,
    ].join(' '),
    result: fixed(logG, DIGITS),
    notes: [...(epsilon === null ? [] : [`ε = ${epsilon}.`]), ...maskNotes(alternative, topProbsMask)],
  };
}

function maskNotes({ maskedP, maskedPc }: Alternative, count: number | null): string[] {
  if (count === null) return [];
  const names = [...(maskedP ? ['P'] : []), ...(maskedPc ? ['Pc'] : [])];
  if (names.length === 0) return [];
  return [`Outside the best ${count} of ${names.join(' and of ')}: the mask put 1e-10 there.`];
}
