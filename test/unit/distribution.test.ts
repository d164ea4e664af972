import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
  alternatives,
  argmax,
  best,
  divergence,
  entropy,
  guide,
  logSoftmax,
  logSumExp,
  maskOutsideBest,
} from '../../src/guidance/distribution';
import { seededRandom } from '../../src/guidance/rng';
import { describeWithData } from './needs';

const EXACT = { topProbsMask: null, epsilon: null };

function logs(...probabilities: number[]): Float64Array {
  return Float64Array.from(probabilities, Math.log);
}

function probabilities(logP: Float64Array): number[] {
  return Array.from(logP, Math.exp);
}

function randomLogP(seed: number, size: number): Float64Array {
  const random = seededRandom(seed, 0);
  return logSoftmax(Float64Array.from({ length: size }, () => 20 * random() - 10));
}

describe('logSoftmax', () => {
  it('gives probabilities that sum to 1 in the ratio of the exponentials', () => {
    const logP = logSoftmax(Float32Array.of(0, Math.log(2), Math.log(5)));
    expect(probabilities(logP)).toEqual([1 / 8, 2 / 8, 5 / 8].map((p) => expect.closeTo(p, 7)));
  });

  it('neither overflows nor underflows', () => {
    const logP = logSoftmax(Float64Array.of(1000, 0, -1000));
    expect([...logP]).toEqual([0, -1000, -2000]);
  });

  it('keeps an impossible token impossible', () => {
    expect([...logSoftmax(Float64Array.of(0, Number.NEGATIVE_INFINITY))]).toEqual([0, Number.NEGATIVE_INFINITY]);
  });
});

describe('guide', () => {
  const p = logs(0.7, 0.2, 0.1);
  const pc = logs(0.1, 0.3, 0.6);

  it('is P at gamma 0 and Pc at gamma 1, bit for bit', () => {
    for (const [gamma, expected] of [
      [0, p],
      [1, pc],
    ] as const) {
      const { logG, logNormaliser } = guide(p, pc, { gamma, ...EXACT });
      expect(logNormaliser).toBe(0);
      expect([...logG]).toEqual([...expected]);
    }
  });

  it('is the normalised product of powers', () => {
    const gamma = 3;
    const products = [0.7 ** -2 * 0.1 ** 3, 0.2 ** -2 * 0.3 ** 3, 0.1 ** -2 * 0.6 ** 3];
    const z = products.reduce((a, b) => a + b);
    const { logG, logNormaliser } = guide(p, pc, { gamma, ...EXACT });
    expect(Math.exp(logNormaliser)).toBeCloseTo(z, 10);
    expect(probabilities(logG)).toEqual(products.map((x) => expect.closeTo(x / z, 12)));
  });

  it('stays a distribution for probabilities down to 1e-300 and gamma from -2 to 20', () => {
    const tiny = Math.log(1e-300);
    const a = Float64Array.of(0, tiny, Math.log(1e-150));
    const b = Float64Array.of(tiny, 0, Math.log(1e-20));
    for (const gamma of [-2, -0.5, 0, 0.3, 1, 2, 7.5, 20]) {
      const { logG, logNormaliser } = guide(a, b, { gamma, ...EXACT });
      expect(Number.isFinite(logNormaliser)).toBe(true);
      expect(logSumExp(logG)).toBeCloseTo(0, 12);
      for (const [i, value] of logG.entries()) {
        const expected = (1 - gamma) * (a[i] ?? 0) + gamma * (b[i] ?? 0) - logNormaliser;
        expect(value).toBeCloseTo(expected, 8);
      }
    }
  });

  it('proposes nothing that a stream rules out, and leaves P when nothing is left', () => {
    const half = Float64Array.of(Math.log(0.5), Math.log(0.5), Number.NEGATIVE_INFINITY);
    const other = Float64Array.of(Number.NEGATIVE_INFINITY, Math.log(0.25), Math.log(0.75));
    for (const gamma of [-1, 0.5, 3]) {
      expect(probabilities(guide(half, other, { gamma, ...EXACT }).logG)).toEqual([0, 1, 0]);
    }
    expect([...guide(half, other, { gamma: 1, ...EXACT }).logG]).toEqual([...other]);
    const disjoint = Float64Array.of(Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, 0);
    expect([...guide(half, disjoint, { gamma: 2, ...EXACT }).logG]).toEqual([...half]);
  });

  it('follows the published epsilon form', () => {
    const epsilon = 0.05;
    const weights = [0.7, 0.2, 0.1].map((x, i) => x * ((([0.1, 0.3, 0.6][i] ?? 0) + epsilon) / (x + epsilon)) ** 2);
    const z = weights.reduce((a, b) => a + b);
    const { logG } = guide(p, pc, { gamma: 2, topProbsMask: null, epsilon });
    expect(probabilities(logG)).toEqual(weights.map((x) => expect.closeTo(x / z, 12)));
  });

  it('masks both streams before guidance', () => {
    expect(probabilities(maskOutsideBest(p, 2))).toEqual([0.7, 0.2, 1e-10].map((x) => expect.closeTo(x, 14)));
    // Best of P: token 0; best of Pc: token 2. With one kept each, their product decides alone.
    const { logG } = guide(p, pc, { gamma: 0.5, topProbsMask: 1, epsilon: null });
    const products = [Math.sqrt(0.7 * 1e-10), 1e-10, Math.sqrt(1e-10 * 0.6)];
    const z = products.reduce((a, b) => a + b);
    expect(probabilities(logG)).toEqual(products.map((x) => expect.closeTo(x / z, 10)));
  });

  it('refuses distributions over different vocabularies', () => {
    expect(() => guide(p, logs(0.5, 0.5), { gamma: 1, ...EXACT })).toThrow(RangeError);
  });
});

