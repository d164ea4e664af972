/** Where the problems of an evaluation come from: a file, or one of this project's own sets by name. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runnerImport } from 'vite';
import { UsageError } from './agent-options.mjs';
import { REPOSITORY } from './repository.mjs';

/** @typedef {import('../../src/problems/schema').Problem} Problem */

/** @type {Readonly<Record<string, readonly string[]>>} files under src/problems */
const OWN_SETS = {
  bundled: ['bundled.json'],
  'bundled-all': ['bundled.json', 'bundled-programs.json'],
  free: ['freely-worded.json'],
};

/**
 * @typedef {object} ProblemSet
 * @property {string} name of the set, or the file's without its folder
 * @property {Problem[]} problems
 * @property {ReadonlyMap<string, string>} solutions by id; apart, so that no prompt can hold one
 */

/**
 * Reads by the page's own readers: the same file gives the same problems there and here.
 * @param {string} nameOrFile
 * @param {(line: string) => void} say what is left out, and why
 * @returns {Promise<ProblemSet>}
 */
export async function readProblemSet(nameOrFile, say) {
  const own = Object.hasOwn(OWN_SETS, nameOrFile) ? OWN_SETS[nameOrFile] : undefined;
  const files = own?.map((file) => path.join(REPOSITORY, 'src', 'problems', file)) ?? [nameOrFile];
  const read = [];
  for (const file of files) {
    const { problems, broken, unit, stopped } = await readFile(file);
    const shown = own ? path.basename(file) : file;
    for (const { place, reason } of broken) say(`${shown}, ${unit} ${place} is left out: ${reason}.`);
    for (const { problem, notes } of problems) for (const note of notes) say(`${problem.id}: ${note}.`);
    if (stopped !== null) say(`${shown}: ${stopped}`);
    read.push(...problems);
  }
  const problems = read.map(({ problem }) => problem);
  if (problems.length === 0) throw new UsageError(`${nameOrFile} holds no usable problem.`);
  say(`${problems.length} problems in ${nameOrFile}.`);
  return {
    name: own ? nameOrFile : path.basename(nameOrFile),
    problems,
    solutions: new Map(read.flatMap(({ problem, solution }) => (solution === null ? [] : [[problem.id, solution]]))),
  };
}

/** @param {string} file */
async function readFile(file) {
  /** @type {{ module: typeof import('../../src/problem-files/read-problem-file') }} */
  const { module } = await runnerImport(path.join(REPOSITORY, 'src', 'problem-files', 'read-problem-file.ts'));
  try {
    return await module.readProblemFile(new Blob([readFileSync(file)]).stream());
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : error}.`);
  }
}
