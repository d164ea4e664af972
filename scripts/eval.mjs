/** npm run eval: runs strategies over a file of problems on the built page; `--help` says how. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { UsageError } from './lib/agent-options.mjs';
import { evalOptions, USAGE } from './lib/eval-options.mjs';
import { requireNode } from './lib/node-version.mjs';
import { openPlayground, PageLost } from './lib/playground-page.mjs';
import { readProblemRows } from './lib/problem-rows.mjs';
import { openResultFolder } from './lib/result-folder.mjs';
import { failedRow, resultRow } from './lib/result-row.mjs';
import { summaryTable } from './lib/summary.mjs';

/** @typedef {import('./lib/problem-rows.mjs').Problem} Problem */
/** @typedef {import('./lib/result-row.mjs').Attempt} Attempt */
/** @typedef {Awaited<ReturnType<typeof openPlayground>>} Playground */

/** A page that breaks may do so by chance; one that breaks twice on a run will do so again. */
const TRIES = 2;

requireNode();
try {
  if (process.argv.includes('--help')) console.log(USAGE);
  else await evaluate(evalOptions(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\n\n${USAGE}`);
  process.exitCode = 1;
}

/** @param {import('./lib/eval-options.mjs').EvalOptions} options */
async function evaluate({ problems: file, limit, attempts, device, agent, runTimeoutMs, out }) {
  const given = file === null ? null : readProblems(file);
  const playground = await openPlayground({ device, runTimeoutMs, say: console.log });
  try {
    const all = given ?? (await playground.bundledProblems());
    const problems = all.slice(0, limit);
    const { id, weightsSha256, deviceReason } = await playground.model();
    console.log(`Model ${id} on ${device}: ${deviceReason}`);
    const source = {
      problems: file === null ? 'bundled' : path.basename(file),
      problemsSha256: createHash('sha256').update(JSON.stringify(all)).digest('hex'),
    };
    const folder = openResultFolder(out, { ...source, model: id, weightsSha256, device, agent });
    const todo = problems.flatMap((problem) => attempts.map((attempt) => ({ problem, attempt })));
    const open = todo.filter(({ problem, attempt }) => !folder.has({ problem: problem.id, ...attempt }));
    if (open.length < todo.length)
      console.log(`${todo.length - open.length} of ${todo.length} runs are there already.`);
    for (const [index, { problem, attempt }] of open.entries()) {
      const { row, events } = await runOnce(playground, problem, attempt, agent);
      folder.add(row, events);
      const said = row.error ?? `${row.solved ? 'solved' : 'not solved'}, ${row.seconds.toFixed(1)} s`;
      console.log(`${index + 1}/${open.length}  ${problem.id}  ${attempt.strategy} ${attempt.gamma}  ${said}`);
    }
    const wanted = new Set(problems.map((problem) => problem.id));
    console.log(`\n${summaryTable(folder.rows.filter((row) => wanted.has(row.problem)))}`);
  } finally {
    await playground.close();
  }
}

/**
 * @param {string} file
 * @returns {Problem[]}
 */
function readProblems(file) {
  const { problems, broken } = readProblemRows(readText(file));
  for (const { line, reason } of broken) console.log(`${file}, line ${line} is left out: ${reason}.`);
  if (problems.length === 0) throw new UsageError(`${file} holds no usable problem.`);
  console.log(`${problems.length} problems in ${file}${broken.length > 0 ? `, ${broken.length} lines left out` : ''}.`);
  return problems;
}

/** @param {string} file */
function readText(file) {
  try {
    const bytes = readFileSync(file);
    return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : error}.`);
  }
}

/**
 * @param {Playground} playground
 * @param {Problem} problem
 * @param {Attempt} attempt
 * @param {Record<string, number | boolean | null>} agent
 */
async function runOnce(playground, problem, attempt, agent) {
  for (let attemptNumber = 1; ; attemptNumber++) {
    // A page that must be opened first is no part of the run's time.
    await playground.model();
    const started = performance.now();
    const seconds = () => Math.round(performance.now() - started) / 1000;
    try {
      const events = await playground.run(problem, { ...agent, gamma: attempt.gamma });
      return { row: resultRow(problem, attempt, events, seconds()), events };
    } catch (error) {
      if (!(error instanceof PageLost)) throw error;
      if (attemptNumber === TRIES) return { row: failedRow(problem, attempt, error.message, seconds()), events: [] };
      console.log(`${problem.id}: ${error.message} Trying once more on a new page.`);
    }
  }
}
