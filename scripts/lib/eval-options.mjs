/** The command line of `npm run eval`. */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { agentFiles } from './agent-files.mjs';
import { agentOverrides, finiteNumber, UsageError } from './agent-options.mjs';
import { ENDPOINT_OPTIONS, ENDPOINT_USAGE, endpointOption } from './endpoint-options.mjs';
import { budgetOption, equalOption, evalArms } from './eval-arms.mjs';
import { STRATEGY_NAMES } from './experiments.mjs';
import { LIMITS_USAGE, limitOverrides } from './limit-options.mjs';
import { modelFolder } from './model-folder.mjs';

export const USAGE = `npm run eval -- --out DIR [options]
  --problems FILE    a file of problems, as the page reads them; .gz too; or one of this project's own sets: bundled
                     (functions), bundled-all (with the whole programs), free (default: bundled)
  --limit N          the first N problems only
  --strategies LIST  of ${STRATEGY_NAMES} (default: greedy,egcfg)
  --agents LIST      config strings of the agents, as in ns4t1d8k1_ln,gamma=1|3; egcfg runs each, agents all of them on a
                     problem until one solves it, the others use the first one's sampling settings (default: one agent,
                     as --set and --gammas say; for the strategy agents a team of eight)
  --agent-list FILE  the agents as a file instead: a JSON list of config strings, or one on each line
  --grid FILE        the agents as every combination of a JSON object of lists, as in {"t": [0.7, 1], "d": [2, 8]}
  --session FILE     a session_config file: gammas, retries, trace, seed and so on for agents that do not say otherwise,
                     which of the problems, and whether solved ones are skipped; what has no effect here is told
  --gammas LIST      of guidance strengths for egcfg without --agents (default: 1,2)
  --control LIST     of swapped-traces, passing-line: EG-CFG with each candidate shown with another one's traces; and without
                     guidance, a passing candidate's line where there is one, else the plain line
  --model DIR        a model's folder in the Hub's layout instead of the built-in one (config.json, tokenizer.json, onnx/)
  --format NAME      which of its number formats, as in q4 (default: the smallest that is there)
${ENDPOINT_USAGE}
  --budget LIST      of NAME=VALUE, what one answer may cost: tokens, runs, seconds; as in tokens=20000,seconds=30
  --equal NAME=DIR   instead of one budget for all: each answer may cost as much of tokens, runs or seconds as the guided
                     run of the same problem and seed cost in DIR, a folder of such runs with one agent, or one team
  --probe            instead of strategies: does the conditional stream follow what passes? At line starts of each
                     problem's reference solution, candidates are sampled and the next line is decoded without and
                     with their signal; rescue and keep are counted
  --starts K         line starts per problem for --probe, chosen by the seed (default: 3)
  --device NAME      wasm or webgpu, the latter on the processor (default: wasm)
  --plan PLAN        how the device is used, so that machines can be compared: drafts or stepping, the largest batch, and
                     pair for both streams in one run, as in drafts,16,pair (default: what suits the device)
  --seed N           (default: 1)
  --seeds LIST       instead of one: every run once for each
  --set NAME=VALUE   another setting of the agent, for instance --set candidates=8; may be repeated
  --limits LIST      of NAME=VALUE, what one test may use in the sandbox, for instance maxSteps=50000,deadlineMs=2000:
${LIMITS_USAGE}
  --timeout SECONDS  for one run (default: 600)
  --workers N        runs side by side, each on a page with a model and a Python of its own; with --endpoint on one page, each
                     with a Python of its own (default: 1)
  --out DIR          results.jsonl and runs/ are written there; a folder that has some is completed
  --rows-only        results.jsonl alone: no events and no published form of the runs
  --resume           only go on: the folder must be there already`;

/**
 * @typedef {object} EvalOptions
 * @property {string} problems
 * @property {number} limit
 * @property {number} start of the problems, from 0
 * @property {number | null} end before which problem to end
 * @property {boolean} skipSolved guided runs leave out what another has solved
 * @property {string[]} notes about files of agents, to be told
 * @property {import('./experiments.mjs').ArmDefinition[]} arms what is run
 * @property {{ starts: number, gammas: number[] } | null} probe null runs the arms
 * @property {'wasm' | 'webgpu'} device
 * @property {import('../../src/guidance/ports').DecodePlan | null} plan null takes what suits the device
 * @property {import('./model-folder.mjs').GivenModel | null} model null for the built-in one
 * @property {import('./endpoint-options.mjs').GivenEndpoint | null} endpoint null for a model of the page's own
 * @property {Record<string, number | boolean | string | null>} agent settings that differ from the page's own
 * @property {string | null} agents as given with --agents
 * @property {number[]} seeds at least one
 * @property {import('./experiments.mjs').Budget} budget
 * @property {{ unit: import('../../src/guidance/budget').BudgetName, folder: string } | null} equal budgets of a folder
 * @property {Record<string, number>} limits
 * @property {number} runTimeoutMs
 * @property {number} workers
 * @property {string} out
 * @property {boolean} rowsOnly
 * @property {boolean} resume
 */

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {EvalOptions}
 */
