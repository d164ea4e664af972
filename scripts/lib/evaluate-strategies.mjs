/** Every run of an evaluation, into a folder that an interrupted one goes on with. */
import { buildArms, DEFAULT_TEAM, failedRow, NO_BUDGET, runList, shareOut, summaryTables } from './experiments.mjs';
import { Unavailable } from './playground-page.mjs';
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
 * @property {import('./equal-cost.mjs').EqualCost | null} equal what each answer may cost, by problem; null for --budget
 * @property {string} command as typed, for the folder
 */

/**
 * @param {Evaluation} evaluation
 * @param {readonly Evaluation['playground'][]} others pages that run beside the first
 */
export async function evaluateStrategies({ playground, settings, problems, options, equal, command }, others) {
  const { arms, seeds, budget, limits, out, skipSolved, rowsOnly } = options;
  const folder = openResultFolder(out, settings);
  folder.note(command);
  const published = rowsOnly
    ? null
    : openPublishedFolder(out, settings, runList({ arms, seeds }, problems), folder.rows);
  const specs = runList({ arms, seeds }, problems).filter(({ id }) => equal === null || equal.of(id) !== null);
  const open = specs.filter(({ id }) => !folder.has(id));
  if (open.length < specs.length)
    console.log(`${specs.length - open.length} of ${specs.length} runs are there already.`);
  const untold = runList({ arms, seeds }, problems).length - specs.length;
  if (untold > 0) console.log(`${untold} runs are left out: there is no guided run to cost as much as.`);
  let done = 0;
  const pages = [playground, ...others].slice(0, Math.max(1, open.length));
  const [first] = open;
  if (first !== undefined) await Promise.all(pages.map((page) => warm(page, first.problem)));
  await shareOut(
    open,
    pages,
    async ({ id, problem, arm }, page) => {
      if (skipSolved && solvedByAnother(folder.rows, id)) {
        console.log(
          `${++done}/${open.length}  ${problem.id}  ${id.strategy} ${id.gamma}  skipped: solved by another agent`,
        );
        return;
      }
      const made = () =>
        retried(page, problem.id, {
          work: () => page.runSpec({ id, problem, arm, budget: equal?.of(id) ?? budget, limits }),
          /** @returns {import('./experiments.mjs').CompletedRun} */
          lost: (message, seconds) => ({
            row: failedRow(problem, id, message, seconds()),
            parts: [],
            outage: null,
          }),
        });
      let completed = await made();
      for (let again = 0; completed.outage !== null && again < MOST_OUTAGES; again++) {
        console.log(`${problem.id}: ${completed.outage.message} Waiting for the server; the run is made again then.`);
        await serverBack(page, options.endpoint?.waitMs ?? 0, String(settings.weightsSha256));
        completed = await made();
      }
      const { row, parts } = completed;
      // The row last: a run that has one is not made again.
      await published?.add({ id, problem, arm }, row, parts);
      folder.add(row, rowsOnly ? [] : parts);
      const said = row.error ?? `${row.solved ? 'solved' : 'not solved'}, ${row.seconds.toFixed(1)} s`;
      const seed = seeds.length > 1 ? ` seed ${id.seed ?? 1}` : '';
      console.log(`${++done}/${open.length}  ${problem.id}  ${id.strategy} ${id.gamma}${seed}  ${said}`);
    },
    () => false,
  );
  const wanted = new Set(problems.map((problem) => problem.id));
  console.log(`\n${shownTables(summaryTables(folder.rows.filter((row) => wanted.has(row.problem))))}`);
}

/** A run on which a server that answers fails each time is that run's fault. */
const MOST_OUTAGES = 3;
const PAUSE_MS = 2000;

/**
 * Resolves once the server answers as it did when the evaluation began.
 * @param {Evaluation['playground']} page
 * @param {number} waitMs
 * @param {string} weights
 */
async function serverBack(page, waitMs, weights) {
  const started = performance.now();
  for (;;) {
    const found = await page.checkEndpoint();
    if ('weightsSha256' in found) {
      if (found.weightsSha256 === weights) return;
      throw new Unavailable('The server answers again, but with another model.');
    }
    if (performance.now() - started > waitMs) {
      throw new Unavailable(`${found.failure.message} It was waited for ${waitMs / 1000} s.`);
    }
    await new Promise((later) => setTimeout(later, PAUSE_MS));
  }
}

/**
 * The first run of a page starts its Python and fills its caches; no row is to hold that.
 * @param {Evaluation['playground']} page
 * @param {Problem} problem
 */
async function warm(page, problem) {
  const [spec] = runList({ arms: buildArms(['greedy'], DEFAULT_TEAM.slice(0, 1)), seeds: [1] }, [problem]);
  if (spec === undefined) return;
  const { id, arm } = spec;
  await retried(page, problem.id, {
    work: async () => void (await page.runSpec({ id, problem, arm, budget: NO_BUDGET, limits: {} })),
    lost: (message) => console.log(`Before the first run: ${message}`),
  });
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
