/** The search for settings, read from its folders. */
import { report } from '../report-modules.mjs';
import { readResultFolder } from '../result-folder.mjs';
import { changed } from './agent-text.mjs';
import { SEARCHED_SAMPLING } from './parts.mjs';

/** @typedef {import('../experiments.mjs').ResultRow} ResultRow */

/**
 * @param {readonly import('./parts.mjs').Part[]} parts of the search, all done
 * @param {(id: string) => string} folder
 * @param {readonly string[]} made commands that draw the problems
 * @returns {import('../report-modules.mjs').Development}
 */
export function developmentOf(parts, folder, made) {
  const read = (/** @type {string} */ prefix) =>
    parts.filter(({ id }) => id.startsWith(prefix)).map(({ id }) => readResultFolder(folder(id)));
  const [guided, sampled] = [read('development-agents'), read('development-sampling')];
  const [first] = guided;
  if (first === undefined) throw new Error('There is no search');
  const rows = /** @type {ResultRow[]} */ (guided.flatMap((one) => one.rows));
  // A split that was stopped early: only problems that every agent has run.
  const agents = report.triedAgents(complete(rows), ({ rows: [row] }) =>
    changed(row?.agent ?? '', { gamma: row?.gamma ?? 1 }),
  );
  const sampling = sampled.flatMap((one, i) =>
    report.triedAgents(/** @type {ResultRow[]} */ (one.rows), () => SEARCHED_SAMPLING[i] ?? ''),
  );
  const best = report.bestOf(agents);
  return {
    weightsSha256: String(first.settings.weightsSha256),
    n: best.rows.length,
    problems: String(first.settings.problems),
    problemsSha256: String(first.settings.problemsSha256),
    commands: [...made, ...new Set([...guided, ...sampled].flatMap(({ commands }) => commands))],
    agents: report.triedLines(agents),
    sampling: report.triedLines(sampling),
    chosen: { agent: best.agent, team: report.chooseTeam(agents), sampling: report.bestOf(sampling).agent },
  };
}

/** @param {readonly ResultRow[]} rows */
function complete(rows) {
  /** @type {Map<string, number>} */
  const runs = new Map();
  for (const { problem } of rows) runs.set(problem, (runs.get(problem) ?? 0) + 1);
  const most = Math.max(...runs.values());
  return rows.filter(({ problem }) => runs.get(problem) === most);
}