describe('choosing and describing', () => {
  it('breaks ties by the lower id', () => {
    expect(argmax(Float64Array.of(1, 3, 3, 2))).toBe(1);
    expect(best(Float64Array.of(2, 3, 1, 3, 2), 4)).toEqual([1, 3, 0, 4]);
  });

  it('finds the same best tokens as a full sort', () => {
    for (let seed = 0; seed < 50; seed++) {
      const logP = randomLogP(seed, 97);
      const sorted = [...logP.keys()].sort((a, b) => (logP[b] ?? 0) - (logP[a] ?? 0) || a - b);
      expect(best(logP, 7)).toEqual(sorted.slice(0, 7));
      expect(argmax(logP)).toBe(sorted[0]);
    }
  });

  it('measures entropy and divergence in nats', () => {
    expect(entropy(logs(0.25, 0.25, 0.25, 0.25))).toBeCloseTo(Math.log(4), 12);
    expect(entropy(logs(1, 0))).toBe(0);
    expect(divergence(logs(0.5, 0.5), logs(0.25, 0.75))).toBeCloseTo(0.5 * Math.log(2) + 0.5 * Math.log(2 / 3), 12);
    expect(divergence(logs(0.5, 0.5), logs(0.5, 0.5))).toBe(0);
    expect(divergence(logs(0.5, 0.5), logs(1, 0))).toBe(Number.POSITIVE_INFINITY);
  });

  it('lists the union of the best of each stream and the chosen token, best G first', () => {
    const rows = alternatives(logs(0.6, 0.2, 0.1, 0.1), logs(0.1, 0.1, 0.7, 0.1), logs(0.2, 0.5, 0.2, 0.1), 1, 3);
    expect(rows.map((row) => row.id)).toEqual([1, 0, 2, 3]);
    expect(Math.exp(rows[2]?.logPc ?? 0)).toBeCloseTo(0.7, 12);
  });
});

describeWithData('vectors computed by the published code', (dataDir) => {
  const golden = join(dataDir, '..', 'golden', 'guidance.json');
  const schema = v.array(
    v.object({
      gamma: v.number(),
      p: v.array(v.number()),
      p_conditional: v.array(v.number()),
      guided: v.array(v.number()),
    }),
  );
  it.skipIf(!existsSync(golden))('are met to 1e-9', () => {
    const vectors = v.parse(schema, JSON.parse(readFileSync(golden, 'utf8')));
    expect(vectors.length).toBeGreaterThan(0);
    for (const vector of vectors) {
      const options = { gamma: vector.gamma, topProbsMask: null, epsilon: 1e-8 };
      const { logG } = guide(logs(...vector.p), logs(...vector.p_conditional), options);
      const worst = Math.max(...vector.guided.map((g, i) => Math.abs(g - Math.exp(logG[i] ?? Number.NaN))));
      expect(worst).toBeLessThan(1e-9);
    }
  });
});
