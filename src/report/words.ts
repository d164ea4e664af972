/** Figures of the report as text, the same in the documents and on the page. */
import type { ReportInterval, Share, StrategyId, StrategyRow, Target } from './report-schema';

export function percentText(value: number, digits = 1): string {
  return (100 * value).toFixed(digits).replace(/^-(0(?:\.0+)?)$/, '$1');
}

/** `57.3 [49.3, 65.0]`, in percent; `none` where nothing was tried. */
export function shareText(share: Share | null): string {
  if (share === null) return 'none';
  return `${percentText(share.value)} [${percentText(share.low)}, ${percentText(share.high)}]`;
}

/** `+22.7 [+15.0, +30.0]`, in percent or percentage points. */
export function differenceText(interval: ReportInterval | null): string {
  if (interval === null) return '';
  return `${signed(interval.value)} [${signed(interval.low)}, ${signed(interval.high)}]`;
}

export function intervalText(interval: ReportInterval | null): string {
  if (interval === null) return 'none';
  return `${percentText(interval.value)} [${percentText(interval.low)}, ${percentText(interval.high)}]`;
}

function signed(value: number): string {
  const shown = percentText(value);
  return value > 0 && Number(shown) !== 0 ? `+${shown}` : shown;
}

/** Whole percents in running text and small tables: `57 % (49 to 65)`. */
export function shortShare(share: Share | null): string {
  if (share === null) return 'none';
  return `${percentText(share.value, 0)} % (${percentText(share.low, 0)} to ${percentText(share.high, 0)})`;
}

/** `30 % (20 to 43), n = 60`; the number of problems only where it is not the one that stands for all of the line. */
export function shortSolved(row: Pick<StrategyRow, 'solved' | 'n'> | undefined, usualN: number): string {
  if (row === undefined) return 'not run';
  return shortShare(row.solved) + (row.n === usualN ? '' : `, n = ${row.n}`);
}

/** `+23 points (15 to 30)`. */
export function shortDifference(interval: ReportInterval | null): string {
  if (interval === null) return '';
  const [value, low, high] = [interval.value, interval.low, interval.high].map((one) =>
    percentText(one, 0).replace('-', '−'),
  );
  return `${interval.value > 0 && value !== '0' ? '+' : ''}${value} points (${low} to ${high})`;
}

/** `73 % (62 to 84)`. */
export function shortInterval(interval: ReportInterval | null): string {
  if (interval === null) return '';
  const [value, low, high] = [interval.value, interval.low, interval.high].map((one) =>
    percentText(one, 0).replace('-', '−'),
  );
  return `${value} % (${low} to ${high})`;
}

export function strategyWords(id: StrategyId, name: string): string {
  switch (id) {
    case 'greedy':
      return 'plain greedy';
    case 'best-of-n':
      return name.replace(/^best-of-(\d+)$/, 'best of $1 samples');
    case 'egcfg':
      return 'EG-CFG, one agent';
    case 'agents':
      return 'EG-CFG, up to 8 agents';
    default:
      return id satisfies never;
  }
}

export const UNIT_WORDS = {
  forwardedTokens: 'forwarded tokens',
  sessionRuns: 'session runs',
  seconds: 'seconds',
} as const;

export const VERDICT_WORDS: Readonly<Record<Target['verdict'], string>> = {
  met: 'met',
  'met-within-chance': 'met, but the interval reaches past it',
  'missed-narrowly': 'missed, by less than the rounded figure shows',
  missed: 'missed',
  'not-measured': 'not measured',
};

export const CONTROL_WORDS = {
  'swapped-traces': 'traces swapped between candidates',
  'passing-line': "no guidance, a passing candidate's line",
} as const;
