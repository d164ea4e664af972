/** Where a chart's ticks stand. */

/** About `count` round steps from 0 to at least `most`. */
export function niceTicks(most: number, count = 5): number[] {
  if (!(most > 0)) return [0, 1];
  const rough = most / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((digit) => digit * power >= rough) ?? 10) * power;
  const ticks = [];
  for (let i = 0; (i - 1) * step < most; i++) ticks.push(Number((i * step).toPrecision(12)));
  return ticks;
}

/** 1500 → 1.5k; short enough to stand under a tick. */
export function shortNumber(value: number): string {
  if (value >= 1_000_000) return `${Number((value / 1_000_000).toPrecision(3))}M`;
  if (value >= 1000) return `${Number((value / 1000).toPrecision(3))}k`;
  return String(Number(value.toPrecision(3)));
}
