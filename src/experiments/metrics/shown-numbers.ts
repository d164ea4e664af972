/** Numbers as tables show them. */
import type { Interval } from './paired';
import { wilsonInterval } from './wilson';

export function percent(value: number): string {
  return (100 * value).toFixed(1);
}

/** In percent, with its 95 % Wilson interval; `none` where nothing was tried. */
export function shownShare(count: number, total: number): string {
  if (total === 0) return 'none';
  const { low, high } = wilsonInterval(count, total);
  return `${percent(count / total)} [${percent(low)}, ${percent(high)}]`;
}

/** Of shares: in percentage points, with signs. */
export function shownDifference({ value, low, high }: Interval): string {
  return `${signed(value)} [${signed(low)}, ${signed(high)}]`;
}

function signed(value: number): string {
  const shown = percent(value);
  return value > 0 && Number(shown) !== 0 ? `+${shown}` : shown.replace(/^-(0\.0)$/, '$1');
}

export function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length;
}

/** A count that seeds may have made a fraction: 3, 2.5. */
export function shownCount(value: number): string {
  return String(Math.round(value * 100) / 100);
}
