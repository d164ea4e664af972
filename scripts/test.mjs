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
import { addCounts, closingLine, countReport, NO_COUNTS } from './lib/vitest-report.mjs';

/** @typedef {import('./lib/vitest-report.mjs').Counts} Counts */

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
  { name: 'unit', run: () => vitest('unit') },
  { name: 'build', run: build },
  { name: 'browser', run: () => vitest('browser') },
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
 * @param {string} project of vitest.config.ts
 * @returns {Promise<Counts>}
 */
async function vitest(project) {
  const report = path.join(REPOSITORY, 'test-results', `${project}.json`);
  mkdirSync(path.dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const status = await node('vitest', 'vitest.mjs', ['run', '--project', project, ...reporters]);
  const counts = readReport(report);
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/**
 * @param {string} file
 * @returns {Counts}
 */
function readReport(file) {
  try {
    return countReport(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    console.error(`No test report: ${error instanceof Error ? error.message : error}`);
    return asCounts(false);
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
