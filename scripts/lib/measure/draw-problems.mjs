/** The problem sets of the report, drawn once for each weights and kept beside their results. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../agent-options.mjs';
import { REPOSITORY } from '../repository.mjs';
import { runCommand } from '../run-command.mjs';

/** No seed that the training or its checks use (1 to 4). */
const SEED = 2026;
export const SIZES = { development: 60, heldOut: 300, narrow: 150, unseen: 60 };
/** Narrow problems whose structure the development split has are left out: so many more are drawn. */
const SPARE = 60;

/**
 * @typedef {object} Drawn
 * @property {string} folder
 * @property {Readonly<Record<'development' | 'held-out' | 'narrow' | 'unseen', readonly string[]>>} commands that make
 *   each file again, one per line
 */

/**
 * The development split and the held-out problems are one draw, cut in two: within a draw every program has a structure
 * of its own, so no program on which a setting was chosen, whatever its names and constants, is measured on.
 */
const WIDE = `python3 training/emit_problems.py --wide --count ${SIZES.development + SIZES.heldOut} --seed ${SEED} drawn.jsonl`;
const COMMANDS = {
  development: [WIDE, `head -n ${SIZES.development} drawn.jsonl > development.jsonl`],
  'held-out': [WIDE, `tail -n +${SIZES.development + 1} drawn.jsonl > held-out.jsonl`],
  narrow: [
    `python3 training/emit_problems.py --count ${SIZES.narrow + SPARE} --seed ${SEED} drawn-narrow.jsonl`,
    `# without those whose structure is in development.jsonl, the first ${SIZES.narrow}: narrow.jsonl`,
  ],
  unseen: [`python3 training/emit_problems.py --unseen --count ${SIZES.unseen} --seed ${SEED} unseen.jsonl`],
};

/**
 * @param {string} folder
 * @param {{ python: string, keepProblems: boolean }} options
 * @returns {Promise<Drawn>}
 */
export async function drawnProblems(folder, { python, keepProblems }) {
  const made = path.join(folder, 'made-by.txt');
  const training = trainingHash();
  if (existsSync(made)) {
    if (!keepProblems && readFileSync(made, 'utf8').trim() !== training) {
      throw new UsageError(
        `training/ has changed since the problems in ${folder} were drawn. Remove the folder above it to begin anew, ` +
          'or go on with the old problems by --keep-problems.',
      );
    }
    return { folder, commands: COMMANDS };
  }
  mkdirSync(folder, { recursive: true });
  const file = (/** @type {string} */ name) => path.join(folder, name);
  const drawn = { wide: file('drawn.jsonl'), narrow: file('drawn-narrow.jsonl'), unseen: file('unseen.jsonl') };
  await emit(python, ['--wide', '--count', String(SIZES.development + SIZES.heldOut), drawn.wide]);
  await emit(python, ['--count', String(SIZES.narrow + SPARE), drawn.narrow]);
  await emit(python, ['--unseen', '--count', String(SIZES.unseen), drawn.unseen]);
  const wide = lines(drawn.wide);
  const development = wide.slice(0, SIZES.development);
  const narrow = apartFrom(lines(drawn.narrow), development).slice(0, SIZES.narrow);
  write(file('development.jsonl'), development);
  write(file('held-out.jsonl'), wide.slice(SIZES.development));
  write(file('narrow.jsonl'), narrow);
  writeFileSync(made, `${training}\n`);
  return { folder, commands: COMMANDS };
}

/**
 * @param {readonly string[]} problems as JSON
 * @param {readonly string[]} others
 * @returns {string[]} those whose program has another structure than all others'
 */
export function apartFrom(problems, others) {
  const structure = (/** @type {string} */ line) => JSON.parse(line).structure;
  const taken = new Set(others.map(structure));
  return problems.filter((line) => !taken.has(structure(line)));
}

/**
 * @param {string} python
 * @param {readonly string[]} args
 */
async function emit(python, args) {
  const status = await runCommand(python, ['training/emit_problems.py', '--seed', String(SEED), ...args], {
    cwd: REPOSITORY,
  });
  if (status !== 0) {
    throw new UsageError(`${python} could not draw the problems. Name a Python 3 with --python; it needs no package.`);
  }
}

/** @param {string} file */
function lines(file) {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}

/**
 * @param {string} file
 * @param {readonly string[]} problems
 */
function write(file, problems) {
  writeFileSync(file, problems.map((line) => `${line}\n`).join(''));
}

/** Of everything that decides which problems are drawn. */
function trainingHash() {
  const hash = createHash('sha256');
  const training = path.join(REPOSITORY, 'training');
  const sources = readdirSync(training, { recursive: true, encoding: 'utf8' })
    .filter((name) => /^(domain[/\\].*|corpus|execute|values|config|emit_problems)\.py$/.test(name))
    .sort();
  for (const name of sources) hash.update(name).update(readFileSync(path.join(training, name)));
  for (const name of ['bundled.json', 'freely-worded.json']) {
    hash.update(readFileSync(path.join(REPOSITORY, 'src', 'problems', name)));
  }
  return hash.digest('hex');
}
