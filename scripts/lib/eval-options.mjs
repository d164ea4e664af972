/** The command line of `npm run eval`. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { agentOverrides, finiteNumber, UsageError } from './agent-options.mjs';
import { LIMITS_USAGE, limitOverrides } from './limit-options.mjs';

export const USAGE = `npm run eval -- --out DIR [options]
  --problems FILE    one problem per line or a JSON list, MBPP's fields or this project's own; .gz too; or one of this
                     project's own sets: bundled, free (default: bundled)
  --limit N          the first N problems only
  --strategies LIST  of greedy, best-of-N (N whole samples, chosen by the visible tests), egcfg (default: greedy,egcfg)
  --gammas LIST      of guidance strengths for egcfg (default: 1,2)
  --probe            instead of strategies: does the conditional stream follow what passes? At line starts of each
                     problem's reference solution, candidates are sampled and the next line is decoded without and
                     with their signal; rescue and keep are counted
  --starts K         line starts per problem for --probe, chosen by the seed (default: 3)
  --device NAME      wasm or webgpu, the latter on the processor (default: wasm)
  --seed N           (default: 1)
  --set NAME=VALUE   another setting of the agent, for instance --set candidates=8; may be repeated
  --limits LIST      of NAME=VALUE, what one test may use in the sandbox, for instance maxSteps=50000,deadlineMs=2000:
${LIMITS_USAGE}
  --timeout SECONDS  for one run (default: 600)
  --out DIR          results.jsonl and runs/ are written there; a folder that has some is completed`;

/**
 * @typedef {object} Attempt
 * @property {string} strategy
 * @property {number} gamma
 */

/**
 * @typedef {object} EvalOptions
 * @property {string} problems
 * @property {number} limit
 * @property {Attempt[]} attempts
 * @property {{ starts: number, gammas: number[] } | null} probe null runs the attempts
 * @property {'wasm' | 'webgpu'} device
 * @property {Record<string, number | boolean | string | null>} agent
 * @property {Record<string, number>} limits
 * @property {number} runTimeoutMs
 * @property {string} out
 */

/**
 * @param {string[]} args
 * @returns {EvalOptions}
 */
export function evalOptions(args) {
  const values = parse(args);
  if (values.starts !== undefined && !values.probe) throw new UsageError('--starts goes with --probe.');
  if (values.out === undefined) throw new UsageError('--out is missing: name a folder for the results.');
  return {
    problems: values.problems ?? 'bundled',
    limit: values.limit === undefined ? Number.POSITIVE_INFINITY : wholeNumber('--limit', values.limit, 1),
    attempts: attempts(list(values.strategies ?? 'greedy,egcfg'), list(values.gammas ?? '1,2')),
    probe: values.probe ? probeOptions(values) : null,
    device: device(values.device ?? 'wasm'),
    agent: { seed: wholeNumber('--seed', values.seed ?? '1', 0), ...agentOverrides(values.set ?? []) },
    limits: limitOverrides(list(values.limits ?? '')),
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
        probe: { type: 'boolean' },
        starts: { type: 'string' },
        device: { type: 'string' },
        seed: { type: 'string' },
        set: { type: 'string', multiple: true },
        limits: { type: 'string' },
        timeout: { type: 'string' },
        out: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** @param {{ strategies?: string, starts?: string, gammas?: string }} values */
function probeOptions({ strategies, starts, gammas }) {
  if (strategies !== undefined) throw new UsageError('--probe runs no strategies: leave one of the two out.');
  return {
    starts: wholeNumber('--starts', starts ?? '3', 1),
    gammas: list(gammas ?? '1,2').map((gamma) => finiteNumber('--gammas', gamma)),
  };
}

/** Most samples of a best-of-N run, as src/guidance/strategy.ts has it; a test compares them. */
export const MOST_SAMPLES = 256;

/**
 * @param {string} strategy
 * @returns {number | null} N of best-of-N
 */
export function samplesOf(strategy) {
  const [, digits] = /^best-of-([1-9]\d*)$/.exec(strategy) ?? [];
  const samples = Number(digits);
  return digits !== undefined && samples <= MOST_SAMPLES ? samples : null;
}

/**
 * The command as it may be shown to others: files and folders without where they lie on this machine.
 * @param {readonly string[]} args
 */
export function shownCommand(args) {
  const shown = args.map((arg, i) => {
    const [, flag = '', value = ''] = /^(--(?:problems|out)=)(.*)$/s.exec(arg) ?? [];
    if (flag !== '') return flag + path.basename(value);
    return /^--(problems|out)$/.test(args[i - 1] ?? '') ? path.basename(arg) : arg;
  });
  return ['npm run eval --', ...shown.map((arg) => (/^[\w.,=/+-]+$/.test(arg) ? arg : `'${arg}'`))].join(' ');
}

/**
 * Greedy is the loop without guidance: gamma 0, for which no candidate is sampled.
 * @param {readonly string[]} strategies
 * @param {readonly string[]} gammas
 */
function attempts(strategies, gammas) {
  const all = strategies.flatMap((strategy) => {
    if (strategy === 'greedy') return [{ strategy, gamma: 0 }];
    if (samplesOf(strategy) !== null) return [{ strategy, gamma: 0 }];
    if (strategy === 'egcfg') return gammas.map((gamma) => ({ strategy, gamma: finiteNumber('--gammas', gamma) }));
    throw new UsageError(
      `--strategies: there is no ${strategy}; choose from greedy, best-of-N (N from 1 to ${MOST_SAMPLES}), egcfg.`,
    );
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
