/** Bundled problems that plain decoding fails and EG-CFG solves: what test/browser/built-in-model.test.ts runs again. */
import { UsageError } from './agent-options.mjs';

/** So many of them are run again by the test; it must not grow with the model. */
const MOST = 6;

/** @typedef {import('./experiments.mjs').ResultRow} ResultRow */

/**
 * Greedy fails a visible test; EG-CFG passes every test, the hidden ones too.
 * @param {readonly ResultRow[]} rows
 * @param {number} gamma
 * @returns {string[]} ids
 */
export function winsOf(rows, gamma) {
  const failed = new Set(
    rows.filter((row) => row.strategy === 'greedy' && row.error === null && !row.solved).map((row) => row.problem),
  );
  return rows
    .filter((row) => row.strategy === 'egcfg' && row.gamma === gamma && failed.has(row.problem))
    .filter((row) => row.solved && row.hidden.passed === row.hidden.total)
    .map((row) => row.problem);
}

/**
 * @param {import('./report-sections.mjs').MeasuredSet} set
 * @param {number} gamma of the agent that was measured; the test runs that agent again
 * @returns {string} the file
 */
export function winsFile({ settings, rows, agent }, gamma) {
  if (settings.problems !== 'bundled' || settings.probe !== undefined)
    throw new UsageError('--wins: give a folder of runs on the bundled problems.');
  if (agent === null) throw new UsageError('--wins: the folder has no guided run.');
  const problems = winsOf(/** @type {ResultRow[]} */ (rows), gamma).slice(0, MOST);
  const file = { weightsSha256: settings.weightsSha256, agent: { ...agent, gamma }, problems };
  return `${JSON.stringify(file, null, 2)}\n`;
}
