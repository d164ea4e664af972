/** What `npm run measure` takes from here: everything about the report that needs no page. */
export { bestOf, chooseTeam, TEAM_SIZE, triedAgents, triedLines } from './choose-settings';
export { controlLines, gains } from './controls';
export { costTablesOf, curvePoints } from './curves';
export { equalCostLine } from './equal-cost';
export { lineStartLines } from './line-starts';
export { ratioOfGains } from './ratio';
export * from './report-schema';
export * from './report-tables';
export { interval, shareOfRows, strategyRows } from './shares';
export { targets } from './targets';
export { weightsLines } from './weights';
export * from './words';
