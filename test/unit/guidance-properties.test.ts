/** Laws of guidance, over random distributions whose probabilities go down to 1e-30 and below. */
import { describe, expect, it } from 'vitest';
import { alternatives, argmax, best, guide, logSoftmax, logSumExp } from '../../src/guidance/distribution';
import { seededRandom } from '../../src/guidance/rng';

const EXACT = { topProbsMask: null, epsilon: null };
const GAMMAS = [-2, -0.5, 0.25, 0.5, 1.5, 3, 7, 20];

/** Logarithms spread over `nats`, so that 160 reaches below 1e-60. */
function spread(seed: number, size: number, nats: number): Float64Array {
  const random = seededRandom(seed, 1);
  return logSoftmax(Float64Array.from({ length: size }, () => -nats * random() ** 2));
}

const at = (values: Float64Array, i: number) => values[i] ?? Number.NaN;

describe('G', () => {
  it.each(GAMMAS)('keeps the law of ratios and sums to 1 at gamma %d', (gamma) => {
    for (let seed = 0; seed < 40; seed++) {
      const [p, pc] = [spread(seed, 50, 160), spread(seed + 1000, 50, 160)];
      const { logG } = guide(p, pc, { gamma, ...EXACT });
      expect(Math.abs(logSumExp(logG))).toBeLessThan(1e-12);
      for (let i = 1; i < 50; i++) {
        const ratio = (1 - gamma) * (at(p, i) - at(p, 0)) + gamma * (at(pc, i) - at(pc, 0));
        expect(Math.abs(at(logG, i) - at(logG, 0) - ratio)).toBeLessThan(1e-9);
      }
    }
  });

  it('with gamma a towards Pc, then b, is with gamma ab', () => {
    for (let seed = 0; seed < 40; seed++) {
      const [p, pc] = [spread(seed, 30, 80), spread(seed + 1000, 30, 80)];
      const once = guide(p, pc, { gamma: 2, ...EXACT }).logG;
      const twice = guide(p, once, { gamma: 1.5, ...EXACT }).logG;
      const direct = guide(p, pc, { gamma: 3, ...EXACT }).logG;
      for (let i = 0; i < 30; i++) expect(Math.abs(at(twice, i) - at(direct, i))).toBeLessThan(1e-9);
    }
  });

  it('gives the token that the signal favours most more and more as gamma grows', () => {
    for (let seed = 0; seed < 40; seed++) {
      const [p, pc] = [spread(seed, 30, 40), spread(seed + 1000, 30, 40)];
      const favoured = argmax(p.map((value, i) => at(pc, i) - value));
      const shares = [-2, 0, 0.5, 1, 3, 20].map((gamma) => at(guide(p, pc, { gamma, ...EXACT }).logG, favoured));
      expect([...shares].sort((a, b) => a - b)).toEqual(shares);
    }
  });

  it('does not depend on the order of the tokens', () => {
    const [p, pc] = [spread(1, 64, 100), spread(2, 64, 100)];
    const forward = guide(p, pc, { gamma: 3, ...EXACT }).logG;
    const backward = guide(p.slice().reverse(), pc.slice().reverse(), { gamma: 3, ...EXACT }).logG.reverse();
    for (let i = 0; i < 64; i++) expect(Math.abs(at(forward, i) - at(backward, i))).toBeLessThan(1e-12);
  });

  it('with epsilon goes to the exact form as epsilon goes to 0', () => {
    const [p, pc] = [spread(3, 20, 8), spread(4, 20, 8)];
    const exact = guide(p, pc, { gamma: 2, ...EXACT }).logG;
    const near = guide(p, pc, { gamma: 2, topProbsMask: null, epsilon: 1e-15 }).logG;
    for (let i = 0; i < 20; i++) expect(Math.abs(at(exact, i) - at(near, i))).toBeLessThan(1e-8);
  });

  it('with epsilon is finite for probabilities of 1e-30 and of 0', () => {
    const p = Float64Array.of(0, Math.log(1e-30), Number.NEGATIVE_INFINITY);
    const pc = Float64Array.of(Math.log(1e-30), 0, Math.log(0.5));
    for (const gamma of GAMMAS) {
      const { logG } = guide(p, pc, { gamma, topProbsMask: null, epsilon: 1e-8 });
      expect(logSumExp(logG)).toBeCloseTo(0, 12);
      expect(Math.exp(at(logG, 2))).toBe(0);
    }
  });

  it('decides ties by the lower id in a vocabulary of 150,000', () => {
    const p = logSoftmax(new Float32Array(150_000));
    const { logG } = guide(p, p, { gamma: 3, ...EXACT });
    expect(argmax(logG)).toBe(0);
    expect(best(logG, 3)).toEqual([0, 1, 2]);
    expect(logSumExp(logG)).toBeCloseTo(0, 9);
    expect(alternatives(p, p, logG, 2, 7).map(({ id }) => id)).toEqual([0, 1, 7]);
  });

  it('has infinite logits share everything, and refuses what is no distribution', () => {
    const { POSITIVE_INFINITY, NEGATIVE_INFINITY } = Number;
    expect([...logSoftmax(Float64Array.of(1, POSITIVE_INFINITY, POSITIVE_INFINITY))].map(Math.exp)).toEqual([
      0,
      expect.closeTo(0.5, 12),
      expect.closeTo(0.5, 12),
    ]);
    expect(() => logSoftmax(Float64Array.of(NEGATIVE_INFINITY, NEGATIVE_INFINITY))).toThrow(RangeError);
    expect(() => logSoftmax(Float64Array.of(1, Number.NaN))).toThrow(RangeError);
  });
});
