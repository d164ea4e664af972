/** The paper's tables for a document: published figures under their source, apart from everything measured here. */
import { inconsistencies, PAPER, PUBLISHED_TABLES } from './experiments.mjs';
import { markdownTable } from './markdown-table.mjs';

export function publishedSection() {
  return [
    "### The paper's tables",
    `As published in [${PAPER.name}](${PAPER.url}) and its repository, measured by others with other models; none of it ` +
      'was measured here, and nothing here is in these tables. "Solved" there is the union over up to 48 configurations ' +
      'at four strengths, and on MBPP the tests that choose among them are the tests that score them.',
    ...PUBLISHED_TABLES.flatMap((table) => [`#### ${table.title}`, published(table), ...odd(table)]),
  ].join('\n\n');
}

/** @param {import('../../src/experiments/published').PublishedTable} table */
function published({ benchmarks, rows }) {
  const shown = (/** @type {number | null} */ value) => (value === null ? 'not given' : String(value));
  return markdownTable({
    header: ['model', 'method', ...benchmarks.map((name) => `${name}, %`), ...benchmarks.map((name) => `RSR, ${name}`)],
    lines: rows.map(({ model, method, accuracy, rsr }) => [model, method, ...accuracy.map(shown), ...rsr.map(shown)]),
    alignment: ['left', 'left', ...benchmarks.flatMap(() => /** @type {const} */ (['right', 'right']))],
  });
}

/** @param {import('../../src/experiments/published').PublishedTable} table */
function odd(table) {
  const found = inconsistencies(table);
  if (found.length === 0) return [];
  const list = found.map(({ row, benchmark, from }) => `${row.method} on ${benchmark}: ${from.toFixed(2)}`);
  return [`Some printed RSR do not follow from the accuracies beside them, which give: ${list.join('; ')}.`];
}
