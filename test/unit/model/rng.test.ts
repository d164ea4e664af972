import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/guidance/rng';

function take(seed: number, stream: number, count: number): number[] {
  const random = seededRandom(seed, stream);
  return Array.from({ length: count }, random);
}

describe('seededRandom', () => {
  it('repeats itself for a seed and differs between seeds and streams', () => {
    expect(take(7, 0, 20)).toEqual(take(7, 0, 20));
    const starts = new Set<number>();
    for (let seed = 0; seed < 40; seed++) {
      for (let stream = 0; stream < 16; stream++) starts.add(take(seed, stream, 1)[0] ?? -1);
    }
    expect(starts.size).toBe(40 * 16);
  });

  it('is not the same sequence shifted when seed and stream are exchanged', () => {
    expect(take(3, 4, 5)).not.toEqual(take(4, 3, 5));
  });

  it('gives the numbers that recorded runs were made with', () => {
    expect(take(1, 0, 4).map((x) => x * 2 ** 32)).toEqual([1253293786, 23178410, 3915381662, 1797732987]);
  });

  it('is uniform: mean, variance, and a chi-square over 64 bins', () => {
    const numbers = take(123, 5, 64_000);
    const mean = numbers.reduce((a, b) => a + b) / numbers.length;
    expect(mean).toBeCloseTo(0.5, 2);
    expect(numbers.reduce((a, x) => a + (x - mean) ** 2, 0) / numbers.length).toBeCloseTo(1 / 12, 2);
    const bins = new Array<number>(64).fill(0);
    for (const x of numbers) bins[Math.floor(x * 64)] = (bins[Math.floor(x * 64)] ?? 0) + 1;
    const chiSquare = bins.reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0);
    // 63 degrees of freedom: mean 63, standard deviation 11.2.
    expect(chiSquare).toBeLessThan(63 + 5 * 11.2);
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
  });
});
