/** pass@k from n samples of which c pass, without bias (M. Chen et al., arXiv 2107.03374, section 2.1). */

/**
 * The chance that at least one of k samples drawn without replacement passes: 1 - C(n - c, k) / C(n, k).
 * Throws a RangeError where k is more than n.
 */
export function passAtK(n: number, c: number, k: number): number {
  if (k > n) throw new RangeError(`pass@${k} cannot be told from ${n} samples`);
  if (n - c < k) return 1;
  let allFail = 1;
  for (let i = 0; i < k; i++) allFail *= (n - c - i) / (n - i);
  return 1 - allFail;
}
