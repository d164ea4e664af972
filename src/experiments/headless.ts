/** What the commands of scripts/ take from here: everything about experiments that needs no page. */

export { readAgentGrid } from '../agents/agent-grid';
export { readAgentArgument, readAgentList } from '../agents/agent-list';
export { readConfigString, writeConfigString } from '../agents/config-string';
export { readSession, underSession } from '../agents/session-file';
export { readAddress } from '../endpoint/address';
export { SERVER_KINDS } from '../endpoint/dialects/dialect';
export { DEFAULT_AGENT } from '../guidance/agent';
export { BUDGET_NAMES, type Budget, budgetProblem, isLimited, NO_BUDGET } from '../guidance/budget';
export { CONTROLS } from '../guidance/control';
export { MISSING_RULES } from '../guidance/top-lists';
export { formatOf, isUsualName, NUMBER_FORMATS } from '../hub/number-formats';
export { DEFAULT_LIMITS } from '../limits/sandbox-limits';
export { specIdentity } from '../results/experiment-folder';
export { resultWriter } from '../results/write-results';
export { DEFAULT_TEAM } from './default-team';
export { type ArmDefinition, armsOfExperiment, buildArms } from './definition';
export * from './metrics';
export { inconsistencies, PAPER, PUBLISHED_TABLES } from './published';
export { agentsRow, failedRow, type ResultRow, resultRow } from './result-row';
export { armName, type RunId, runKey } from './run-id';
export { type RunSpec, runList } from './run-list';
export type { CompletedRun, RunPart } from './run-one';
export { shareOut } from './schedule';
export { namedStrategy, STRATEGY_NAMES } from './strategy-names';
