/** How far two readings of one text are apart. */

/** Largest difference of two logits at the same place; infinite where there is nothing to compare, or no number. */
export function largestDifference(a: readonly Float32Array[], b: readonly Float32Array[]): number {
  if (a.length !== b.length || a.length === 0) return Number.POSITIVE_INFINITY;
  let worst = 0;
  for (const [position, row] of a.entries()) {
    const other = b[position];
    for (const [i, value] of row.entries()) worst = Math.max(worst, Math.abs(value - (other?.[i] ?? Number.NaN)));
  }
  return Number.isNaN(worst) ? Number.POSITIVE_INFINITY : worst;
}

/** Root of the mean square of the differences; from zero where there is nothing to compare with. */
export function usualDifference(a: readonly Float32Array[], b: readonly Float32Array[] | null): number {
  let sum = 0;
  let count = 0;
  for (const [position, row] of a.entries()) {
    const other = b?.[position];
    for (const [i, value] of row.entries()) sum += (value - (other?.[i] ?? 0)) ** 2;
    count += row.length;
  }
  return Math.sqrt(sum / Math.max(1, count));
}
