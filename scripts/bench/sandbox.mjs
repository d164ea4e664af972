/**
 * The sandbox in real Chromium, in the product's own build, and beside it in the same rounds CPython as a subprocess
 * per test with a settrace tracer. All candidates are the bundled problems' solutions on their three visible tests.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { launchChromium } from '../lib/browser.mjs';
import { memoryOf } from '../lib/browser-memory.mjs';
import { REPOSITORY } from '../lib/repository.mjs';
import { startStaticServer } from '../lib/static-server.mjs';
import { startSubprocesses } from './cpython.mjs';
import { median, print, spread } from './figures.mjs';

const PAGE = path.join(REPOSITORY, 'test', 'bench', 'sandbox-page');
const WARM_UP_ROUNDS = 1;
const ROUNDS = 3;
const CANDIDATES_IN_A_ROW = 6;
const CANDIDATES_FOR_MEMORY = 1000;
const TARGET_MS = 3;
const TARGET_RATIO = 30;

/** @typedef {import('../../test/bench/sandbox-page/main.ts').Candidate} Candidate */
/** @typedef {import('playwright-core').Page} Page */

/** @param {string} chromium its executable */
export async function benchSandbox(chromium) {
  const folder = mkdtempSync(path.join(tmpdir(), 'sandbox-bench-'));
  await build({
    root: PAGE,
    configFile: path.join(PAGE, 'vite.config.mjs'),
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true },
  });
  const site = await startStaticServer({ root: folder });
  const browser = await launchChromium(chromium);
  try {
    const page = await browser.newPage();
    await page.goto(site.url);
    await page.waitForFunction(() => 'bench' in window);
    await benchBoot(page);
    await benchCandidates(page);
    await benchRestore(page);
    await benchSwap(page);
    await benchMemory(page);
  } finally {
    await browser.close();
    await site.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns {Candidate[]} */
function bundledCandidates() {
  /** @type {{ solution: string, visibleTests: string[], entryPoint: string }[]} */
  const problems = JSON.parse(readFileSync(path.join(REPOSITORY, 'src', 'problems', 'bundled.json'), 'utf8'));
  return problems.map(({ solution, visibleTests, entryPoint }) => ({
    program: solution,
    tests: visibleTests.slice(0, 3),
    entryPoint,
  }));
}

/** @param {Page} page in which nothing has started */
async function benchBoot(page) {
  const first = await page.evaluate(() => window.bench?.start() ?? Number.NaN);
  print('sandbox: first worker', first, 'ms', 'loading the page’s files from this machine included');
  // The first opens a frame of its own.
  await page.evaluate(() => window.bench?.boot());
  const further = [];
  for (let i = 0; i < 8; i++) further.push(await page.evaluate(() => window.bench?.boot() ?? Number.NaN));
  print('sandbox: further worker', median(further), 'ms', spread(further, 'ms'));
}

/** @param {Page} page */
async function benchCandidates(page) {
  const candidates = bundledCandidates();
  const python = startSubprocesses();
  /** @type {number[]} */ const inPage = [];
  /** @type {number[]} */ const inProcesses = [];
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    for (const candidate of candidates) {
      const times = await timesOf(page, candidate);
      if (round === -WARM_UP_ROUNDS) await expectSameLines(page, candidate, python);
      if (round < 0) continue;
      inPage.push(...times);
      if (python !== null) inProcesses.push(timeOfProcesses(python, candidate));
    }
  }
  python?.close();
  const what = `${candidates.length} solutions, ${CANDIDATES_IN_A_ROW} in a row; heap put back in between`;
  print(
    'sandbox: candidate with 3 tests, traced, page to page',
    median(inPage),
    'ms',
    `at most ${TARGET_MS} wanted; ${what}; ${spread(inPage, 'ms')}`,
  );
  if (python === null) return console.error('No python3 here: nothing to compare a candidate with.');
  print(
    'CPython: candidate with 3 tests, traced, a process per test',
    median(inProcesses),
    'ms',
    `python3 ${python.version} with settrace, in the same rounds; ${spread(inProcesses, 'ms')}`,
  );
  print(
    'sandbox: times faster than a process per test',
    median(inProcesses) / median(inPage),
    'times',
    `at least ${TARGET_RATIO} wanted; median by median`,
  );
}

