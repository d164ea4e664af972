/**
 * The tables of an evaluation, as data: for a terminal here, for a document in report.mjs.
 *
 * A problem counts as one trial everywhere. Tests of one problem pass or fail together, so an interval that took each
 * test for a trial of its own would be far too narrow; the rates over tests average the problems' shares, and their
 * Wilson interval has the number of problems, which can only be too wide.
 */
import { countPairs, pairedDifference, relativeSuccess } from './paired.mjs';
import { passAtK } from './pass-at-k.mjs';
import { mean, shownDifference, shownShare } from './shown-numbers.mjs';
import { textTable } from './text-table.mjs';

/** @typedef {import('./result-row.mjs').ResultRow} ResultRow */
/** @typedef {import('./result-row.mjs').Score} Score */

/**
 * @typedef {object} Table
 * @property {string} title empty for the main one
 * @property {string[]} header
 * @property {string[][]} lines
 * @property {('left' | 'right')[]} alignment one per column
 * @property {string} legend
 */

/**
 * @param {readonly ResultRow[]} rows
 * @returns {string}
 */
export function summaryTable(rows) {
  return [mainTable(rows), ...pairedTables(rows), ...passAtKTables(rows)]
    .map(({ title, header, lines, alignment, legend }) => {
      const table = `${textTable(header, lines, alignment)}\n\n${legend}`;
      return title === '' ? table : `${title}\n${table}`;
    })
    .join('\n\n');
}

/**
 * @param {readonly ResultRow[]} rows
 * @returns {Table}
 */
export function mainTable(rows) {
  return {
    title: '',
    header: [
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
    ],
    lines: groupsOf(rows).map(({ rows: group }) => mainLine(group)),
    alignment: ['left', ...Array(11).fill('right')],
    legend:
      'solved: every visible test passes. hidden: every hidden test passes (of the problems that have any). both: ' +
      'solved and hidden.\nPercentages with 95 % Wilson intervals over problems. Tokens forwarded, session runs and ' +
      'seconds are means per problem.',
  };
}

/** @param {readonly ResultRow[]} rows of one strategy and gamma, at least one */
function mainLine(rows) {
  const withHidden = rows.filter((row) => row.hidden.total > 0);
  return [
    rows[0]?.strategy ?? '',
    String(rows[0]?.gamma ?? ''),
    String(rows.length),
    rate(rows.map((row) => (row.solved ? 1 : 0))),
    rate(withHidden.map((row) => (all(row.hidden) ? 1 : 0))),
    rate(withHidden.map((row) => (passesAll(row) ? 1 : 0))),
    rate(rows.map((row) => share(row.visible))),
    rate(withHidden.map((row) => share(row.hidden))),
    mean(rows.map((row) => row.forwardedTokens)).toFixed(0),
    mean(rows.map((row) => row.sessionRuns)).toFixed(0),
    mean(rows.map((row) => row.seconds)).toFixed(2),
    String(rows.filter((row) => row.error !== null).length),
  ];
}

/**
 * Every other strategy against greedy, and EG-CFG against best of N, over the problems that both have run.
 * @param {readonly ResultRow[]} rows
 * @returns {Table[]} none where there is nothing to compare
 */
export function pairedTables(rows) {
  const groups = groupsOf(rows);
  const pairs = groups.flatMap((first) =>
    groups.filter((second) => isBaselineOf(first.strategy, second.strategy)).map((second) => ({ first, second })),
  );
  const lines = pairs.flatMap(({ first, second }) => pairedLine(first, second));
  if (lines.length === 0) return [];
  return [
    {
      title: 'Paired comparison',
      header: ['strategy', 'against', 'n', 'gained', 'lost', 'solved', 'RSR', 'both'],
      lines,
      alignment: ['left', 'left', ...Array(6).fill('right')],
      legend:
        'Of the problems that both have run. gained, lost: solved by the one alone, by the other alone. solved: ' +
        'difference in percentage points, both: the same for solved with every hidden test passed; 95 % intervals of ' +
        "paired proportions by Newcombe's method 10 (1998).\nRSR: the part gained of what greedy leaves unsolved, " +
        'in percent; 95 % interval of 10,000 paired bootstrap resamples of the problems, seed 1; empty where all ' +
        'resamples are alike.',
    },
  ];
}

