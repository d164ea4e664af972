import { describe, expect, it } from 'vitest';
import { argmax, best, guide, logSoftmax } from '../../../src/guidance/distribution';
import {
  exactPart,
  leastEntropy,
  maskedPart,
  type PartialDistribution,
  partialDistribution,
  type TopList,
} from '../../../src/guidance/partial-distribution';
import { seededRandom } from '../../../src/guidance/rng';
import { certaintyOf, guideTopLists, PUBLISHED_TOP_LISTS } from '../../../src/guidance/top-lists';

const EXACT = { topProbsMask: null, epsilon: null };
const BOUNDED = { missing: 'bounded', epsilon: null } as const;
const GAMMAS = [-2, -0.5, 0, 0.25, 0.5, 1, 1.5, 3, 7, 20];

const at = (values: Float64Array, i: number) => values[i] ?? Number.NaN;

function spread(seed: number, size: number, nats: number): Float64Array {
  const random = seededRandom(seed, 1);
  return logSoftmax(Float64Array.from({ length: size }, () => -nats * random() ** 2));
}

function listOf(values: Float64Array, keep: number): TopList {
  return new Map(best(values, keep).map((id) => [id, at(values, id)]));
}

function lists(seed: number, size: number, keep: number, nats = 30) {
  const [p, pc] = [spread(seed, size, nats), spread(seed + 1000, size, nats)] as const;
  return { p, pc, top: exactPart(listOf(p, keep)), topC: exactPart(listOf(pc, keep)) };
}

const logs = (values: Record<number, number>): PartialDistribution =>
  exactPart(new Map(Object.entries(values).map(([id, value]) => [Number(id), Math.log(value)])));

describe('a partial distribution', () => {
  it('never takes what is missing for likelier than it can be', () => {
    for (let seed = 0; seed < 60; seed++) {
      const { p, top } = lists(seed, 40, 5);
      for (const [id, value] of p.entries()) {
        if (!top.listed.has(id)) expect(value).toBeLessThanOrEqual(top.missing + 1e-12);
      }
    }
    expect(logs({ 0: 0.9 }).missing).toBeCloseTo(Math.log(0.1), 12);
    expect(logs({ 0: 1 }).missing).toBe(Number.NEGATIVE_INFINITY);
  });

  it('is not deceived by a token that a server adds to the best', () => {
    const listed = new Map([0.5, 0.3, 1e-9].map((value, id) => [id, Math.log(value)]));
    // 0.2 is left, and the third of the best may have all of it.
    expect(partialDistribution(listed, 2).missing).toBeCloseTo(Math.log(0.2), 6);
    expect(partialDistribution(listed, 3).missing).toBeCloseTo(Math.log(1e-9), 6);
  });

  it('does not take rounded digits for the whole', () => {
    const listed = new Map([[3, -0]]);
    expect(partialDistribution(listed, 1).missing).toBeCloseTo(Math.log(1e-6), 12);
    expect(partialDistribution(listed, 1, true).missing).toBe(Number.NEGATIVE_INFINITY);
  });

  it('masks as the published option does', () => {
    const masked = maskedPart(logs({ 0: 0.5, 1: 0.3, 2: 0.2 }), 2);
    expect([...masked.listed.keys()]).toEqual([0, 1]);
    expect(masked.missing).toBeCloseTo(Math.log(1e-10), 12);
  });

  it('has at least the entropy of its list', () => {
    expect(leastEntropy(logs({ 0: 0.5, 1: 0.5 }))).toBeCloseTo(Math.log(2), 12);
    expect(leastEntropy(logs({ 0: 0.5 }))).toBeCloseTo(Math.log(2), 12);
    for (let seed = 0; seed < 20; seed++) {
      const { p, top } = lists(seed, 40, 5, 5);
      const whole = p.reduce((sum, value) => sum - Math.exp(value) * value, 0);
      expect(leastEntropy(top)).toBeLessThanOrEqual(whole + 1e-9);
    }
  });
});

