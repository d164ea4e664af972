/** The results of an evaluation in the published layout too, for whoever has tools for it. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { resultWriter, runKey, specIdentity } from './experiments.mjs';

/** @typedef {import('./experiments.mjs').RunSpec} RunSpec */
/** @typedef {import('./experiments.mjs').ResultRow} ResultRow */
/** @typedef {import('../../src/guidance/events').RunEvent} RunEvent */

/**
 * `published/DATASET/MODEL/CONFIG/task_id=…_gamma=….json` below the folder; the runs' events are beside it, in `runs`.
 * @param {string} folder
 * @param {{ readonly problems?: unknown, readonly model?: unknown }} settings of the evaluation
 * @param {readonly RunSpec[]} specs of all its runs
 * @param {readonly ResultRow[]} done those that are written already
 */
export function openPublishedFolder(folder, { problems, model }, specs, done) {
  const shared = { dataset: path.parse(String(problems)).name.replace(/\.jsonl?$/, ''), model: String(model) };
  const writer = resultWriter({ root: 'published', withRuns: false });
  const rows = new Map(done.map((row) => [runKey(row), row]));
  for (const spec of specs) {
    const row = rows.get(spec.key);
    if (row !== undefined) writer.reserve(specIdentity(shared, spec), row.judgedBy);
  }
  return {
    /**
     * @param {Pick<RunSpec, 'id' | 'problem' | 'arm'>} spec
     * @param {ResultRow} row
     * @param {readonly { readonly events: readonly RunEvent[] }[]} parts
     */
    async add(spec, row, parts) {
      const identity = specIdentity(shared, { ...spec, key: '' });
      const run = { identity, problem: spec.problem, row, parts: parts.map(({ events }) => events) };
      for (const [name, file] of writer.files(run)) {
        const whole = path.join(folder, ...name.split('/'));
        mkdirSync(path.dirname(whole), { recursive: true });
        // Under its own name only when it is whole: a process that is ended here leaves no half of a result.
        writeFileSync(`${whole}.part`, await file.slice(0, file.sizeBytes));
        renameSync(`${whole}.part`, whole);
      }
    },
  };
}