/**
 * @param {string} first
 * @param {string} second
 */
function isBaselineOf(first, second) {
  if (first === 'greedy') return second !== 'greedy';
  return first.startsWith('best-of-') && second === 'egcfg';
}

/**
 * @param {Group} first
 * @param {Group} second
 * @returns {string[][]} none where they share no problem
 */
function pairedLine(first, second) {
  const others = new Map(second.rows.map((row) => [row.problem, row]));
  const pairs = first.rows.flatMap((row) => {
    const other = others.get(row.problem);
    return other === undefined ? [] : [/** @type {const} */ ([row, other])];
  });
  if (pairs.length === 0) return [];
  const counts = countPairs(pairs.map(([a, b]) => [a.solved, b.solved]));
  const withHidden = pairs.filter(([row]) => row.hidden.total > 0);
  const rsr = first.strategy === 'greedy' ? relativeSuccess(counts) : null;
  return [
    [
      second.name,
      first.name,
      String(pairs.length),
      String(counts.onlySecond),
      String(counts.onlyFirst),
      shownDifference(pairedDifference(counts)),
      rsr === null ? '' : shownDifference(rsr),
      withHidden.length === 0
        ? 'none'
        : shownDifference(pairedDifference(countPairs(withHidden.map(([a, b]) => [passesAll(a), passesAll(b)])))),
    ],
  ];
}

/**
 * @param {readonly ResultRow[]} rows
 * @returns {Table[]} none without samples
 */
export function passAtKTables(rows) {
  const groups = groupsOf(rows.filter((row) => row.samples));
  if (groups.length === 0) return [];
  const lines = groups.flatMap(({ name, rows: group }) => {
    const samples = group.flatMap((row) => row.samples ?? []);
    const n = Math.min(...samples.map(({ of }) => of));
    const ks = [...new Set([1, 2, 5, 10, n])].filter((k) => k <= n).sort((a, b) => a - b);
    return ks.map((k) => [
      name,
      String(k),
      String(samples.length),
      rate(samples.map(({ passing, of }) => passAtK(of, passing, k))),
    ]);
  });
  return [
    {
      title: 'pass@k of the samples',
      header: ['samples of', 'k', 'n', 'pass@k'],
      lines,
      alignment: ['left', 'right', 'right', 'right'],
      legend: 'The chance that one of k samples passes every visible test, estimated without bias from all samples.',
    },
  ];
}

/** @typedef {{ name: string, strategy: string, rows: ResultRow[] }} Group of one strategy and gamma */

/**
 * @param {readonly ResultRow[]} rows
 * @returns {Group[]}
 */
function groupsOf(rows) {
  /** @type {Map<string, Group>} */
  const groups = new Map();
  for (const row of rows) {
    const name = row.strategy === 'egcfg' ? `egcfg ${row.gamma}` : row.strategy;
    const group = groups.get(name) ?? { name, strategy: row.strategy, rows: [] };
    group.rows.push(row);
    groups.set(name, group);
  }
  return [...groups.values()];
}

/** @param {Score} score */
function all(score) {
  return score.passed === score.total;
}

/** @param {ResultRow} row */
function passesAll(row) {
  return row.solved && all(row.hidden);
}

/** @param {Score} score */
function share(score) {
  return score.total === 0 ? 0 : score.passed / score.total;
}

/** @param {readonly number[]} shares one per problem, 0 to 1 */
function rate(shares) {
  return shownShare(
    shares.reduce((a, b) => a + b, 0),
    shares.length,
  );
}
