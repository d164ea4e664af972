/** Numbers as tables show them. */
import { wilsonInterval } from './wilson.mjs';

/** @param {number} value */
export function percent(value) {
  return (100 * value).toFixed(1);
}

/**
 * @param {number} count
 * @param {number} total
 * @returns {string} in percent, with its 95 % Wilson interval
 */
export function shownShare(count, total) {
  if (total === 0) return 'none';
  const { low, high } = wilsonInterval(count, total);
  return `${percent(count / total)} [${percent(low)}, ${percent(high)}]`;
}

/**
 * @param {{ value: number, low: number, high: number }} interval of shares
 * @returns {string} in percentage points, with signs
 */
export function shownDifference({ value, low, high }) {
  return `${signed(value)} [${signed(low)}, ${signed(high)}]`;
}

/** @param {number} value */
function signed(value) {
  const shown = percent(value);
  return value > 0 && Number(shown) !== 0 ? `+${shown}` : shown.replace(/^-(0\.0)$/, '$1');
}

/** @param {readonly number[]} values */
export function mean(values) {
  return values.reduce((a, b) => a + b, 0) / values.length;
}
