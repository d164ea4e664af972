/** Solved over one setting of the agent, and over cost. */
import { armsOf } from '../experiments/metrics/arms';
import { COST_UNITS, costCurves, shareAt } from '../experiments/metrics/cost-curve';
import type { ResultRow } from '../experiments/result-row';
import type { CostTable, Curve } from './report-schema';
import { bothOf, costsOf, knownShare, shareOfRows } from './shares';

/** In rising order of the setting. Each value's rows may come from another folder, of the same problems. */
export function curvePoints(values: ReadonlyMap<number, readonly ResultRow[]>): Curve['points'] {
  return [...values]
    .filter(([, rows]) => rows.length > 0)
    .sort(([a], [b]) => a - b)
    .map(([at, rows]) => {
      const solved = shareOfRows(rows, (row) => row.solved);
      return { at, n: solved.total, solved, both: bothOf(rows), ...costsOf(rows) };
    });
}

/** The share of runs that are solved at no more than so much cost each: one table for each unit. */
export function costTablesOf(rows: readonly ResultRow[]): CostTable[] {
  if (rows.length === 0) return [];
  const sizes = new Map(armsOf(rows).map((arm) => [arm.name, arm.rows.length]));
  return COST_UNITS.map(({ unit }) => {
    const curves = costCurves(rows, unit);
    const at = roundSteps(Math.max(...curves.map(({ until }) => until)), Math.min(...rows.map((row) => row[unit])));
    return {
      unit,
      at,
      curves: curves.map((curve) => {
        const total = sizes.get(curve.name) ?? 1;
        return { name: curve.name, shares: at.map((cost) => knownShare(shareAt(curve, cost) * total, total)) };
      }),
    };
  });
}

/** 1, 2, 5, 10 ... from the first at or above the least cost to the first that holds every cost. */
function roundSteps(most: number, least: number): number[] {
  const steps: number[] = [];
  for (let power = 0.1; steps.length < 40; power *= 10) {
    for (const digit of [1, 2, 5]) {
      const step = Number((digit * power).toPrecision(1));
      if (step >= least) steps.push(step);
      if (step >= most && steps.length > 0) return steps;
    }
  }
  return steps;
}
