/** Wilson's score interval for a proportion (E. B. Wilson, JASA 22, 1927): sound for few trials and at 0 and 1. */

/** Standard normal quantile of 97.5 %. */
const Z_95 = 1.959963984540054;

/**
 * 95 % bounds in [0, 1]; all of it without trials.
 * `successes` is 0 to `trials`; a sum of shares may be fractional.
 */
export function wilsonInterval(successes: number, trials: number): { readonly low: number; readonly high: number } {
  if (trials <= 0) return { low: 0, high: 1 };
  const share = successes / trials;
  const z2 = Z_95 ** 2;
  const scale = 1 + z2 / trials;
  const centre = (share + z2 / (2 * trials)) / scale;
  const half = (Z_95 / scale) * Math.sqrt(Math.max(0, share * (1 - share)) / trials + z2 / (4 * trials ** 2));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
