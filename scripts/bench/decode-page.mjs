/** Our engine beside transformers.js in Chromium: time over the same calls, start-up to the first token, peak memory. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { launchChromium } from '../lib/browser.mjs';
import { peakBytes } from '../lib/browser-memory.mjs';
import { REPOSITORY } from '../lib/repository.mjs';
import { startStaticServer } from '../lib/static-server.mjs';
import { median, print, printRatio, spread } from './figures.mjs';

/** @typedef {import('../../workers/protocol').ModelSource} ModelSource */
/** @typedef {'engine' | 'public'} Side */
/** @typedef {{ readonly kind: 'sample' | 'line' }} Call of test/verify/decode-ways.ts, plain data */

const STARTS = 5;
const SIDES = /** @type {const} */ (['engine', 'public']);

/**
 * @typedef {object} PageBench
 * @property {(side: Side, source: ModelSource, endTokens: readonly number[]) => Promise<void>} load
 * @property {(side: Side, way: 'drafts' | 'floor' | 'greedy', calls: readonly Call[]) => Promise<{
 *   milliseconds: number, calls: number, differing: number }>} time
 * @property {(side: Side, source: ModelSource, endTokens: readonly number[], call: Call) => Promise<number>} firstToken
 */

/**
 * @param {string} chromium its executable
 * @param {object} given
 * @param {string} given.folder of the model
 * @param {ModelSource} given.source by its name in the page
 * @param {readonly number[]} given.endTokens
 * @param {{ guided: readonly Call[][], greedy: readonly Call[][] }} given.calls
 * @param {number} given.rounds
 */
export async function benchDecodePage(chromium, { folder, source, endTokens, calls, rounds }) {
  const out = mkdtempSync(path.join(tmpdir(), 'bench-page-'));
  await build({
    configFile: false,
    logLevel: 'error',
    root: path.join(REPOSITORY, 'test', 'verify', 'bench-page'),
    base: './',
    build: { outDir: out, target: 'es2023', modulePreload: { polyfill: false }, chunkSizeWarningLimit: 2000 },
  });
  const server = await startStaticServer({ root: out, beside: { [`models/${source.id}/`]: folder } });
  /**
   * @template T
   * @param {(page: import('playwright-core').Page) => Promise<T>} work
   */
  const inPage = async (work) => {
    const browser = await launchChromium(chromium);
    try {
      const page = await browser.newPage();
      page.setDefaultTimeout(0);
      await page.goto(server.url);
      await page.waitForFunction(() => 'decodeBench' in window);
      return await work(page);
    } finally {
      await browser.close();
    }
  };
  try {
    await printStarts(inPage, { source, endTokens, calls });
    await inPage((page) => printTimes(page, { source, endTokens, calls, rounds }));
    for (const side of SIDES) {
      const peak = await inPage(async (page) => {
        await load(page, side, source, endTokens);
        for (const each of calls.guided) await time(page, side, 'drafts', each);
        return peakBytes(page);
      });
      const problems = `${calls.guided.length} problems, one after another, in a browser of its own`;
      if (peak !== null) print(`peak memory in Chromium, ${side}`, peak / 1e6, 'MB', problems);
    }
  } finally {
    await server.close();
    rmSync(out, { recursive: true, force: true });
  }
}

/**
 * @param {<T>(work: (page: import('playwright-core').Page) => Promise<T>) => Promise<T>} inPage
 * @param {{ source: ModelSource, endTokens: readonly number[], calls: { guided: readonly Call[][] } }} given
 */
async function printStarts(inPage, { source, endTokens, calls }) {
  const call = calls.guided[0]?.find(({ kind }) => kind === 'line');
  if (call === undefined) return;
  /** @type {Record<Side, number[]>} */
  const starts = { engine: [], public: [] };
  for (let round = 0; round < STARTS; round++) {
    for (const side of SIDES) {
      const input = { side, source, endTokens, call };
      starts[side].push(
        await inPage((page) =>
          page.evaluate(({ side, source, endTokens, call }) => {
            const { decodeBench } = /** @type {{ decodeBench: PageBench }} */ (/** @type {unknown} */ (window));
            return decodeBench.firstToken(side, source, endTokens, call);
          }, input),
        ),
      );
    }
  }
  for (const side of SIDES) {
    print(`start-up to the first token in Chromium, ${side}`, median(starts[side]), 'ms', spread(starts[side], 'ms'));
  }
}

/**
 * @param {import('playwright-core').Page} page
 * @param {object} given
 * @param {ModelSource} given.source
 * @param {readonly number[]} given.endTokens
 * @param {{ guided: readonly Call[][], greedy: readonly Call[][] }} given.calls
 * @param {number} given.rounds
 */
async function printTimes(page, { source, endTokens, calls, rounds }) {
  for (const side of SIDES) await load(page, side, source, endTokens);
  const ways = /** @type {const} */ ([
    ['engine', 'drafts'],
    ['public', 'drafts'],
    ['engine', 'floor'],
    ['engine', 'greedy'],
  ]);
  /** @type {number[][]} */
  const sums = [];
  let asked = 0;
  let differing = 0;
  for (let round = 0; round <= rounds; round++) {
    const sum = ways.map(() => 0);
    for (const [i, guided] of calls.guided.entries()) {
      for (let turn = 0; turn < ways.length; turn++) {
        const place = (turn + round) % ways.length;
        const [side, way] = ways[place] ?? ways[0];
        const timed = await time(page, side, way, way === 'greedy' ? (calls.greedy[i] ?? []) : guided);
        sum[place] = (sum[place] ?? 0) + timed.milliseconds;
        asked += timed.calls;
        differing += timed.differing;
      }
    }
    // The first one compiles.
    if (round > 0) sums.push(sum);
  }
  const over = (/** @type {number} */ one, /** @type {number} */ other) =>
    sums.map((sum) => (sum[one] ?? 0) / (sum[other] ?? 0));
  printRatio('time of the public API loop over ours, in Chromium', over(1, 0));
  printRatio('guided time over floor, in Chromium', over(0, 2));
  print('calls answered otherwise by the public API loop, in Chromium', differing, `of ${asked}`, 'near ties');
}

/**
 * @param {import('playwright-core').Page} page
 * @param {Side} side
 * @param {ModelSource} source
 * @param {readonly number[]} endTokens
 */
function load(page, side, source, endTokens) {
  return page.evaluate(
    ({ side, source, endTokens }) => {
      const { decodeBench } = /** @type {{ decodeBench: PageBench }} */ (/** @type {unknown} */ (window));
      return decodeBench.load(side, source, endTokens);
    },
    { side, source, endTokens },
  );
}

/**
 * @param {import('playwright-core').Page} page
 * @param {Side} side
 * @param {'drafts' | 'floor' | 'greedy'} way
 * @param {readonly Call[]} calls
 */
function time(page, side, way, calls) {
  return page.evaluate(
    ({ side, way, calls }) => {
      const { decodeBench } = /** @type {{ decodeBench: PageBench }} */ (/** @type {unknown} */ (window));
      return decodeBench.time(side, way, calls);
    },
    { side, way, calls },
  );
}
