/** Every attempt on every problem, into a folder that an interrupted evaluation goes on with. */
import { samplesOf } from './eval-options.mjs';
import { failedRow, resultRow, summaryTables } from './experiments.mjs';
import { openResultFolder } from './result-folder.mjs';
import { retried } from './retried.mjs';
import { shownTables } from './shown-tables.mjs';

/** @typedef {import('../../src/problems/schema').Problem} Problem */
/** @typedef {import('./eval-options.mjs').Attempt} Attempt */

/**
 * @typedef {object} Evaluation
 * @property {Awaited<ReturnType<typeof import('./playground-page.mjs').openPlayground>>} playground
 * @property {Readonly<Record<string, unknown>>} settings what all rows of the folder share
 * @property {Problem[]} problems
 * @property {import('./eval-options.mjs').EvalOptions} options
 * @property {string} command as typed, for the folder
 */

/** @param {Evaluation} evaluation */
export async function evaluateStrategies({ playground, settings, problems, options, command }) {
  const { attempts, agent, limits, out } = options;
  const folder = openResultFolder(out, settings);
  folder.note(command);
  const todo = problems.flatMap((problem) => attempts.map((attempt) => ({ problem, attempt })));
  const open = todo.filter(({ problem, attempt }) => !folder.has({ problem: problem.id, ...attempt }));
  if (open.length < todo.length) console.log(`${todo.length - open.length} of ${todo.length} runs are there already.`);
  for (const [index, { problem, attempt }] of open.entries()) {
    const { row, events } = await retried(playground, problem.id, {
      work: async (seconds) => {
        const events = await playground.run(problem, {
          agent: { ...agent, gamma: attempt.gamma },
          limits,
          strategy: strategyOf(attempt),
        });
        return { row: resultRow(problem, { problem: problem.id, ...attempt }, events, seconds()), events };
      },
      lost: (message, seconds) => ({
        row: failedRow(problem, { problem: problem.id, ...attempt }, message, seconds()),
        events: [],
      }),
    });
    folder.add(row, events);
    const said = row.error ?? `${row.solved ? 'solved' : 'not solved'}, ${row.seconds.toFixed(1)} s`;
    console.log(`${index + 1}/${open.length}  ${problem.id}  ${attempt.strategy} ${attempt.gamma}  ${said}`);
  }
  const wanted = new Set(problems.map((problem) => problem.id));
  console.log(`\n${shownTables(summaryTables(folder.rows.filter((row) => wanted.has(row.problem))))}`);
}

/**
 * @param {Attempt} attempt
 * @returns {import('../../src/guidance/strategy').Strategy} greedy is the guided loop at gamma 0
 */
function strategyOf({ strategy }) {
  const samples = samplesOf(strategy);
  return samples === null ? { kind: 'egcfg' } : { kind: 'best-of-n', samples };
}
