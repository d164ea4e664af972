import { describe, expect, it } from 'vitest';
import { argmax } from '../../../src/guidance/distribution';
import { seededRandom } from '../../../src/guidance/rng';
import { nucleusOf, pick } from '../../../workers/model/draw';

function drawToken(logits: Float32Array, temperature: number, topP: number, u: number): number {
  return pick(nucleusOf(logits, temperature, topP), u);
}

const P = [0.5, 0.25, 0.15, 0.07, 0.03];
const LOGITS = Float32Array.from(P, (p) => Math.log(p) + 3);

/** Shares of each token among many draws. */
function shares(temperature: number, topP: number, draws = 40_000): number[] {
  const random = seededRandom(99, 0);
  const counts = P.map(() => 0);
  for (let i = 0; i < draws; i++) {
    const id = drawToken(LOGITS, temperature, topP, random());
    counts[id] = (counts[id] ?? 0) + 1;
  }
  return counts.map((count) => count / draws);
}

function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toEqual(expected.map((share) => (share === 0 ? 0 : expect.closeTo(share, 1))));
  for (const [i, share] of expected.entries()) expect(Math.abs((actual[i] ?? 1) - share)).toBeLessThan(0.012);
}

describe('drawToken', () => {
  it('draws each token as often as its probability says', () => {
    expectClose(shares(1, 1), P);
  });

  it('divides the logits by the temperature', () => {
    const weights = P.map((p) => p ** (1 / 0.5));
    const sum = weights.reduce((a, b) => a + b);
    expectClose(
      shares(0.5, 1),
      weights.map((w) => w / sum),
    );
    expect(shares(0.02, 1, 500)).toEqual([1, 0, 0, 0, 0]);
  });

  it('draws from the smallest set that reaches top-p, in its own proportions', () => {
    expectClose(shares(1, 0.8), [0.5 / 0.9, 0.25 / 0.9, 0.15 / 0.9, 0, 0]);
    expectClose(shares(1, 0.7), [0.5 / 0.75, 0.25 / 0.75, 0, 0, 0]);
    expect(shares(1, 0.3, 500)).toEqual([1, 0, 0, 0, 0]);
  });

  it('finds the nucleus that a full sort finds', () => {
    for (let seed = 0; seed < 40; seed++) {
      const random = seededRandom(seed, 1);
      const logits = Float32Array.from({ length: 300 }, () => 8 * random());
      const probabilities = Array.from(logits, Math.exp);
      const total = probabilities.reduce((a, b) => a + b);
      const sorted = [...probabilities.keys()].sort((a, b) => (logits[b] ?? 0) - (logits[a] ?? 0));
      let mass = 0;
      const nucleus = new Set<number>();
      for (const id of sorted) {
        nucleus.add(id);
        mass += (probabilities[id] ?? 0) / total;
        if (mass >= 0.6) break;
      }
      for (let i = 0; i < 60; i++) expect(nucleus).toContain(drawToken(logits, 1, 0.6, random()));
      expect(drawToken(logits, 1, 1e-9, random())).toBe(argmax(logits));
    }
  });

  it('never draws what is impossible, at either end of the unit interval', () => {
    const logits = Float32Array.of(Number.NEGATIVE_INFINITY, 1, Number.NEGATIVE_INFINITY, 1, Number.NEGATIVE_INFINITY);
    for (const topP of [0.5, 0.99, 1]) {
      for (const u of [0, 0.3, 0.999999999]) expect([1, 3]).toContain(drawToken(logits, 1, topP, u));
    }
  });
});
