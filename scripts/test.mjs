/**
 * npm test: types, lint, unit tests, build, browser tests, in this order and up to the first stage that fails.
 * `--only STAGE` runs one stage (browser builds first where that is needed).
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildIfNeeded } from './lib/build.mjs';
import { requireNode } from './lib/node-version.mjs';
import { packageFile, REPOSITORY } from './lib/repository.mjs';
import { runCommand } from './lib/run-command.mjs';
import { checkTypes } from './lib/type-check.mjs';
import { addCounts, closingLine, countReport, failedFiles, NO_COUNTS, withSecondTry } from './lib/vitest-report.mjs';

/** @typedef {import('./lib/vitest-report.mjs').Counts} Counts */
/** @typedef {import('./lib/vitest-report.mjs').Report} Report */

/** Where more files fail, it is no accident. */
const MOST_SECOND_TRIES = 3;

/**
 * A check that counts no tests: nothing when it succeeds, one failure when it does not.
 * @param {boolean} succeeded
 * @returns {Counts}
 */
const asCounts = (succeeded) => (succeeded ? NO_COUNTS : { ...NO_COUNTS, failed: 1 });

/** @type {readonly { name: string, run: () => Promise<Counts> }[]} */
const STAGES = [
  { name: 'types', run: async () => asCounts(await checkTypes()) },
  { name: 'lint', run: async () => asCounts((await node('@biomejs/biome', 'bin/biome', ['check', '.'])) === 0) },
  { name: 'unit', run: async () => countsOf(await vitest('unit')) },
  { name: 'build', run: build },
  { name: 'browser', run: browser },
];

/**
 * @param {string} packageName
 * @param {string} file
 * @param {readonly string[]} args
 */
function node(packageName, file, args) {
  return runCommand(process.execPath, [packageFile(packageName, file), ...args], { cwd: REPOSITORY });
}

/** @returns {Promise<Counts>} */
async function build() {
  try {
    await buildIfNeeded(console.log);
    return NO_COUNTS;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return asCounts(false);
  }
}

/**
 * Files that fail are tried once more, alone: browsers are programs of others, and a machine may be busy. What passed
 * only then is said.
 *
 * @returns {Promise<Counts>}
 */
async function browser() {
  const first = await vitest('browser');
  const failed = first.report === null ? [] : failedFiles(first.report);
  if (first.report === null || failed.length === 0 || failed.length > MOST_SECOND_TRIES) return countsOf(first);
  const names = failed.map((file) => path.relative(REPOSITORY, file));
  console.log(`\n== browser: a second try of ${names.join(', ')}`);
  const second = await vitest('browser', names);
  if (second.report === null) return countsOf(first);
  const failedTwice = failedFiles(second.report);
  for (const [i, name] of names.entries()) {
    const passed = !failedTwice.includes(failed[i] ?? '');
    console.log(passed ? `PASSED ON THE SECOND TRY ONLY: ${name}` : `Failed twice: ${name}`);
  }
  return countsOf({ status: second.status, report: withSecondTry(first.report, second.report) });
}

/**
 * @param {string} project of vitest.config.ts
 * @param {readonly string[]} files all of the project where none is named
 * @returns {Promise<{ status: number, report: Report | null }>}
 */
async function vitest(project, files = []) {
  const report = path.join(REPOSITORY, 'test-results', `${project}${files.length > 0 ? '-again' : ''}.json`);
  mkdirSync(path.dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const status = await node('vitest', 'vitest.mjs', ['run', '--project', project, ...reporters, ...files]);
  return { status, report: readReport(report) };
}

/**
 * @param {{ status: number, report: Report | null }} run
 * @returns {Counts}
 */
function countsOf({ status, report }) {
  const counts = report === null ? asCounts(false) : countReport(report);
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/**
 * @param {string} file
 * @returns {Report | null}
 */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    console.error(`No test report: ${error instanceof Error ? error.message : error}`);
    return null;
  }
}

requireNode();
const { values } = parseArgs({ options: { only: { type: 'string' } } });
const names = STAGES.map((stage) => stage.name);
if (values.only !== undefined && !names.includes(values.only)) {
  console.error(`There is no stage ${values.only}. Choose one of ${names.join(', ')}.`);
  process.exit(1);
}
const wanted = values.only === 'browser' ? ['build', 'browser'] : values.only === undefined ? names : [values.only];

let total = NO_COUNTS;
for (const stage of STAGES.filter(({ name }) => wanted.includes(name))) {
  console.log(`\n== ${stage.name}`);
  const started = Date.now();
  const counts = await stage.run();
  total = addCounts(total, counts);
  console.log(
    `== ${stage.name}: ${counts.failed === 0 ? 'ok' : 'FAILED'}, ${Math.round((Date.now() - started) / 1000)} s`,
  );
  if (counts.failed > 0) break;
}
if (total.dataSkipped > 0) {
  console.log(`\n${total.dataSkipped} tests need data sets and were skipped: set DATA_DIR to their folder.`);
}
console.log(`\n${closingLine(total)}`);
process.exitCode = total.failed === 0 ? 0 : 1;
