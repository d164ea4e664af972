/**
 * What guidance costs: tokens forwarded against the floor and the published path, and time against plain decoding, the
 * floor, stepping and transformers.js's public API alone. PROBLEMS, ROUNDS and LONG_ROUNDS in the environment: how many.
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as ort from 'onnxruntime-web';
import { runnerImport } from 'vite';
import { packageFile, REPOSITORY } from '../lib/repository.mjs';
import { benchDecodePage } from './decode-page.mjs';
import { median, print, printRatio, spread } from './figures.mjs';

const PROBLEMS = Number(process.env.PROBLEMS ?? 25);
const ROUNDS = Number(process.env.ROUNDS ?? 6);
const LONG_ROUNDS = Number(process.env.LONG_ROUNDS ?? 2);
const MAX_TOKENS = Number(process.env.MAX_TOKENS ?? 160);

/** @typedef {import('../../src/runs/decode-costs').DecodeCosts} DecodeCosts */
/** @typedef {import('../lib/model-folder.mjs').GivenModel} GivenModel */
/**
 * @typedef {object} LongFigures
 * @property {number} promptTokens
 * @property {number} signalTokens
 * @property {readonly DecodeCosts[]} costs
 * @property {Record<'drafts' | 'floor' | 'public', readonly number[]>} milliseconds
 */
/** @typedef {'drafts' | 'own-attention' | 'stepping' | 'public' | 'floor' | 'greedy'} Way */
/**
 * What test/verify/decode-bench.ts exports; its own types belong to another realm.
 * @typedef {object} DecodeBench
 * @property {readonly Way[]} WAYS
 * @property {(options: { model: { path: string, source: GivenModel['source'] } | null, problems: number, rounds: number, longRounds: number, maxTokens: number }) => Promise<{
 *   costs: readonly DecodeCosts[],
 *   milliseconds: Record<Way, readonly number[]>,
 *   tokens: Record<Way, number>,
 *   publicLoop: { forwardedTokens: number, calls: number, differing: number },
 *   calls: { guided: readonly { kind: 'sample' | 'line' }[][], greedy: readonly { kind: 'sample' | 'line' }[][] },
 *   long: LongFigures | null,
 *   folder: string,
 *   source: import('../../workers/protocol').ModelSource,
 *   endTokens: readonly number[],
 *   peakResidentBytes: number,
 * }>} measureDecoding
 */

/**
 * @param {string} chromium its executable
 * @param {GivenModel | null} given null for the built-in model
 */
export async function benchDecode(chromium, given) {
  nameRuntime();
  const file = path.join(REPOSITORY, 'test', 'verify', 'decode-bench.ts');
  /** @type {{ module: DecodeBench }} */
  const { module } = await runnerImport(file);
  const model = given === null ? null : { path: given.folder, source: given.source };
  const options = { model, problems: PROBLEMS, rounds: ROUNDS, longRounds: LONG_ROUNDS, maxTokens: MAX_TOKENS };
  const figures = await module.measureDecoding(options);
  const { costs, milliseconds, tokens, publicLoop } = figures;
  printCounts(costs);
  const forwarded = costs.reduce((sum, { actual }) => sum + actual.forwardedTokens, 0);
  print('tokens forwarded, public API loop', publicLoop.forwardedTokens / forwarded, 'times', 'the engine');
  print(
    'calls answered otherwise, public API loop',
    publicLoop.differing,
    `of ${publicLoop.calls}`,
    'near ties, which it leaves as they fall',
  );

  for (const way of module.WAYS) {
    const perToken = milliseconds[way].map((each) => each / tokens[way]);
    print(`processor time per token, ${way}`, median(perToken), 'ms', spread(perToken, 'ms'));
  }
  /** @param {Way} one @param {Way} other */
  const ratios = (one, other) =>
    milliseconds[one].map((each, round) => each / tokens[one] / ((milliseconds[other][round] ?? 0) / tokens[other]));
  for (const other of /** @type {const} */ (['greedy', 'floor'])) {
    printRatio(`guided time per token over ${other}`, ratios('drafts', other));
  }
  for (const other of /** @type {const} */ (['public', 'stepping', 'own-attention'])) {
    printRatio(`time per token of ${other} over guided`, ratios(other, 'drafts'));
  }
  if (figures.long !== null) printLong(figures.long);
  print('peak memory in Node', figures.peakResidentBytes / 1e6, 'MB', 'the network three times, Python, the bench');
  await benchDecodePage(chromium, { ...figures, rounds: ROUNDS });
}

/** @param {readonly DecodeCosts[]} costs */
function printCounts(costs) {
  /** @param {(each: DecodeCosts) => number} of */
  const total = (of) => costs.reduce((sum, each) => sum + of(each), 0);
  const forwarded = total(({ actual }) => actual.forwardedTokens);
  const guided = total(({ guidedTokens }) => guidedTokens);
  const runs = `${costs.length} bundled problems, gamma 1`;
  print('tokens forwarded per solution', forwarded / costs.length, 'tokens', runs);
  print('session runs per solution', total(({ actual }) => actual.sessionRuns) / costs.length, 'runs', runs);
  print('tokens forwarded', forwarded / total(({ floor }) => floor), 'times', 'the floor for the same events');
  print('tokens forwarded', total(({ published }) => published) / forwarded, 'times less', 'the published path');
  if (guided === 0) {
    console.log(
      'No line was guided: these weights write no function that begins as the problem asks. What follows times',
    );
    console.log('plain decoding and candidates alone.');
    return;
  }
  const accepted = total(({ acceptedTokens }) => acceptedTokens);
  print('guided tokens accepted from drafts', (100 * accepted) / guided, '%', `${guided} tokens on guided lines`);
  const again = total(({ decidedAgain }) => decidedAgain);
  print('tokens decided again', (100 * again) / total((each) => each.tokens), '%', 'all tokens');
}

/** @param {LongFigures} long */
function printLong({ promptTokens, signalTokens, costs, milliseconds }) {
  /** @param {(each: DecodeCosts) => number} of */
  const total = (of) => costs.reduce((sum, each) => sum + of(each), 0);
  const runs = `${costs.length} runs, prompts of ${promptTokens} and signals of ${signalTokens} tokens`;
  const forwarded = total(({ actual }) => actual.forwardedTokens);
  print('long prompts: tokens per solution', total(({ tokens }) => tokens) / costs.length, 'tokens', runs);
  print('long prompts: tokens forwarded per solution', forwarded / costs.length, 'tokens', runs);
  print('long prompts: tokens forwarded', forwarded / total(({ floor }) => floor), 'times', 'the floor');
  print(
    'long prompts: tokens forwarded',
    total(({ published }) => published) / forwarded,
    'times less',
    'the published path',
  );
  const over = (/** @type {'public' | 'drafts'} */ one, /** @type {'drafts' | 'floor'} */ other) =>
    milliseconds[one].map((each, round) => each / (milliseconds[other][round] ?? 0));
  printRatio('long prompts: time of the public API loop over ours', over('public', 'drafts'));
  printRatio('long prompts: guided time over floor', over('drafts', 'floor'));
}

/**
 * transformers.js takes a runtime that the platform brings, and its files from where they are said to be; otherwise, in
 * Node, it would look for the native package that is left out here, and for the files on a public server.
 */
function nameRuntime() {
  const files = path.dirname(packageFile('onnxruntime-web', 'dist/ort.node.min.mjs'));
  ort.env.wasm.wasmPaths = `${pathToFileURL(files).href}/`;
  ort.env.wasm.numThreads = 1;
  Object.assign(globalThis, { [Symbol.for('onnxruntime')]: ort });
}
