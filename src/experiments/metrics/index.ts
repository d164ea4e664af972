/** The one place of the figures that page, `npm run eval` and `npm run report` give. */
export { agentTables } from './agents-table';
export { COST_UNITS, type CostCurve, type CostUnit, costCurves, shareAt } from './cost-curve';
export { mainTable } from './main-table';
export { pairedTables, pairedWith } from './paired-table';
export { passAtK } from './pass-at-k';
export { passAtKTables } from './pass-at-k-table';
export { shownShare } from './shown-numbers';
export { costTables, summaryTables } from './summary';
export type { Table } from './table';
export { wilsonInterval } from './wilson';
