/** Every run of an evaluation, into a folder that an interrupted one goes on with. */
import { failedRow, runList, shareOut, summaryTables } from './experiments.mjs';
import { openPublishedFolder } from './published-folder.mjs';
import { openResultFolder } from './result-folder.mjs';
import { retried } from './retried.mjs';
import { shownTables } from './shown-tables.mjs';

/** @typedef {import('../../src/problems/schema').Problem} Problem */

/**
 * @typedef {object} Evaluation
 * @property {Awaited<ReturnType<typeof import('./playground-page.mjs').openPlayground>>} playground
 * @property {Readonly<Record<string, unknown>>} settings what all rows of the folder share
 * @property {Problem[]} problems
 * @property {import('./eval-options.mjs').EvalOptions} options
 * @property {string} command as typed, for the folder
 */

/**
 * @param {Evaluation} evaluation
 * @param {readonly Evaluation['playground'][]} others pages that run beside the first
 */
export async function evaluateStrategies({ playground, settings, problems, options, command }, others) {
  const { arms, seeds, budget, limits, out, skipSolved } = options;
  const folder = openResultFolder(out, settings);
  folder.note(command);
  const published = openPublishedFolder(out, settings, runList({ arms, seeds }, problems), folder.rows);
  const specs = runList({ arms, seeds }, problems);
  const open = specs.filter(({ id }) => !folder.has(id));
  if (open.length < specs.length)
    console.log(`${specs.length - open.length} of ${specs.length} runs are there already.`);
  let done = 0;
  await shareOut(
    open,
    [playground, ...others],
    async ({ id, problem, arm }, page) => {
      if (skipSolved && solvedByAnother(folder.rows, id)) {
        console.log(
          `${++done}/${open.length}  ${problem.id}  ${id.strategy} ${id.gamma}  skipped: solved by another agent`,
        );
        return;
      }
      const { row, parts } = await retried(page, problem.id, {
        work: () => page.runSpec({ id, problem, arm, budget, limits }),
        lost: (message, seconds) => ({ row: failedRow(problem, id, message, seconds()), parts: [] }),
      });
      // The row last: a run that has one is not made again.
      await published.add({ id, problem, arm }, row, parts);
      folder.add(row, parts);
      const said = row.error ?? `${row.solved ? 'solved' : 'not solved'}, ${row.seconds.toFixed(1)} s`;
      const seed = seeds.length > 1 ? ` seed ${id.seed ?? 1}` : '';
      console.log(`${++done}/${open.length}  ${problem.id}  ${id.strategy} ${id.gamma}${seed}  ${said}`);
    },
    () => false,
  );
  const wanted = new Set(problems.map((problem) => problem.id));
  console.log(`\n${shownTables(summaryTables(folder.rows.filter((row) => wanted.has(row.problem))))}`);
}

/**
 * Of guided runs with the same seed. What does not guide is the baseline, which is run in any case.
 * @param {readonly import('./experiments.mjs').ResultRow[]} rows
 * @param {import('./experiments.mjs').RunId} run
 */
function solvedByAnother(rows, { problem, strategy, seed }) {
  return (
    strategy === 'egcfg' &&
    rows.some((row) => row.strategy === 'egcfg' && row.solved && row.problem === problem && row.seed === seed)
  );
}