export function evalOptions(args, env = process.env) {
  const typed = parse(args);
  const { agents, seed, start, end, skipSolved, notes } = agentFiles(typed);
  const values = { ...typed, ...(agents === undefined ? {} : { agents }), ...(seed === undefined ? {} : { seed }) };
  if (values.starts !== undefined && !values.probe) throw new UsageError('--starts goes with --probe.');
  if (values.out === undefined) throw new UsageError('--out is missing: name a folder for the results.');
  const endpoint = endpointOption(values, env);
  const overrides = agentOverrides(values.set ?? []);
  const seeds = seedList(values);
  return {
    problems: values.problems ?? 'bundled',
    limit: values.limit === undefined ? Number.POSITIVE_INFINITY : wholeNumber('--limit', values.limit, 1),
    start,
    end,
    skipSolved,
    notes,
    arms: evalArms(values, overrides),
    probe: values.probe ? probeOptions(values) : null,
    device: device(values.device ?? 'wasm'),
    plan: values.plan === undefined ? null : plan(values.plan),
    endpoint,
    model: modelFolder(values),
    agent: { ...(seeds.length === 1 ? { seed: seeds[0] ?? 1 } : {}), ...overrides },
    agents: values.agents ?? null,
    seeds,
    budget: budgetOption(list(values.budget ?? '')),
    equal: equalOption(values),
    limits: limitOverrides(list(values.limits ?? '')),
    runTimeoutMs: 1000 * wholeNumber('--timeout', values.timeout ?? '600', 1),
    workers: wholeNumber('--workers', values.workers ?? '1', 1),
    out: values.out,
    rowsOnly: values['rows-only'] ?? false,
    resume: values.resume ?? false,
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
        agents: { type: 'string' },
        'agent-list': { type: 'string' },
        grid: { type: 'string' },
        session: { type: 'string' },
        gammas: { type: 'string' },
        budget: { type: 'string' },
        equal: { type: 'string' },
        control: { type: 'string' },
        model: { type: 'string' },
        format: { type: 'string' },
        ...ENDPOINT_OPTIONS,
        probe: { type: 'boolean' },
        starts: { type: 'string' },
        device: { type: 'string' },
        plan: { type: 'string' },
        seed: { type: 'string' },
        seeds: { type: 'string' },
        set: { type: 'string', multiple: true },
        limits: { type: 'string' },
        timeout: { type: 'string' },
        workers: { type: 'string' },
        out: { type: 'string' },
        'rows-only': { type: 'boolean' },
        resume: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** @param {{ seed?: string, seeds?: string }} values */
function seedList({ seed, seeds }) {
  if (seed !== undefined && seeds !== undefined) throw new UsageError('--seed and --seeds: leave one of the two out.');
  const numbers = list(seeds ?? seed ?? '1').map((one) =>
    wholeNumber(seeds === undefined ? '--seed' : '--seeds', one, 0),
  );
  if (numbers.length === 0) throw new UsageError('--seeds: name at least one.');
  return numbers;
}

/** @param {{ strategies?: string, starts?: string, gammas?: string }} values */
function probeOptions({ strategies, starts, gammas }) {
  if (strategies !== undefined) throw new UsageError('--probe runs no strategies: leave one of the two out.');
  return {
    starts: wholeNumber('--starts', starts ?? '3', 1),
    gammas: list(gammas ?? '1,2').map((gamma) => finiteNumber('--gammas', gamma)),
  };
}

/**
 * The command as it may be shown to others: files and folders without where they lie on this machine.
 * @param {readonly string[]} args
 */
export function shownCommand(args) {
  const shown = args.map((arg, i) => {
    if (args[i - 1] === '--equal' || arg.startsWith('--equal='))
      return arg.replace(/[^=]*$/, (dir) => path.basename(dir));
    // Where a model is served is nobody's business.
    if (args[i - 1] === '--endpoint') return 'URL';
    if (arg.startsWith('--endpoint=')) return '--endpoint=URL';
    const [, flag = '', value = ''] = /^(--(?:problems|model|out|agent-list|grid|session)=)(.*)$/s.exec(arg) ?? [];
    if (flag !== '') return flag + path.basename(value);
    return /^--(problems|model|out|agent-list|grid|session)$/.test(args[i - 1] ?? '') ? path.basename(arg) : arg;
  });
  return ['npm run eval --', ...shown.map((arg) => (/^[\w.,=/+-]+$/.test(arg) ? arg : `'${arg}'`))].join(' ');
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
export function list(value) {
  return [
    ...new Set(
      value
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== ''),
    ),
  ];
}

/**
 * @param {string} value
 * @returns {import('../../src/guidance/ports').DecodePlan}
 */
function plan(value) {
  const [, decoding, rows, pair] = /^(drafts|stepping),([1-9]\d{0,2})(,pair)?$/.exec(value) ?? [];
  if (decoding !== 'drafts' && decoding !== 'stepping') {
    throw new UsageError(
      `--plan: ${value} is not drafts or stepping, a batch size, and perhaps pair, as in drafts,16,pair.`,
    );
  }
  return { decoding, maxBatch: Number(rows), pair: pair !== undefined };
}
