/** src/experiments, for Node: the same figures and rows as in the page, from the same modules. */
import path from 'node:path';
import { runnerImport } from 'vite';
import { REPOSITORY } from './repository.mjs';

/** @typedef {import('../../src/experiments/result-row').ResultRow} ResultRow */
/** @typedef {import('../../src/experiments/result-row').Score} Score */
/** @typedef {import('../../src/experiments/run-id').RunId} RunId */
/** @typedef {import('../../src/experiments/metrics').Table} Table */

/** @type {{ module: typeof import('../../src/experiments/headless') }} */
const { module } = await runnerImport(path.join(REPOSITORY, 'src', 'experiments', 'headless.ts'));

export const {
  agentTables,
  agentsRow,
  armName,
  costTables,
  failedRow,
  mainTable,
  pairedTables,
  passAtKTables,
  resultRow,
  runKey,
  shownShare,
  summaryTables,
} = module;
