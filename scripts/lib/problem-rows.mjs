/**
 * Reads a file of problems: one JSON object per line, a JSON array of them, or an object with such an array as
 * `problems`. Rows have our own fields, or MBPP's (task_id, text, test_list, optional challenge_test_list,
 * test_setup_code and code). A row that cannot be used is told and left out.
 */
import { entryPointOf } from './entry-point.mjs';

/**
 * @typedef {object} Problem as src/problems/schema.ts has it; the page checks it again
 * @property {string} id
 * @property {string} title
 * @property {number} [level]
 * @property {string} statement
 * @property {string} entryPoint
 * @property {string[]} visibleTests
 * @property {string[]} hiddenTests
 * @property {string} setup
 * @property {string[] | undefined} [packages]
 */

/**
 * @typedef {object} ProblemFile
 * @property {'line' | 'entry'} unit what the numbers below count
 * @property {Problem[]} problems
 * @property {Map<string, string>} solutions reference programs by id, where the file has some
 * @property {string[]} programs ids of problems that ask for a whole program, which no strategy writes
 * @property {{ line: number, reason: string }[]} broken `line` counts from 1
 */

/** A reason that is told to the reader of the command's output. */
class UnusableRow extends Error {}

/**
 * @param {string} text
 * @returns {ProblemFile}
 */
export function readProblemRows(text) {
  const content = text.replace(/^\uFEFF/, '');
  const list = wholeList(content);
  /** @type {ProblemFile} */
  const file = {
    unit: list === null ? 'line' : 'entry',
    problems: [],
    solutions: new Map(),
    programs: [],
    broken: [],
  };
  /** @type {Map<string, number>} */
  const placeOfId = new Map();
  for (const [index, source] of (list ?? content.split(/\r?\n/)).entries()) {
    if (list === null && typeof source === 'string' && source.trim() === '') continue;
    const place = index + 1;
    try {
      const row = asObject(list === null ? parseLine(source) : source);
      if (row.kind === 'program') {
        file.programs.push(identifier(row, 'id'));
        continue;
      }
      const problem = 'visibleTests' in row ? ownRow(row) : mbppRow(row);
      const earlier = placeOfId.get(problem.id);
      if (earlier !== undefined) throw new UnusableRow(`its id ${problem.id} is taken by ${file.unit} ${earlier}`);
      placeOfId.set(problem.id, place);
      const solution = row.solution ?? row.code;
      if (typeof solution === 'string') file.solutions.set(problem.id, solution);
      file.problems.push(problem);
    } catch (error) {
      if (!(error instanceof UnusableRow)) throw error;
      file.broken.push({ line: place, reason: error.message });
    }
  }
  return file;
}

/**
 * @param {string} text
 * @returns {unknown[] | null} null for a file of lines
 */
function wholeList(text) {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    const value = JSON.parse(text);
    if (Array.isArray(value)) return value;
    return Array.isArray(value.problems) ? value.problems : [value];
  } catch {
    return null;
  }
}

/** @param {unknown} source */
function parseLine(source) {
  try {
    return JSON.parse(String(source));
  } catch (error) {
    throw new UnusableRow(`it is no JSON (${error instanceof Error ? error.message : error})`);
  }
}

/**
 * @param {unknown} value
 * @returns {Record<string, unknown>}
 */
function asObject(value) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new UnusableRow('it is no object');
  return { ...value };
}

/**
 * @param {Record<string, unknown>} row
 * @returns {Problem}
 */
function ownRow(row) {
  const visibleTests = tests(row, 'visibleTests');
  const id = identifier(row, 'id');
  return {
    id,
    title: optionalText(row, 'title') || id,
    ...(typeof row.level === 'number' ? { level: row.level } : {}),
    statement: text(row, 'statement'),
    entryPoint: optionalText(row, 'entryPoint') || calledBy(visibleTests),
    visibleTests,
    hiddenTests: optionalTests(row, 'hiddenTests'),
    setup: optionalText(row, 'setup'),
    ...(row.packages === undefined ? {} : { packages: optionalTests(row, 'packages') }),
  };
}

/**
 * @param {Record<string, unknown>} row
 * @returns {Problem}
 */
function mbppRow(row) {
  const visibleTests = tests(row, 'test_list');
  const id = identifier(row, 'task_id');
  return {
    id,
    title: `Task ${id}`,
    // The sanitised edition of the set calls it `prompt`.
    statement: text(row, 'text' in row ? 'text' : 'prompt'),
    entryPoint: calledBy(visibleTests),
    visibleTests,
    hiddenTests: optionalTests(row, 'challenge_test_list'),
    setup: optionalText(row, 'test_setup_code'),
  };
}

/** @param {readonly string[]} visibleTests */
function calledBy(visibleTests) {
  const name = entryPointOf(visibleTests[0] ?? '');
  if (name === null) throw new UnusableRow('its first test calls no function');
  return name;
}

/**
 * @param {Record<string, unknown>} row
 * @param {string} field
 */
function identifier(row, field) {
  const value = row[field];
  if (typeof value === 'number') return String(value);
  return text(row, field);
}

/**
 * @param {Record<string, unknown>} row
 * @param {string} field
 */
function text(row, field) {
  const value = row[field];
  if (typeof value !== 'string' || value.trim() === '') throw new UnusableRow(`its field ${field} holds no text`);
  return value;
}

/**
 * @param {Record<string, unknown>} row
 * @param {string} field
 */
function optionalText(row, field) {
  const value = row[field] ?? '';
  if (typeof value !== 'string') throw new UnusableRow(`its field ${field} is no text`);
  return value;
}

/**
 * @param {Record<string, unknown>} row
 * @param {string} field
 */
function tests(row, field) {
  const list = optionalTests(row, field);
  if (list.length === 0) throw new UnusableRow(`its field ${field} holds no tests`);
  return list;
}

/**
 * @param {Record<string, unknown>} row
 * @param {string} field
 * @returns {string[]}
 */
function optionalTests(row, field) {
  const value = row[field] ?? [];
  if (!Array.isArray(value) || value.some((test) => typeof test !== 'string')) {
    throw new UnusableRow(`its field ${field} is no list of texts`);
  }
  return value;
}