/**
 * @param {Page} page
 * @param {Candidate} candidate
 */
function timesOf(page, candidate) {
  return page.evaluate(async ({ candidate, count }) => (await window.bench?.candidates(candidate, count)) ?? [], {
    candidate,
    count: CANDIDATES_IN_A_ROW,
  });
}

/**
 * @param {NonNullable<ReturnType<typeof startSubprocesses>>} python
 * @param {Candidate} candidate
 */
function timeOfProcesses(python, candidate) {
  const began = performance.now();
  for (const test of candidate.tests) python.trace(candidate.program, test);
  return performance.now() - began;
}

/**
 * Both sides must have done the same work, or their times are not to be compared.
 * @param {Page} page
 * @param {Candidate} candidate
 * @param {ReturnType<typeof startSubprocesses>} python
 */
async function expectSameLines(page, candidate, python) {
  const runs = (await page.evaluate((it) => window.bench?.trace(it), candidate)) ?? [];
  for (const [index, run] of runs.entries()) {
    if (run.outcome.kind !== 'passed') throw new Error(`${run.test}: ${JSON.stringify(run.outcome)}`);
    const other = python?.trace(candidate.program, candidate.tests[index] ?? '');
    if (other === undefined) continue;
    const here = lineSet(run.steps.map(({ event, line }) => [event, line]));
    const there = lineSet(other.steps);
    if (!other.passed || here !== there) throw new Error(`${run.test}: lines ${here} here, ${there} in CPython.`);
  }
}

/**
 * The order is compared elsewhere (npm run verify): Python versions differ in how often they tell of a loop's header.
 * @param {readonly [string, number, ...unknown[]][]} steps
 */
function lineSet(steps) {
  return [...new Set(steps.filter(([event]) => event === 'line').map(([, line]) => line))].sort().join();
}

/** @param {Page} page */
async function benchRestore(page) {
  const times = await page.evaluate(async () => (await window.bench?.restores(15, 20)) ?? []);
  print('sandbox: heap put back', median(times), 'ms', `after each candidate; 20 in a row, ${spread(times, 'ms')}`);
}

/** @param {Page} page */
async function benchSwap(page) {
  const [next] = bundledCandidates();
  const times = [];
  for (let i = 0; i < 8; i++) {
    // Time for the worker that waits to have started.
    await page.waitForTimeout(1000);
    times.push(await page.evaluate(async (it) => it && (await window.bench?.swap(it)), next));
  }
  const found = times.flatMap((time) => (time === undefined ? [] : [time]));
  print('sandbox: first result after an endless program was ended', median(found), 'ms', spread(found, 'ms'));
}

/** @param {Page} page */
async function benchMemory(page) {
  const candidates = bundledCandidates();
  const run = async (/** @type {number} */ count) => {
    for (let i = 0; i < count; i += CANDIDATES_IN_A_ROW) {
      const candidate = candidates[(i / CANDIDATES_IN_A_ROW) % candidates.length];
      if (candidate !== undefined) await timesOf(page, candidate);
    }
  };
  await run(100);
  const before = await memoryOf(page);
  await run(CANDIDATES_FOR_MEMORY);
  const after = await memoryOf(page);
  const megabytes = (/** @type {number} */ bytes) => bytes / 2 ** 20;
  const name = `sandbox: growth over ${CANDIDATES_FOR_MEMORY} candidates,`;
  print(
    `${name} page`,
    megabytes(after.pageHeapBytes - before.pageHeapBytes),
    'MB',
    `${megabytes(before.pageHeapBytes).toFixed(1)} MB of JavaScript before`,
  );
  if (before.processBytes !== null && after.processBytes !== null) {
    print(
      `${name} page and workers`,
      megabytes(after.processBytes - before.processBytes),
      'MB',
      `${megabytes(before.processBytes).toFixed(0)} MB resident before; ${before.workers} workers, then ${after.workers}`,
    );
  }
}
