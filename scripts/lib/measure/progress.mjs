/** How far a measurement is, from what lies in its folders. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { textTable } from '../text-table.mjs';

/** @typedef {import('./parts.mjs').Part} Part */

/**
 * @typedef {object} Progress
 * @property {Part} part
 * @property {number} done runs
 * @property {number} runs
 * @property {number} secondsLeft of the wall clock, with so many pages
 */

/**
 * @param {readonly Part[]} parts
 * @param {(id: string) => string} folder
 * @param {number} workers
 * @returns {Progress[]}
 */
export function progressOf(parts, folder, workers) {
  const read = parts.map((part) => ({ part, ...rowsIn(folder(part.id)) }));
  const seconds = read.reduce((sum, { spent }) => sum + spent, 0);
  const usual = read.reduce((sum, { part, done }) => sum + (done / part.arms) * part.usualSeconds, 0);
  // This machine beside the usual one, as far as anything was measured on it.
  const pace = usual > 0 ? seconds / usual : 1;
  return read.map(({ part, done, spent }) => {
    const runs = part.problems * part.arms;
    const each = done >= 5 * part.arms ? spent / done : (pace * part.usualSeconds) / part.arms;
    return { part, done: Math.min(done, runs), runs, secondsLeft: (Math.max(0, runs - done) * each) / workers };
  });
}

/** @param {string} folder */
function rowsIn(folder) {
  const file = path.join(folder, 'results.jsonl');
  if (!existsSync(file)) return { done: 0, spent: 0 };
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  const spent = lines.reduce((sum, line) => sum + Number(/"seconds":([\d.]+)/.exec(line)?.[1] ?? 0), 0);
  return { done: lines.length, spent };
}

/** @param {readonly Progress[]} progress */
export function progressTable(progress) {
  const lines = progress.map(({ part, done, runs, secondsLeft }) => [
    part.id,
    part.group,
    `${done} of ${runs}`,
    done >= runs ? 'done' : duration(secondsLeft),
  ]);
  return textTable(['part', 'group', 'runs', 'left'], lines, ['left', 'left', 'right', 'right']);
}

/** @param {readonly Progress[]} progress */
export function timeLeft(progress) {
  return duration(progress.reduce((sum, { secondsLeft }) => sum + secondsLeft, 0));
}

/** @param {number} seconds */
function duration(seconds) {
  if (seconds < 90) return `${Math.ceil(seconds)} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
