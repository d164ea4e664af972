/** Figures of a bench: one JSON line each, {name, value, unit, comparedWith}. */

/**
 * @param {readonly number[]} values
 * @param {number} fraction 0 to 1
 */
export function quantile(values, fraction) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * fraction))] ?? Number.NaN;
}

/** @param {readonly number[]} values */
export const median = (values) => quantile(values, 0.5);

/**
 * @param {readonly number[]} values
 * @param {string} unit
 */
export function spread(values, unit) {
  const [least, low, high, most] = [0, 0.1, 0.9, 1].map((fraction) => rounded(quantile(values, fraction)));
  return `${values.length} times, ${least} to ${most} ${unit}, the middle four fifths ${low} to ${high}`;
}

/**
 * @param {string} name
 * @param {number} value
 * @param {string} unit
 * @param {string} comparedWith
 */
export function print(name, value, unit, comparedWith) {
  console.log(JSON.stringify({ name, value: rounded(value), unit, comparedWith }));
}

/**
 * @param {string} name
 * @param {readonly number[]} each one per round
 */
export function printRatio(name, each) {
  const range = `${quantile(each, 0).toPrecision(3)} to ${quantile(each, 1).toPrecision(3)} in ${each.length} rounds`;
  print(name, median(each), 'times', range);
}

/** @param {number} value three digits are all that timings on a shared machine tell */
function rounded(value) {
  return Number(value.toPrecision(3));
}
