/** Proportions and paired differences of result rows, as the report holds them. */
import { type Arm, armsOf, pairArms, perProblem } from '../experiments/metrics/arms';
import { type Interval, pairedDifference, relativeSuccess } from '../experiments/metrics/paired';
import { mean } from '../experiments/metrics/shown-numbers';
import { wilsonInterval } from '../experiments/metrics/wilson';
import { allPass, passesAll, type ResultRow } from '../experiments/result-row';
import type { Pair, ReportInterval, Share, StrategyId, StrategyRow } from './report-schema';

/** Four digits tell a share to a hundredth of a percent: more would only make the file longer. */
export function rounded(value: number): number {
  return Number(value.toFixed(4));
}

export function interval({ value, low, high }: Interval): ReportInterval {
  return { value: rounded(value), low: rounded(low), high: rounded(high) };
}

/** Null where nothing was tried. */
export function shareOf(successes: number, total: number): Share | null {
  return total > 0 ? knownShare(successes, total) : null;
}

/** `total` above 0. */
export function knownShare(successes: number, total: number): Share {
  const { low, high } = wilsonInterval(successes, total);
  return { count: rounded(successes), total, ...interval({ value: successes / total, low, high }) };
}

/** Over problems; each counts with the mean of its seeds. At least one row. */
export function shareOfRows(rows: readonly ResultRow[], of: (row: ResultRow) => boolean): Share {
  const shares = perProblem(rows, (row) => Number(of(row)));
  return knownShare(
    shares.reduce((a, b) => a + b, 0),
    shares.length,
  );
}

/** Null where no problem has hidden tests. */
export function bothOf(rows: readonly ResultRow[]): Share | null {
  const withHidden = rows.filter((row) => row.hidden.total > 0);
  return withHidden.length === 0 ? null : shareOfRows(withHidden, passesAll);
}

/** Null where they share no problem. */
export function pairOf(first: readonly ResultRow[], second: readonly ResultRow[]): Pair | null {
  const { problems, counts } = pairArms(first, second, (row) => row.solved);
  if (problems.length === 0) return null;
  return {
    difference: interval(pairedDifference(counts)),
    gained: rounded(counts.onlySecond),
    lost: rounded(counts.onlyFirst),
  };
}

export function meanOf(rows: readonly ResultRow[], of: (row: ResultRow) => number, digits = 1): number {
  return Number(mean(rows.map(of)).toFixed(digits));
}

export function costsOf(rows: readonly ResultRow[]) {
  return {
    tokens: meanOf(rows, (row) => row.forwardedTokens),
    sessionRuns: meanOf(rows, (row) => row.sessionRuns),
    seconds: meanOf(rows, (row) => row.seconds, 2),
  };
}

/** Which line of the main table an arm is; null for controls and others. */
export function strategyId(strategy: string): StrategyId | null {
  if (strategy.startsWith('best-of-')) return 'best-of-n';
  return strategy === 'greedy' || strategy === 'egcfg' || strategy === 'agents' ? strategy : null;
}

/** One line for each arm of the main table, in its order; every one over greedy on the same problems. */
export function strategyRows(rows: readonly ResultRow[]): StrategyRow[] {
  const arms = armsOf(rows);
  const greedy = arms.find(({ strategy }) => strategy === 'greedy');
  return (['greedy', 'best-of-n', 'egcfg', 'agents'] as const).flatMap((id) =>
    arms.filter(({ strategy }) => strategyId(strategy) === id).map((arm) => strategyRow(id, arm, greedy)),
  );
}

function strategyRow(id: StrategyId, { strategy, rows }: Arm, greedy: Arm | undefined): StrategyRow {
  const solved = shareOfRows(rows, (row) => row.solved);
  const judged = rows.filter((row) => row.solved && row.hidden.total > 0);
  const compared = greedy === undefined || id === 'greedy' ? null : greedy.rows;
  const rsr = compared === null ? null : relativeSuccess(pairArms(compared, rows, (row) => row.solved).problems);
  return {
    id,
    name: strategy,
    n: solved.total,
    solved,
    both: bothOf(rows),
    hiddenOfSolved: judged.length === 0 ? null : shareOfRows(judged, (row) => allPass(row.hidden)),
    over: compared === null ? null : pairOf(compared, rows),
    rsr: rsr === null ? null : interval(rsr),
    ...costsOf(rows),
    errors: rows.filter(({ error }) => error !== null).length,
  };
}
