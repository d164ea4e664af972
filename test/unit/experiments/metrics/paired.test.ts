import { describe, expect, it } from 'vitest';
import {
  countPairs,
  type PairedCounts,
  pairedDifference,
  problemPair,
  relativeSuccess as relativeSuccessOf,
} from '../../../../src/experiments/metrics/paired';
import { passAtK } from '../../../../src/experiments/metrics/pass-at-k';

/** The interval is second less first, so a published table is given with its two sides exchanged. */
const published = (e: number, f: number, g: number, h: number) =>
  pairedDifference({ both: e, onlySecond: f, onlyFirst: g, neither: h });

describe('pairedDifference', () => {
  it("gives Newcombe's worked figures", () => {
    // Table II of the paper, method 10: 36, 12, 2, 0.
    const { value, low, high } = published(36, 12, 2, 0);
    expect(value).toBeCloseTo(0.2, 10);
    expect(low).toBeCloseTo(0.0569, 4);
    expect(high).toBeCloseTo(0.3404, 4);
  });

  it('corrects the correlation for continuity, as the published figures do', () => {
    // Airway hyper-responsiveness before and after transplantation, 1, 1, 7, 12: a weak correlation counts as none.
    const { low, high } = published(1, 1, 7, 12);
    expect(low).toBeCloseTo(-0.5069, 4);
    expect(high).toBeCloseTo(-0.0256, 4);
  });

  it('is mirrored when the two change places', () => {
    const one = published(20, 9, 3, 18);
    const other = published(20, 3, 9, 18);
    expect(other.value).toBeCloseTo(-one.value, 12);
    expect(other.low).toBeCloseTo(-one.high, 12);
    expect(other.high).toBeCloseTo(-one.low, 12);
  });

  it('is narrower where the two agree more, and never empty', () => {
    const width = (i: { low: number; high: number }) => i.high - i.low;
    expect(width(published(45, 6, 4, 45))).toBeLessThan(width(published(26, 25, 23, 26)));
    const all = published(5, 0, 0, 0);
    expect(all.value).toBe(0);
    expect(width(all)).toBeGreaterThan(0.5);
  });

  it('holds the true difference about as often as it says', () => {
    // Every outcome of twelve pairs, weighed by its probability, at three underlying tables.
    for (const p of [
      [0.5, 0.1, 0.1, 0.3],
      [0.2, 0.4, 0.1, 0.3],
      [0.05, 0.55, 0.05, 0.35],
    ]) {
      expect(coverage(12, p)).toBeGreaterThan(0.92);
      expect(coverage(12, p)).toBeLessThan(0.995);
    }
  });
});

function coverage(n: number, [a = 0, b = 0, c = 0, d = 0]: readonly number[]): number {
  const factorial = (k: number): number => (k < 2 ? 1 : k * factorial(k - 1));
  let covered = 0;
  for (let e = 0; e <= n; e++) {
    for (let f = 0; f <= n - e; f++) {
      for (let g = 0; g <= n - e - f; g++) {
        const h = n - e - f - g;
        const ways = factorial(n) / (factorial(e) * factorial(f) * factorial(g) * factorial(h));
        const { low, high } = published(e, f, g, h);
        if (low <= b - c && b - c <= high) covered += ways * a ** e * b ** f * c ** g * d ** h;
      }
    }
  }
  return covered;
}

describe('relativeSuccess', () => {
  it('is the part gained of what was missing', () => {
    // 49.4 % plain, 83.2 % guided: 66.8 % of what was missing.
    const { value, low, high } = relativeSuccess({ both: 480, onlyFirst: 14, onlySecond: 352, neither: 154 }) ?? none();
    expect(value).toBeCloseTo(0.668, 3);
    expect(low).toBeGreaterThan(0.6);
    expect(low).toBeLessThan(value);
    expect(high).toBeGreaterThan(value);
    expect(high).toBeLessThan(0.72);
  });

  it('is the same each time, and nothing where nothing was missing or all resamples are alike', () => {
    const counts = { both: 5, onlyFirst: 1, onlySecond: 3, neither: 4 };
    expect(relativeSuccess(counts)).toEqual(relativeSuccess(counts));
    expect(relativeSuccess({ both: 5, onlyFirst: 1, onlySecond: 0, neither: 0 })).toBeNull();
    expect(relativeSuccess({ both: 2, onlyFirst: 0, onlySecond: 0, neither: 4 })).toBeNull();
    expect(relativeSuccess({ both: 1, onlyFirst: 0, onlySecond: 3, neither: 0 })).toBeNull();
  });
});

/** A problem for each count. */
function relativeSuccess({ both, onlyFirst, onlySecond, neither }: PairedCounts) {
  const times = (count: number, first: boolean, second: boolean) =>
    Array.from({ length: count }, () => problemPair([[first, second]]));
  return relativeSuccessOf([
    ...times(both, true, true),
    ...times(onlyFirst, true, false),
    ...times(onlySecond, false, true),
    ...times(neither, false, false),
  ]);
}

function none(): never {
  throw new Error('There is no ratio');
}

it('countPairs sorts problems by who solves them', () => {
  const pairs = [
    [true, true],
    [true, false],
    [false, true],
    [false, true],
    [false, false],
  ] as const;
  expect(countPairs(pairs)).toEqual({ both: 1, onlyFirst: 1, onlySecond: 2, neither: 1 });
});

describe('passAtK', () => {
  /** Every choice of k of n samples, the first c of which pass. */
  function counted(n: number, c: number, k: number): number {
    let hit = 0;
    let choices = 0;
    for (let mask = 0; mask < 2 ** n; mask++) {
      const chosen = [...Array(n).keys()].filter((i) => mask & (1 << i));
      if (chosen.length !== k) continue;
      choices++;
      if (chosen.some((i) => i < c)) hit++;
    }
    return hit / choices;
  }

  it('is the share of choices that hold a passing sample', () => {
    for (const [n, c, k] of [
      [7, 0, 3],
      [7, 2, 1],
      [7, 2, 3],
      [7, 5, 3],
      [6, 1, 6],
    ] as const) {
      expect(passAtK(n, c, k)).toBeCloseTo(counted(n, c, k), 12);
    }
  });

  it('says nothing of more samples than there are', () => {
    expect(() => passAtK(3, 1, 4)).toThrow('pass@4');
  });
});
