/** src/experiments, for Node: the same figures and rows as in the page, from the same modules. */
import path from 'node:path';
import { runnerImport } from 'vite';
import { REPOSITORY } from './repository.mjs';

/** @typedef {import('../../src/experiments/result-row').ResultRow} ResultRow */
/** @typedef {import('../../src/experiments/result-row').Score} Score */
/** @typedef {import('../../src/experiments/run-id').RunId} RunId */
/** @typedef {import('../../src/experiments/metrics').Table} Table */
/** @typedef {import('../../src/experiments/definition').ArmDefinition} ArmDefinition */
/** @typedef {import('../../src/experiments/run-list').RunSpec} RunSpec */
/** @typedef {import('../../src/experiments/run-one').CompletedRun} CompletedRun */
/** @typedef {import('../../src/guidance/budget').Budget} Budget */

/** @type {{ module: typeof import('../../src/experiments/headless') }} */
const { module } = await runnerImport(path.join(REPOSITORY, 'src', 'experiments', 'headless.ts'));

export const {
  agentTables,
  agentsRow,
  armName,
  armsOfExperiment,
  BUDGET_NAMES,
  budgetProblem,
  buildArms,
  CONTROLS,
  costTables,
  DEFAULT_AGENT,
  DEFAULT_TEAM,
  failedRow,
  formatOf,
  inconsistencies,
  isLimited,
  MISSING_RULES,
  mainTable,
  namedStrategy,
  NO_BUDGET,
  PAPER,
  pairedTables,
  passAtKTables,
  PUBLISHED_TABLES,
  readAddress,
  readAgentArgument,
  readAgentGrid,
  readAgentList,
  readConfigString,
  readSession,
  resultRow,
  resultWriter,
  runKey,
  runList,
  SERVER_KINDS,
  shareOut,
  shownShare,
  specIdentity,
  STRATEGY_NAMES,
  summaryTables,
  underSession,
  writeConfigString,
} = module;
