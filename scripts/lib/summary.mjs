/**
 * The table of an evaluation: one line per strategy and gamma.
 *
 * A problem counts as one trial everywhere. Tests of one problem pass or fail together, so an interval that took each
 * test for a trial of its own would be far too narrow; the rates over tests average the problems' shares, and their
 * Wilson interval has the number of problems, which can only be too wide.
 */
import { textTable } from './text-table.mjs';
import { wilsonInterval } from './wilson.mjs';

/** @typedef {import('./result-row.mjs').ResultRow} ResultRow */
/** @typedef {import('./result-row.mjs').Score} Score */

const HEADER = [
  'strategy',
  'gamma',
  'n',
  'solved',
  'hidden',
  'both',
  'visible tests',
  'hidden tests',
  'tokens',
  'session runs',
  'seconds',
  'errors',
];

const LEGEND =
  'solved: every visible test passes. hidden: every hidden test passes (of the problems that have any). both: solved ' +
  'and hidden.\nPercentages with 95 % Wilson intervals over problems. Tokens forwarded, session runs and seconds are ' +
  'means per problem.';

/**
 * @param {readonly ResultRow[]} rows
 * @returns {string}
 */
export function summaryTable(rows) {
  const groups = new Set(rows.map(groupOf));
  const lines = [...groups].map((group) => summaryLine(rows.filter((row) => groupOf(row) === group)));
  return `${textTable(
    HEADER,
    lines,
    HEADER.map((name) => (name === 'strategy' ? 'left' : 'right')),
  )}\n\n${LEGEND}`;
}

/** @param {ResultRow} row */
function groupOf(row) {
  return JSON.stringify([row.strategy, row.gamma]);
}

/** @param {readonly ResultRow[]} rows of one strategy and gamma, at least one */
function summaryLine(rows) {
  const withHidden = rows.filter((row) => row.hidden.total > 0);
  return [
    rows[0]?.strategy ?? '',
    String(rows[0]?.gamma ?? ''),
    String(rows.length),
    rate(rows.map((row) => (row.solved ? 1 : 0))),
    rate(withHidden.map((row) => (all(row.hidden) ? 1 : 0))),
    rate(withHidden.map((row) => (row.solved && all(row.hidden) ? 1 : 0))),
    rate(rows.map((row) => share(row.visible))),
    rate(withHidden.map((row) => share(row.hidden))),
    mean(rows.map((row) => row.forwardedTokens)).toFixed(0),
    mean(rows.map((row) => row.sessionRuns)).toFixed(0),
    mean(rows.map((row) => row.seconds)).toFixed(2),
    String(rows.filter((row) => row.error !== null).length),
  ];
}

/** @param {Score} score */
function all(score) {
  return score.passed === score.total;
}

/** @param {Score} score */
function share(score) {
  return score.total === 0 ? 0 : score.passed / score.total;
}

/** @param {readonly number[]} shares one per problem, 0 to 1 */
function rate(shares) {
  if (shares.length === 0) return 'none';
  const sum = shares.reduce((a, b) => a + b, 0);
  const { low, high } = wilsonInterval(sum, shares.length);
  return `${percent(sum / shares.length)} [${percent(low)}, ${percent(high)}]`;
}

/** @param {number} value */
function percent(value) {
  return (100 * value).toFixed(1);
}

/** @param {readonly number[]} values */
function mean(values) {
  return values.reduce((a, b) => a + b, 0) / values.length;
}
