/** The command line of `npm run eval`. */
import { parseArgs } from 'node:util';
import { agentOverrides, finiteNumber, UsageError } from './agent-options.mjs';

export const USAGE = `npm run eval -- --out DIR [options]
  --problems FILE    one problem per line, MBPP's fields or this project's own; .gz too (default: the bundled problems)
  --limit N          the first N problems only
  --strategies LIST  of greedy, egcfg (default: both)
  --gammas LIST      of guidance strengths for egcfg (default: 1,2)
  --device NAME      wasm or webgpu, the latter on the processor (default: wasm)
  --seed N           (default: 1)
  --set NAME=VALUE   another setting of the agent, for instance --set candidates=8; may be repeated
  --timeout SECONDS  for one run (default: 600)
  --out DIR          results.jsonl and runs/ are written there; a folder that has some is completed`;

/**
 * @typedef {object} EvalOptions
 * @property {string | null} problems
 * @property {number} limit
 * @property {import('./result-row.mjs').Attempt[]} attempts
 * @property {'wasm' | 'webgpu'} device
 * @property {Record<string, number | boolean | null>} agent
 * @property {number} runTimeoutMs
 * @property {string} out
 */

/**
 * @param {string[]} args
 * @returns {EvalOptions}
 */
export function evalOptions(args) {
  const values = parse(args);
  if (values.out === undefined) throw new UsageError('--out is missing: name a folder for the results.');
  return {
    problems: values.problems ?? null,
    limit: values.limit === undefined ? Number.POSITIVE_INFINITY : wholeNumber('--limit', values.limit, 1),
    attempts: attempts(list(values.strategies ?? 'greedy,egcfg'), list(values.gammas ?? '1,2')),
    device: device(values.device ?? 'wasm'),
    agent: { seed: wholeNumber('--seed', values.seed ?? '1', 0), ...agentOverrides(values.set ?? []) },
    runTimeoutMs: 1000 * wholeNumber('--timeout', values.timeout ?? '600', 1),
    out: values.out,
  };
}

/** @param {string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args,
      options: {
        problems: { type: 'string' },
        limit: { type: 'string' },
        strategies: { type: 'string' },
        gammas: { type: 'string' },
        device: { type: 'string' },
        seed: { type: 'string' },
        set: { type: 'string', multiple: true },
        timeout: { type: 'string' },
        out: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/**
 * Greedy is the loop without guidance: gamma 0, for which no candidate is sampled.
 * @param {readonly string[]} strategies
 * @param {readonly string[]} gammas
 */
function attempts(strategies, gammas) {
  const all = strategies.flatMap((strategy) => {
    if (strategy === 'greedy') return [{ strategy, gamma: 0 }];
    if (strategy === 'egcfg') return gammas.map((gamma) => ({ strategy, gamma: finiteNumber('--gammas', gamma) }));
    throw new UsageError(`--strategies: there is no ${strategy}; choose from greedy, egcfg.`);
  });
  if (all.length === 0) throw new UsageError('--strategies and --gammas leave nothing to run.');
  return all;
}

/**
 * @param {string} value
 * @returns {'wasm' | 'webgpu'}
 */
function device(value) {
  if (value === 'wasm' || value === 'webgpu') return value;
  throw new UsageError(`--device: ${value} is neither wasm nor webgpu.`);
}

/**
 * @param {string} name
 * @param {string} value
 * @param {number} least
 */
function wholeNumber(name, value, least) {
  const number = finiteNumber(name, value);
  if (!Number.isInteger(number) || number < least) throw new UsageError(`${name}: give a whole number from ${least}.`);
  return number;
}

/** @param {string} value separated by commas */
function list(value) {
  return [
    ...new Set(
      value
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== ''),
    ),
  ];
}
