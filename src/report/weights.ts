/** Earlier weights beside those that ship, on the same problems with the same settings. */
import { armsOf } from '../experiments/metrics/arms';
import type { ResultRow } from '../experiments/result-row';
import type { WeightsLine } from './report-schema';
import { pairOf, shareOfRows } from './shares';

/** One line for each strategy that both have run; of the problems that both have run. */
export function weightsLines(set: string, old: readonly ResultRow[], current: readonly ResultRow[]): WeightsLine[] {
  return armsOf(old).flatMap(({ name, strategy, rows }) => {
    const ran = new Set(rows.map(({ problem }) => problem));
    const other = armsOf(current).find((arm) => arm.name === name);
    const own = other?.rows.filter(({ problem }) => ran.has(problem)) ?? [];
    const known = new Set(own.map(({ problem }) => problem));
    const before = rows.filter(({ problem }) => known.has(problem));
    const pair = pairOf(before, own);
    if (pair === null) return [];
    return [
      {
        set,
        strategy,
        n: known.size,
        old: shareOfRows(before, (row) => row.solved),
        new: shareOfRows(own, (row) => row.solved),
        pair,
      },
    ];
  });
}
