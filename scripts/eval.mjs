/** npm run eval: runs strategies, or a probe, over a set of problems on the built page; `--help` says how. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from './lib/agent-options.mjs';
import { equalCost } from './lib/equal-cost.mjs';
import { evalOptions, shownCommand, USAGE } from './lib/eval-options.mjs';
import { evaluateStrategies } from './lib/evaluate-strategies.mjs';
import { isLimited } from './lib/experiments.mjs';
import { requireNode } from './lib/node-version.mjs';
import { openPlayground } from './lib/playground-page.mjs';
import { probeProblems } from './lib/probe-problems.mjs';
import { readProblemSet } from './lib/problem-sets.mjs';

requireNode();
try {
  if (process.argv.includes('--help')) console.log(USAGE);
  else await evaluate(evalOptions(process.argv.slice(2)), shownCommand(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\n\n${USAGE}`);
  process.exitCode = 1;
}

/**
 * @param {import('./lib/eval-options.mjs').EvalOptions} options
 * @param {string} command
 */
async function evaluate(options, command) {
  const { device, plan, agent, limits, budget, runTimeoutMs, workers, out } = options;
  if (options.resume && !existsSync(path.join(out, 'settings.json'))) {
    throw new UsageError(`--resume: ${out} holds no results to go on with.`);
  }
  const { name, problems, solutions } = await readProblemSet(options.problems, console.log);
  const playground = await openPlayground({ device, model: options.model, plan, runTimeoutMs, say: console.log });
  const others = [];
  try {
    const { id, weightsSha256, deviceReason } = await playground.model();
    console.log(`Model ${id} on ${device}: ${deviceReason}`);
    const problemsSha256 = createHash('sha256').update(JSON.stringify(problems)).digest('hex');
    const equal = options.equal === null ? null : equalCost(options.equal, { problemsSha256, weightsSha256, device });
    const settings = {
      problems: name,
      problemCount: problems.length,
      problemsSha256,
      model: id,
      weightsSha256,
      device,
      agent,
      // Folders from before there were limits to set name none, and are still completed.
      ...(Object.keys(limits).length > 0 ? { limits } : {}),
      ...(isLimited(budget) ? { budget } : {}),
      ...(equal === null ? {} : { equal: equal.told }),
      ...(options.agents === null ? {} : { agents: options.agents }),
      ...(plan === null ? {} : { plan }),
    };
    for (const note of options.notes) console.log(note);
    const named = problems.slice(options.start, options.end ?? problems.length);
    const chosen = named.slice(0, options.limit);
    const evaluation = { playground, settings, problems: chosen, options, equal, command };
    while (others.length + 1 < workers)
      others.push(await openPlayground({ device, model: options.model, plan, runTimeoutMs, say: () => {} }));
    if (options.probe === null) await evaluateStrategies(evaluation, others);
    else await probeProblems({ ...evaluation, solutions, probe: options.probe }, others);
  } finally {
    await Promise.all([playground, ...others].map((page) => page.close()));
  }
}
