/** `--equal`: each answer may cost what the guided run of the same problem cost in another folder. */
import path from 'node:path';
import { UsageError } from './agent-options.mjs';
import { NO_BUDGET, runKey } from './experiments.mjs';
import { readResultFolder } from './result-folder.mjs';

/** @typedef {import('./experiments.mjs').Budget} Budget */
/** @typedef {import('./experiments.mjs').ResultRow} ResultRow */

/**
 * @typedef {object} EqualCost
 * @property {(run: { problem: string, seed?: number }) => Budget | null} of null where nothing tells the cost
 * @property {Record<string, unknown>} told what the settings of the folder say of it
 */

/**
 * @param {{ unit: import('../../src/guidance/budget').BudgetName, folder: string }} option
 * @param {{ problemsSha256: string, weightsSha256: string | null, device: string }} ours
 * @returns {EqualCost}
 */
export function equalCost({ unit, folder }, ours) {
  const { settings, rows } = readResultFolder(folder);
  for (const [name, value] of Object.entries(ours)) {
    if (settings[name] === value) continue;
    throw new UsageError(`--equal: ${folder} holds runs of other ${name}, so their costs say nothing here.`);
  }
  const guided = guidedRows(/** @type {ResultRow[]} */ (rows), folder);
  const spent = new Map(guided.map((row) => [cellOf(row), budgetOf(unit, row[unit])]));
  const [first] = guided;
  return {
    of: (run) => spent.get(cellOf(run)) ?? null,
    told: { unit, folder: path.basename(folder), strategy: first?.strategy, gamma: first?.gamma },
  };
}

/**
 * @param {readonly ResultRow[]} rows
 * @param {string} folder
 */
function guidedRows(rows, folder) {
  for (const strategy of ['egcfg', 'agents']) {
    const guided = rows.filter((row) => row.strategy === strategy && row.error === null);
    if (guided.length === 0) continue;
    const keys = new Set(guided.map(cellOf));
    if (keys.size < guided.length) throw new UsageError(`--equal: ${folder} has several guided runs of a problem.`);
    return guided;
  }
  throw new UsageError(`--equal: ${folder} holds no guided runs.`);
}

/**
 * @param {import('../../src/guidance/budget').BudgetName} unit
 * @param {number} cost
 * @returns {Budget | null} a run that cost nothing leaves nothing to spend
 */
function budgetOf(unit, cost) {
  return cost > 0 ? { ...NO_BUDGET, [unit]: cost } : null;
}

/** @param {{ problem: string, seed?: number }} run */
function cellOf({ problem, seed }) {
  return runKey({ problem, strategy: '', gamma: 0, ...(seed === undefined ? {} : { seed }) });
}
