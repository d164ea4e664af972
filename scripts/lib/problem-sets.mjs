/** Where the problems of an evaluation come from: a file, or one of this project's own sets by name. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { UsageError } from './agent-options.mjs';
import { readProblemRows } from './problem-rows.mjs';
import { REPOSITORY } from './repository.mjs';

/** @typedef {import('./problem-rows.mjs').Problem} Problem */

/** @type {Readonly<Record<string, readonly string[]>>} files under src/problems */
const OWN_SETS = {
  bundled: ['bundled.json', 'bundled-programs.json'],
  free: ['freely-worded.json'],
};

/**
 * @typedef {object} ProblemSet
 * @property {string} name of the set, or the file's without its folder
 * @property {Problem[]} problems
 * @property {ReadonlyMap<string, string>} solutions by id; apart, so that no prompt can hold one
 */

/**
 * @param {string} nameOrFile
 * @param {(line: string) => void} say what is left out, and why
 * @returns {ProblemSet}
 */
export function readProblemSet(nameOrFile, say) {
  const own = Object.hasOwn(OWN_SETS, nameOrFile) ? OWN_SETS[nameOrFile] : undefined;
  const files = own?.map((file) => path.join(REPOSITORY, 'src', 'problems', file)) ?? [nameOrFile];
  const read = files.map((file) => ({ file, ...readProblemRows(readText(file)) }));
  for (const { file, unit, broken } of read) {
    const shown = own ? path.basename(file) : file;
    for (const { line, reason } of broken) say(`${shown}, ${unit} ${line} is left out: ${reason}.`);
  }
  const problems = read.flatMap((one) => one.problems);
  const programs = read.flatMap((one) => one.programs);
  if (programs.length > 0) say(`${programs.length} problems read standard input: left out, only functions run.`);
  if (problems.length === 0) throw new UsageError(`${nameOrFile} holds no usable problem.`);
  say(`${problems.length} problems in ${nameOrFile}.`);
  return {
    name: own ? nameOrFile : path.basename(nameOrFile),
    problems,
    solutions: new Map(read.flatMap((one) => [...one.solutions])),
  };
}

/** @param {string} file */
function readText(file) {
  try {
    const bytes = readFileSync(file);
    return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : error}.`);
  }
}
