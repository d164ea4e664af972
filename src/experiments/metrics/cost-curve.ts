/**
 * Solved over cost: for each arm, the share of problems that runs solve which cost no more than x. It is what a budget of
 * x per problem would have bought, as far as the runs were not cut by one.
 */
import type { ResultRow } from '../result-row';
import { type Arm, armsOf } from './arms';
import { percent } from './shown-numbers';
import type { Table } from './table';

export type CostUnit = 'forwardedTokens' | 'sessionRuns' | 'seconds';

export const COST_UNITS = [
  { unit: 'forwardedTokens', label: 'forwarded tokens' },
  { unit: 'sessionRuns', label: 'session runs' },
  { unit: 'seconds', label: 'seconds' },
] as const satisfies readonly { unit: CostUnit; label: string }[];

export interface CostCurve {
  readonly name: string;
  readonly runs: number;
  /** Rising in both: at `cost`, `share` of the runs are solved. Steps, not lines between them. */
  readonly points: readonly { readonly cost: number; readonly share: number }[];
  /** Of the dearest run, solved or not: the curve is known up to there. */
  readonly until: number;
}

export function costCurves(rows: readonly ResultRow[], unit: CostUnit): CostCurve[] {
  return armsOf(rows).map((arm) => curveOf(arm, unit));
}

function curveOf({ name, rows }: Arm, unit: CostUnit): CostCurve {
  const solved = rows
    .filter((row) => row.solved)
    .map((row) => row[unit])
    .sort((a, b) => a - b);
  const points = solved.flatMap((cost, i) => (cost === solved[i + 1] ? [] : [{ cost, share: (i + 1) / rows.length }]));
  return { name, runs: rows.length, points, until: rows.reduce((most, row) => Math.max(most, row[unit]), 0) };
}

/** Share of the runs that a budget of `cost` each would have solved. */
export function shareAt({ points }: CostCurve, cost: number): number {
  return points.findLast((point) => point.cost <= cost)?.share ?? 0;
}

/** The curves at a few round costs: what a table can hold. */
export function costTable(rows: readonly ResultRow[], unit: CostUnit, label: string): Table {
  const curves = costCurves(rows, unit);
  const costs = roundSteps(Math.max(0, ...curves.map(({ until }) => until)));
  return {
    title: `Solved within so many ${label}`,
    header: ['strategy', ...costs.map((cost) => String(cost))],
    lines: curves.map((curve) => [curve.name, ...costs.map((cost) => percent(shareAt(curve, cost)))]),
    alignment: ['left', ...costs.map(() => 'right' as const)],
    legend: `Percent of the runs that were solved at no more than so many ${label} each.`,
  };
}

/** 1, 2, 5, 10 ... up to the first that holds everything; the last eight of them. */
function roundSteps(most: number): number[] {
  const steps: number[] = [];
  for (let power = 1; ; power *= 10) {
    for (const digit of [1, 2, 5]) {
      steps.push(digit * power);
      if (digit * power >= most) return steps.slice(-8);
    }
  }
}
