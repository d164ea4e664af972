/** The probe (src/guidance/probe.ts) over a set of problems: one row per problem, a table at the end. */
import { UsageError } from './agent-options.mjs';
import { shareOut } from './experiments.mjs';
import { probeTables } from './probe-table.mjs';
import { openRowFolder } from './result-folder.mjs';
import { retried } from './retried.mjs';
import { textTable } from './text-table.mjs';

/**
 * @typedef {object} ProbeRow
 * @property {string} problem
 * @property {readonly import('../../src/guidance/probe').ProbeResult[]} probes one per line start
 * @property {number} seconds
 * @property {string | null} error
 */

/**
 * @param {import('./evaluate-strategies.mjs').Evaluation & {
 *   solutions: ReadonlyMap<string, string>, probe: { starts: number, gammas: number[] } }} evaluation
 * @param {readonly import('./evaluate-strategies.mjs').Evaluation['playground'][]} others pages that probe beside the first
 */
export async function probeProblems({ playground, settings, problems, options, solutions, probe, command }, others) {
  const { agent, limits, out } = options;
  const known = problems.filter((problem) => solutions.has(problem.id));
  if (known.length === 0) throw new UsageError('No problem has a reference solution, so no line start is known.');
  if (known.length < problems.length)
    console.log(`${problems.length - known.length} problems have no reference solution and are left out.`);
  /** @type {ReturnType<typeof openRowFolder<ProbeRow, Pick<ProbeRow, 'problem'>>>} */
  const folder = openRowFolder(out, { ...settings, probe }, (row) => row.problem);
  folder.note(command);
  const open = known.filter((problem) => !folder.has({ problem: problem.id }));
  if (open.length < known.length) console.log(`${known.length - open.length} of ${known.length} are there already.`);
  let done = 0;
  await shareOut(
    open,
    [playground, ...others],
    async (problem, page) => {
      const solution = solutions.get(problem.id) ?? '';
      /** @type {ProbeRow} */
      const row = await retried(page, problem.id, {
        /** @returns {Promise<ProbeRow>} */
        work: async (seconds) => {
          const probes = await page.probe(problem, { agent, limits, solution, ...probe });
          return { problem: problem.id, probes, seconds: seconds(), error: null };
        },
        lost: (message, seconds) => ({ problem: problem.id, probes: [], seconds: seconds(), error: message }),
      });
      folder.add(row);
      const said = row.error ?? `${row.probes.length} line starts, ${row.seconds.toFixed(1)} s`;
      console.log(`${++done}/${open.length}  ${problem.id}  ${said}`);
    },
    () => false,
  );
  const wanted = new Set(known.map((problem) => problem.id));
  const rows = folder.rows.filter((row) => wanted.has(row.problem));
  for (const { title, header, lines, alignment, legend } of probeTables(rows))
    console.log(`\n${title}\n${textTable(header, lines, alignment)}\n\n${legend}`);
}
