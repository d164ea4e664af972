/**
 * Reads a file of problems, one JSON object per line: our own fields, or MBPP's (task_id, text, test_list, optional
 * challenge_test_list and test_setup_code). A line that cannot be used is told and left out.
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
 */

/**
 * @typedef {object} ProblemFile
 * @property {Problem[]} problems
 * @property {{ line: number, reason: string }[]} broken line counts from 1
 */

/** A reason that is told to the reader of the command's output. */
class UnusableRow extends Error {}

/**
 * @param {string} text
 * @returns {ProblemFile}
 */
export function readProblemRows(text) {
  /** @type {ProblemFile} */
  const file = { problems: [], broken: [] };
  /** @type {Map<string, number>} */
  const lineOfId = new Map();
  for (const [index, source] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    if (source.trim() === '') continue;
    const line = index + 1;
    try {
      const problem = readRow(source);
      const earlier = lineOfId.get(problem.id);
      if (earlier !== undefined) throw new UnusableRow(`its id ${problem.id} is taken by line ${earlier}`);
      lineOfId.set(problem.id, line);
      file.problems.push(problem);
    } catch (error) {
      if (!(error instanceof UnusableRow)) throw error;
      file.broken.push({ line, reason: error.message });
    }
  }
  return file;
}

/**
 * @param {string} source
 * @returns {Problem}
 */
function readRow(source) {
  const row = parseObject(source);
  return 'visibleTests' in row ? ownRow(row) : mbppRow(row);
}

/**
 * @param {string} source
 * @returns {Record<string, unknown>}
 */
function parseObject(source) {
  /** @type {unknown} */
  let value;
  try {
    value = JSON.parse(source);
  } catch (error) {
    throw new UnusableRow(`it is no JSON (${error instanceof Error ? error.message : error})`);
  }
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
