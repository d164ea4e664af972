/** The command line of `npm run measure`. */
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { finiteNumber, UsageError } from '../agent-options.mjs';
import { list } from '../eval-options.mjs';
import { REPOSITORY } from '../repository.mjs';
import { GROUPS } from './parts.mjs';

export const USAGE = `npm run measure -- [options]
  Measures the weights in public/ and writes the report: docs/built-in-model.md, docs/results.md, the README's table,
  src/report/measured.json for the page, test/fixtures/guidance-wins.json. It can be stopped and started again.
  --python PROGRAM   a Python 3 that draws the problems (default: PYTHON, else python3; nothing is needed but Python)
  --data DIR         folder with mbpp.test.jsonl.gz and HumanEval.jsonl.gz (default: DATA_DIR; left out without it)
  --old-model DIR    a folder of earlier weights (config.json, tokenizer.json, onnx/), compared on the same problems
  --only LIST        of ${GROUPS.join(', ')}
  --skip LIST        of the same
  --limit N          at most N problems of each part: shows the form in minutes, measures nothing
  --workers N        pages side by side (default: the number of processors, at most 4)
  --log FILE         training log (default: training/published-log.txt)
  --bench FILE       what npm run bench printed, instead of measuring decode steps again
  --list             only says what is done and what is left
  --write            only writes the documents from what is there
  --no-write         only measures
  --keep-problems    go on with problems that were drawn before training/ changed; in a new clone with those, and the
                     rows, that docs/measured-rows.br holds of the same weights
  --out DIR          (default: out/measure; every weights' results have a folder of their own there)`;

/**
 * @typedef {object} MeasureOptions
 * @property {string} python
 * @property {string | null} data
 * @property {string | null} oldModel
 * @property {(group: string) => boolean} wants
 * @property {number | null} limit
 * @property {number} workers
 * @property {string | null} log
 * @property {string | null} bench
 * @property {'all' | 'list' | 'write' | 'measure'} mode
 * @property {boolean} keepProblems
 * @property {string} out
 */

/**
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {MeasureOptions}
 */
export function measureOptions(args, env) {
  const values = parse(args);
  const [only, skip] = [groups('--only', values.only), groups('--skip', values.skip)];
  const modes = [values.list && 'list', values.write && 'write', values['no-write'] && 'measure'].filter(Boolean);
  if (modes.length > 1) throw new UsageError('--list, --write, --no-write: choose one.');
  return {
    python: values.python ?? env.PYTHON ?? 'python3',
    data: values.data ?? env.DATA_DIR ?? null,
    oldModel: values['old-model'] ?? null,
    wants: (group) => (only.length === 0 || only.includes(group)) && !skip.includes(group),
    limit: values.limit === undefined ? null : whole('--limit', values.limit),
    workers:
      values.workers === undefined ? Math.max(1, Math.min(4, os.cpus().length)) : whole('--workers', values.workers),
    log: values.log ?? null,
    bench: values.bench ?? null,
    mode: /** @type {MeasureOptions['mode']} */ (modes[0] ?? 'all'),
    keepProblems: values['keep-problems'] ?? false,
    out: values.out ?? path.join(REPOSITORY, 'out', 'measure'),
  };
}

/** @param {readonly string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        python: { type: 'string' },
        data: { type: 'string' },
        'old-model': { type: 'string' },
        only: { type: 'string' },
        skip: { type: 'string' },
        limit: { type: 'string' },
        workers: { type: 'string' },
        log: { type: 'string' },
        bench: { type: 'string' },
        list: { type: 'boolean' },
        write: { type: 'boolean' },
        'no-write': { type: 'boolean' },
        'keep-problems': { type: 'boolean' },
        out: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/**
 * @param {string} name
 * @param {string | undefined} value
 */
function groups(name, value) {
  const chosen = list(value ?? '');
  const unknown = chosen.find((one) => !GROUPS.includes(one));
  if (unknown !== undefined) throw new UsageError(`${name}: there is no ${unknown}; choose from ${GROUPS.join(', ')}.`);
  return chosen;
}

/**
 * @param {string} name
 * @param {string} value
 */
function whole(name, value) {
  const number = finiteNumber(name, value);
  if (!Number.isInteger(number) || number < 1) throw new UsageError(`${name}: give a whole number from 1.`);
  return number;
}
