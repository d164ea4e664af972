/** The folder that an evaluation fills, and from which an interrupted one goes on. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from './agent-options.mjs';
import { rowKey } from './result-row.mjs';

/** @typedef {import('./result-row.mjs').ResultRow} ResultRow */

/**
 * @param {string} folder
 * @param {Readonly<Record<string, unknown>>} settings what all rows of a folder share
 */
export function openResultFolder(folder, settings) {
  const settingsFile = path.join(folder, 'settings.json');
  const rowsFile = path.join(folder, 'results.jsonl');
  const ours = JSON.stringify(settings, null, 2);
  mkdirSync(path.join(folder, 'runs'), { recursive: true });
  if (existsSync(settingsFile)) {
    if (readFileSync(settingsFile, 'utf8').trim() !== ours) {
      throw new UsageError(
        `${folder} holds results of other problems, weights or settings (settings.json there). Choose another --out.`,
      );
    }
  } else {
    writeFileSync(settingsFile, `${ours}\n`);
  }
  const rows = existsSync(rowsFile) ? readRows(rowsFile) : [];
  const done = new Set(rows.map(rowKey));
  return {
    /** Earlier rows and those added since. */
    rows,
    /** @param {Pick<ResultRow, 'problem' | 'strategy' | 'gamma'>} attempt */
    has: (attempt) => done.has(rowKey(attempt)),
    /**
     * @param {ResultRow} row
     * @param {readonly unknown[]} events
     */
    add(row, events) {
      const name = `${row.problem}-${row.strategy}-${row.gamma}`.replace(/[^\w.-]+/g, '_');
      writeFileSync(path.join(folder, 'runs', `${name}.json`), `${JSON.stringify({ format: 1, events })}\n`);
      appendFileSync(rowsFile, `${JSON.stringify(row)}\n`);
      rows.push(row);
      done.add(rowKey(row));
    },
  };
}

/**
 * The last line may be cut short where the process was killed: it is dropped and its run made again.
 * @param {string} file
 * @returns {ResultRow[]}
 */
function readRows(file) {
  const text = readFileSync(file, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole !== text) writeFileSync(file, whole);
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
