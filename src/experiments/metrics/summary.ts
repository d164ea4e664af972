/** All tables of some rows, in the order in which they are read. */
import type { ResultRow } from '../result-row';
import { agentTables } from './agents-table';
import { COST_UNITS, costTable } from './cost-curve';
import { mainTable } from './main-table';
import { pairedTables, pairedWith } from './paired-table';
import { passAtKTables } from './pass-at-k-table';
import type { Table } from './table';

/** `baseline` names an arm; without it everything stands against greedy, and the rest against best of N. */
export function summaryTables(rows: readonly ResultRow[], baseline: string | null = null): Table[] {
  return [
    mainTable(rows),
    ...(baseline === null ? pairedTables(rows) : pairedWith(rows, baseline)),
    ...agentTables(rows),
    ...passAtKTables(rows),
  ];
}

export function costTables(rows: readonly ResultRow[]): Table[] {
  return COST_UNITS.map(({ unit, label }) => costTable(rows, unit, label));
}
