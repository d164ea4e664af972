/** npm run record: makes public/runs/first.json again, the run that the page plays before anything is loaded. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { requireNode } from './lib/node-version.mjs';
import { openPlayground } from './lib/playground-page.mjs';
import { REPOSITORY } from './lib/repository.mjs';

const FILE = path.join(REPOSITORY, 'public', 'runs', 'first.json');
const RUN_TIMEOUT_MS = 600_000;

/** Named, so that a recording does not depend on how fast this machine was at the time. */
const PLAN = /** @type {const} */ ({ decoding: 'drafts', maxBatch: 16, pair: true });

requireNode();
const playground = await openPlayground({ device: 'wasm', plan: PLAN, runTimeoutMs: RUN_TIMEOUT_MS, say: console.log });
try {
  const [problem] = await playground.bundledProblems();
  if (problem === undefined) throw new Error('The page has no bundled problem.');
  const events = await playground.run(problem, {});
  const last = events.at(-1);
  if (last?.kind !== 'run-finished') {
    throw new Error(
      `The run did not finish: ${last?.kind === 'run-failed' ? last.message : last?.kind}. Nothing written.`,
    );
  }
  if (!isDeepStrictEqual(JSON.parse(JSON.stringify(events)), events)) {
    throw new Error('The run holds values that JSON cannot (an infinity, for instance). Nothing written.');
  }
  mkdirSync(path.dirname(FILE), { recursive: true });
  // One event per line: two recordings can be compared with any diff.
  const lines = events.map((event) => JSON.stringify(event)).join(',\n');
  writeFileSync(FILE, `{"format":1,"events":[\n${lines}\n]}\n`);
  console.log(`${problem.title}: ${last.solved ? 'solved' : 'NOT solved'}, ${events.length} events written.`);
} finally {
  await playground.close();
}
