/** What the commands of scripts/ take from here: everything about experiments that needs no page. */
export * from './metrics';
export { agentsRow, failedRow, type ResultRow, resultRow } from './result-row';
export { armName, type RunId, runKey } from './run-id';
