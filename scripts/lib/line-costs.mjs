/** What a line costs on an endpoint, from the events of a result folder. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { textTable } from './text-table.mjs';

/** @typedef {import('../../src/guidance/events').RunEvent} RunEvent */

/**
 * @param {string} folder of `npm run eval`
 * @returns {string} one row for each strength of guidance: runs, and for a line requests and tokens (read and written)
 */
export function lineCosts(folder) {
  /** @type {Map<number, { runs: number, lines: number, requests: number, tokens: number }>} */
  const sums = new Map();
  for (const name of readdirSync(path.join(folder, 'runs'))) {
    /** @type {{ events: RunEvent[] }} */
    const { events } = JSON.parse(readFileSync(path.join(folder, 'runs', name), 'utf8'));
    const [started, finished] = [
      events.find((event) => event.kind === 'run-started'),
      events.find((event) => event.kind === 'run-finished'),
    ];
    if (started === undefined || finished === undefined) continue;
    const { gamma } = started.agent;
    const sum = sums.get(gamma) ?? { runs: 0, lines: 0, requests: 0, tokens: 0 };
    sums.set(gamma, {
      runs: sum.runs + 1,
      lines: sum.lines + events.filter(({ kind }) => kind === 'line-finished').length,
      requests: sum.requests + finished.cost.sessionRuns,
      tokens: sum.tokens + finished.cost.forwardedTokens,
    });
  }
  const lines = [...sums]
    .sort(([a], [b]) => a - b)
    .map(([gamma, { runs, lines, requests, tokens }]) => [
      String(gamma),
      String(runs),
      (lines / runs).toFixed(1),
      (requests / runs).toFixed(1),
      (requests / lines).toFixed(2),
      String(Math.round(tokens / lines)),
    ]);
  const header = ['gamma', 'runs', 'lines a run', 'requests a run', 'requests a line', 'tokens a line'];
  return textTable(
    header,
    lines,
    header.map(() => 'right'),
  );
}
