/** Which part of one gain another keeps: a ratio of two means, with a bootstrap interval. */
import { type Interval, seeded } from '../experiments/metrics/paired';

const RESAMPLES = 10_000;
const SEED = 1;

/**
 * Mean of `part` over mean of `whole`, with the 95 % interval of 10,000 bootstrap resamples of the problems (percentiles,
 * seed 1). Paired: both are of the same problems, in the same order, and are resampled together. Resamples whose whole is
 * not above zero have no ratio: they count as beyond every bound, upwards, so that an unsure whole widens the interval.
 * Null where the whole itself is not above zero, where one of the two has nothing, and where every resample gives the
 * same: the interval would then be a false certainty.
 */
export function ratioOfGains(part: readonly number[], whole: readonly number[], paired: boolean): Interval | null {
  if (part.length === 0 || whole.length === 0 || sum(whole) <= 0) return null;
  if (paired && part.length !== whole.length) throw new RangeError('Paired gains are of the same problems');
  const random = seeded(SEED);
  const drawn: number[] = [];
  for (let i = 0; i < RESAMPLES; i++) {
    let gains = 0;
    let wholes = 0;
    for (let j = 0; j < whole.length; j++) {
      const at = Math.floor(random() * whole.length);
      wholes += whole[at] ?? 0;
      if (paired) gains += part[at] ?? 0;
    }
    for (let j = 0; !paired && j < part.length; j++) gains += part[Math.floor(random() * part.length)] ?? 0;
    drawn.push(wholes > 0 ? gains / part.length / (wholes / whole.length) : Number.POSITIVE_INFINITY);
  }
  drawn.sort((a, b) => a - b);
  const finite = drawn.filter(Number.isFinite);
  if (finite[0] === finite.at(-1)) return null;
  const quantile = (q: number) => {
    const value = drawn[Math.round(q * (drawn.length - 1))] ?? 0;
    return Number.isFinite(value) ? value : (finite.at(-1) ?? 0);
  };
  const value = sum(part) / part.length / (sum(whole) / whole.length);
  return { value, low: quantile(0.025), high: quantile(0.975) };
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