describe('G of two lists of the best', () => {
  it('is G itself where the lists have everything', () => {
    for (const gamma of GAMMAS) {
      const { p, pc, top, topC } = lists(7, 12, 12);
      const { logG, logNormaliser } = guide(p, pc, { gamma, ...EXACT });
      const guided = guideTopLists(top, topC, { gamma, ...BOUNDED });
      expect(guided.logNormaliser).toBeCloseTo(logNormaliser, 9);
      for (const row of guided.tokens) expect(Math.abs(row.logG - at(logG, row.id))).toBeLessThan(1e-9);
    }
  });

  it('at gamma 1 chooses the token that the whole distribution chooses', () => {
    for (let seed = 0; seed < 60; seed++) {
      const { p, pc, top, topC } = lists(seed, 40, 5);
      const chosen = argmax(guide(p, pc, { gamma: 1, ...EXACT }).logG);
      expect(guideTopLists(top, topC, { gamma: 1, ...BOUNDED }).tokens[0]?.id).toBe(chosen);
    }
  });

  it('by the published rule lets only tokens of both lists win', () => {
    const [top, topC] = [logs({ 0: 0.5, 1: 0.3, 2: 0.1 }), logs({ 2: 0.2, 9: 0.7 })];
    const published = guideTopLists(top, topC, { gamma: 1, ...PUBLISHED_TOP_LISTS }).tokens;
    expect(published[0]?.id).toBe(2);
    expect(published.find(({ id }) => id === 9)?.logG).toBe(Number.NEGATIVE_INFINITY);
    // P (Pc + e)^g / (P + e)^g, not normalised before.
    const weights = [0.5, 0.3, 0.1].map((value, id) => value * (((id === 2 ? 0.2 : 0) + 1e-8) / (value + 1e-8)));
    const sum = weights.reduce((a, b) => a + b);
    for (const { id, logG } of published)
      if (id !== 9) expect(Math.exp(logG)).toBeCloseTo((weights[id] ?? 0) / sum, 12);
    // The stated treatment lets what the signal proposes win.
    expect(guideTopLists(top, topC, { gamma: 1, ...BOUNDED }).tokens[0]?.id).toBe(9);
  });

  it('of nothing is nothing', () => {
    const nothing = exactPart(new Map());
    expect(guideTopLists(nothing, nothing, { gamma: 1, ...BOUNDED }).tokens).toEqual([]);
  });
});

describe('certainty', () => {
  it('is never claimed where the whole distributions choose otherwise', () => {
    const seen = { certain: 0, listed: 0, bound: 0 };
    let wrong = 0;
    for (const gamma of GAMMAS) {
      for (let seed = 0; seed < 200; seed++) {
        const p = spread(seed, 30, 12);
        // A signal moves a distribution; it does not replace it.
        const moved = spread(seed + 1000, 30, 4);
        const pc = logSoftmax(p.map((value, i) => value + at(moved, i)));
        const [top, topC] = [exactPart(listOf(p, 5)), exactPart(listOf(pc, 5))];
        const winner = guideTopLists(top, topC, { gamma, ...BOUNDED }).tokens[0]?.id ?? -1;
        const certainty = certaintyOf(winner, top, topC, gamma);
        const { logG } = guide(p, pc, { gamma, ...EXACT });
        const shown = [...top.listed.keys(), ...topC.listed.keys()];
        const bestShown = shown.reduce((a, b) => (at(logG, b) > at(logG, a) ? b : a));
        seen[certainty]++;
        if (argmax(logG) !== winner) wrong++;
        if (certainty === 'certain') expect(argmax(logG)).toBe(winner);
        if (certainty === 'listed') expect(bestShown).toBe(winner);
      }
    }
    // Each of them occurs, and so do choices that the whole would not have made.
    for (const count of [...Object.values(seen), wrong]) expect(count).toBeGreaterThan(50);
  });

  it('is certain where nothing is left out', () => {
    for (const gamma of GAMMAS) {
      const { top, topC } = lists(3, 8, 8);
      const [whole, wholeC] = [partialDistribution(top.listed, 8, true), partialDistribution(topC.listed, 8, true)];
      const winner = guideTopLists(whole, wholeC, { gamma, ...BOUNDED }).tokens[0]?.id ?? -1;
      expect(certaintyOf(winner, whole, wholeC, gamma)).toBe('certain');
    }
  });
});
