import { describe, expect, it } from 'vitest';
import { CERTAINTIES } from '../../../src/guidance/top-lists';
import { bracketed, fixed, percent, probability, seconds } from '../../../src/ui/shared/numbers';
import { certaintyWords } from '../../../src/ui/tokens/certainty-words';
import { fillFormula } from '../../../src/ui/tokens/formula';
import { changedByGuidance, chosenAlternative, mostTelling, plainFavourite, shade } from '../../../src/ui/tokens/lens';
import { spokenText, visiblePieces } from '../../../src/ui/tokens/visible-text';
import { token } from './sample-run';

const MOVED = token(' >=', [
  [' >', 0.62, 0.11],
  [' >=', 0.31, 0.84],
  [' <', 0.07, 0.05],
]);
const CALM = token('if', [
  ['if', 0.9, 0.9],
  ['for', 0.1, 0.1],
]);

describe('visiblePieces', () => {
  it('marks whitespace and leaves the rest', () => {
    expect(visiblePieces('    return x\n')).toEqual([
      { text: '····', mark: true },
      { text: 'return', mark: false },
      { text: '·', mark: true },
      { text: 'x', mark: false },
      { text: '↵', mark: true },
    ]);
    expect(visiblePieces('\t\r\n')).toEqual([{ text: '→␍↵', mark: true }]);
    expect(visiblePieces('')).toEqual([]);
  });
});

describe('certaintyWords', () => {
  it('says how sure a choice from lists is, each kind in its own words, and nothing of whole distributions', () => {
    const words = CERTAINTIES.map((certainty) => certaintyWords({ ...MOVED, certainty }));
    expect(new Set(words).size).toBe(CERTAINTIES.length);
    expect(words.map((said) => said?.includes('could have'))).toEqual([true, true, true]);
    expect(words[0]).toContain('no token that they lack could have won');
    expect(certaintyWords(MOVED)).toBeNull();
  });
});

describe('spokenText', () => {
  it('names what could not be heard', () => {
    expect(spokenText('    ')).toBe('4 spaces');
    expect(spokenText('\n  ')).toBe('line break, 2 spaces');
    expect(spokenText('')).toBe('empty token');
    expect(spokenText(' if')).toBe(' if');
  });
});

describe('the formula', () => {
  it('holds for the numbers it shows', () => {
    const chosen = chosenAlternative(MOVED);
    if (chosen === null) throw new Error('The sample holds its own token.');
    const gamma = 2;
    const at = { gamma, logNormaliser: MOVED.logNormaliser, logG: chosen.logG };
    const filled = fillFormula(chosen, at, { topProbsMask: null, epsilon: null });
    expect(filled.numbers).toBe('−1.171 + 2 × (−0.174 − (−1.171)) − 0.846');
    const { logP, logPc, logG } = chosen;
    expect(logP + gamma * (logPc - logP) - MOVED.logNormaliser).toBeCloseTo(logG, 10);
    expect(filled.result).toBe(fixed(logG, 3));
  });
});

describe('the lens', () => {
  it('sees where guidance changed the choice', () => {
    expect(plainFavourite(MOVED)?.text).toBe(' >');
    expect(changedByGuidance(MOVED)).toBe(true);
    expect(changedByGuidance(CALM)).toBe(false);
    expect(changedByGuidance({ ...MOVED, source: 'forced' })).toBe(false);
  });

  it('picks the token that tells most', () => {
    expect(mostTelling([CALM, MOVED, CALM])).toBe(1);
    expect(mostTelling([CALM])).toBe(0);
    expect(mostTelling([])).toBeNull();
  });

  it('shades from nothing to full', () => {
    expect(shade(0)).toBe(0);
    expect(shade(Number.NaN)).toBe(0);
    expect(shade(0.5)).toBeCloseTo(0.5);
    expect(shade(50)).toBe(1);
  });
});

describe('numbers', () => {
  it('write probabilities the way they are read', () => {
    expect(percent(Math.log(0.8341))).toBe('83 %');
    expect(percent(Math.log(0.0421))).toBe('4.2 %');
    expect(percent(Math.log(0.0001))).toBe('< 0.1 %');
    expect(percent(Math.log(0.99995))).toBe('> 99.9 %');
    expect(percent(0)).toBe('100 %');
    expect(percent(Number.NEGATIVE_INFINITY)).toBe('0 %');
  });

  it('survive a rounding above one and a lost value', () => {
    expect(probability(1e-9)).toBe(1);
    expect(probability(Number.NaN)).toBe(0);
  });

  it('have a real minus, and none before zero', () => {
    expect(fixed(-1.234, 2)).toBe('−1.23');
    expect(fixed(-0.001, 2)).toBe('0.00');
    expect(fixed(Number.NEGATIVE_INFINITY, 2)).toBe('−∞');
    expect(bracketed(-2, 0)).toBe('(−2)');
    expect(seconds(950)).toBe('0.9 s');
    expect(seconds(61_000)).toBe('61 s');
  });
});
