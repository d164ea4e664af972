/** Numbers as the page writes them: short, the same everywhere, with a real minus sign. */

/** A probability from its natural logarithm: "83 %", "4.2 %", "< 0.1 %". */
export function percent(logProbability: number): string {
  const p = probability(logProbability) * 100;
  if (p === 0) return '0 %';
  if (p < 0.1) return '< 0.1 %';
  if (p > 99.9 && p < 100) return '> 99.9 %';
  return `${p < 9.95 ? p.toFixed(1) : p.toFixed(0)} %`;
}

/** Zero for minus infinity and for what a file turned into null. */
export function probability(logProbability: number): number {
  return Number.isFinite(logProbability) ? Math.min(1, Math.exp(logProbability)) : 0;
}

export function fixed(value: number, digits: number): string {
  if (!Number.isFinite(value)) return value < 0 ? '−∞' : '∞';
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** A number inside a formula: negative ones in brackets. */
export function bracketed(value: number, digits: number): string {
  const text = fixed(value, digits);
  return text.startsWith('−') ? `(${text})` : text;
}

export function grouped(value: number): string {
  return value.toLocaleString('en');
}

export function seconds(milliseconds: number): string {
  return milliseconds < 9950 ? `${(milliseconds / 1000).toFixed(1)} s` : `${Math.round(milliseconds / 1000)} s`;
}

export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${grouped(count)} ${count === 1 ? singular : plural}`;
}
