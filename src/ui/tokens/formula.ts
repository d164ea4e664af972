/** log G = log P + γ (log Pc − log P) − log Z, with one token's numbers filled in (paper, section 3.4). */
import type { Alternative, TokenChoice } from '../../guidance/ports';
import { bracketed, fixed } from '../shared/numbers';

const DIGITS = 3;

export interface FilledFormula {
  readonly symbols: string;
  readonly numbers: string;
  readonly result: string;
}

export function fillFormula(choice: TokenChoice, alternative: Alternative, gamma: number): FilledFormula {
  const { logP, logPc, logG } = alternative;
  const sign = choice.logNormaliser < 0 ? '+' : '−';
  return {
    symbols: 'log G = log P + γ (log Pc − log P) − log Z',
    numbers: [
      fixed(logP, DIGITS),
      `+ ${bracketed(gamma, gamma % 1 === 0 ? 0 : 2)} × (${fixed(logPc, DIGITS)} − ${bracketed(logP, DIGITS)})`,
      `${sign} ${fixed(Math.abs(choice.logNormaliser), DIGITS)}`,
    ].join(' '),
    result: fixed(logG, DIGITS),
  };
}
