/** What guidance costs: tokens forwarded against the floor and the published path, and time against both streams' own. */
import path from 'node:path';
import { runnerImport } from 'vite';
import { REPOSITORY } from '../lib/repository.mjs';
import { median, print, quantile, spread } from './figures.mjs';

const PROBLEMS = Number(process.env.PROBLEMS ?? 25);
const ROUNDS = Number(process.env.ROUNDS ?? 5);

/** @typedef {import('../../src/runs/decode-costs').DecodeCosts} DecodeCosts */
/** @typedef {'drafts' | 'stepping' | 'floor' | 'greedy'} Way */
/**
 * What test/verify/decode-bench.ts exports; its own types belong to another realm.
 * @typedef {object} DecodeBench
 * @property {readonly Way[]} WAYS
 * @property {(problems: number, rounds: number) => Promise<{
 *   costs: readonly DecodeCosts[],
 *   milliseconds: Record<Way, readonly number[]>,
 *   tokens: Record<Way, number>,
 * }>} measureDecoding
 */

export async function benchDecode() {
  const file = path.join(REPOSITORY, 'test', 'verify', 'decode-bench.ts');
  /** @type {{ module: DecodeBench }} */
  const { module } = await runnerImport(file);
  const { costs, milliseconds, tokens } = await module.measureDecoding(PROBLEMS, ROUNDS);

  /** @param {(each: DecodeCosts) => number} of */
  const total = (of) => costs.reduce((sum, each) => sum + of(each), 0);
  const forwarded = total(({ actual }) => actual.forwardedTokens);
  const guided = total(({ guidedTokens }) => guidedTokens);
  const runs = `${costs.length} bundled problems, gamma 1`;
  print('tokens forwarded per solution', forwarded / costs.length, 'tokens', runs);
  print('session runs per solution', total(({ actual }) => actual.sessionRuns) / costs.length, 'runs', runs);
  print('tokens forwarded', forwarded / total(({ floor }) => floor), 'times', 'the floor for the same events');
  print('tokens forwarded', total(({ published }) => published) / forwarded, 'times less', 'the published path');
  const accepted = total(({ acceptedTokens }) => acceptedTokens);
  print('guided tokens accepted from drafts', (100 * accepted) / guided, '%', `${guided} tokens on guided lines`);
  const again = total(({ decidedAgain }) => decidedAgain);
  print('tokens decided again', (100 * again) / total((each) => each.tokens), '%', 'all tokens');

  for (const way of module.WAYS) {
    const perToken = milliseconds[way].map((each) => each / tokens[way]);
    print(`processor time per token, ${way}`, median(perToken), 'ms', spread(perToken, 'ms'));
  }
  /** @param {Way} other */
  const ratios = (other) =>
    milliseconds.drafts.map(
      (each, round) => each / tokens.drafts / ((milliseconds[other][round] ?? 0) / tokens[other]),
    );
  for (const other of /** @type {const} */ (['greedy', 'floor', 'stepping'])) {
    const each = ratios(other);
    const range = `${quantile(each, 0).toPrecision(3)} to ${quantile(each, 1).toPrecision(3)} in ${each.length} rounds`;
    print(`guided time per token over ${other}`, median(each), 'times', range);
  }
}
