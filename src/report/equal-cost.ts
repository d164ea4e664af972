/** Guidance beside sampling and filtering that may cost as much, problem by problem. */
import type { ResultRow } from '../experiments/result-row';
import type { EqualCost } from './report-schema';
import { meanOf, pairOf, shareOfRows } from './shares';

type Compared = Omit<EqualCost, 'problems' | 'problemsSha256' | 'commands'>;

/** Of the problems that both have run; null where there is none. */
export function equalCostLine(
  unit: EqualCost['unit'],
  against: EqualCost['against'],
  guided: readonly ResultRow[],
  sampled: readonly ResultRow[],
): Compared | null {
  const both = new Set(sampled.map(({ problem }) => problem));
  const own = guided.filter(({ strategy, problem }) => strategy === against && both.has(problem));
  const known = new Set(own.map(({ problem }) => problem));
  const other = sampled.filter(({ problem }) => known.has(problem));
  const pair = pairOf(other, own);
  if (pair === null) return null;
  return {
    unit,
    against,
    n: known.size,
    guided: shareOfRows(own, (row) => row.solved),
    sampled: shareOfRows(other, (row) => row.solved),
    pair,
    guidedCost: meanOf(own, (row) => row[unit], 2),
    sampledCost: meanOf(other, (row) => row[unit], 2),
  };
}

/** Who solves more, as far as the interval tells. */
export function winner({ pair }: Pick<EqualCost, 'pair'>): 'guidance' | 'sampling' | 'neither' {
  if (pair.difference.low > 0) return 'guidance';
  return pair.difference.high < 0 ? 'sampling' : 'neither';
}
