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
import { openPlayground, Unavailable } from './lib/playground-page.mjs';
import { probeProblems } from './lib/probe-problems.mjs';
import { readProblemSet } from './lib/problem-sets.mjs';

requireNode();
try {
  if (process.argv.includes('--help')) console.log(USAGE);
  else await evaluate(evalOptions(process.argv.slice(2)), shownCommand(process.argv.slice(2)));
} catch (error) {
  if (error instanceof UsageError) console.error(`${error.message}\n\n${USAGE}`);
  else if (error instanceof Unavailable) console.error(`${error.message}\nThe same command goes on from here.`);
  else throw error;
  process.exitCode = 1;
}

/**
 * @param {import('./lib/eval-options.mjs').EvalOptions} options
 * @param {string} command
 */
async function evaluate(options, command) {
  const { plan, endpoint, agent, limits, budget, runTimeoutMs, workers, out } = options;
  if (options.resume && !existsSync(path.join(out, 'settings.json'))) {
    throw new UsageError(`--resume: ${out} holds no results to go on with.`);
  }
  const { name, problems, solutions } = await readProblemSet(options.problems, console.log);
  const device = endpoint === null ? options.device : 'endpoint';
  const opening = { device: options.device, model: options.model, plan, endpoint, lanes: workers, runTimeoutMs };
  const playground = await openPlayground({ ...opening, say: console.log });
  const others = [];
  try {
    const { id, weightsSha256, deviceReason, endpoint: use } = await playground.model();
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
      ...(use === undefined ? {} : { endpoint: use }),
    };
    for (const note of options.notes) console.log(note);
    const named = problems.slice(options.start, options.end ?? problems.length);
    const chosen = named.slice(0, options.limit);
    const evaluation = { playground, settings, problems: chosen, options, equal, command };
    // A server answers all runs of one page; a model in a page answers one after the other.
    while (endpoint === null && others.length + 1 < workers)
      others.push(await openPlayground({ ...opening, lanes: 1, say: () => {} }));
    const sharing = endpoint === null ? others : Array.from({ length: workers - 1 }, () => playground);
    if (options.probe === null) await evaluateStrategies(evaluation, sharing);
    else await probeProblems({ ...evaluation, solutions, probe: options.probe }, sharing);
    if (endpoint !== null) console.log(`\n${spentWords(await playground.endpointSpent())}`);
  } finally {
    await Promise.all([playground, ...others].map((page) => page.close()));
  }
}

/** @param {import('../src/endpoint/spending').Spent} spent */
function spentWords({ requests, retries, inputTokens, cachedTokens, outputTokens }) {
  return (
    `${requests} requests (${retries} made again); ${inputTokens} tokens read, ${cachedTokens} of them from the server’s ` +
    `memory; ${outputTokens} written.`
  );
}
