/**
 * npm run record: makes public/runs again, the recorded runs that the page shows before anything is loaded.
 *
 * No problem is named here. Every bundled problem is written once without and once with guidance, and those that show
 * what a recording is for are kept (lib/recorded-runs.mjs): other weights give other problems, and the same command.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { requireNode } from './lib/node-version.mjs';
import { openPlayground } from './lib/playground-page.mjs';
import { choosePairs, entryOf, isSolved, runFileText, SHOWS } from './lib/recorded-runs.mjs';
import { REPOSITORY } from './lib/repository.mjs';

/** @typedef {import('./lib/recorded-runs.mjs').Pair} Pair */
/** @typedef {import('../src/runs/recorded-index').RecordedRole} RecordedRole */
/** @typedef {import('../src/guidance/events').RunEvent} RunEvent */

const USAGE = `npm run record

Makes public/runs again with the shipped weights. Every bundled problem is run twice, which takes some minutes.

  --same   looks at the problems of the present recordings alone: quick, and enough where the weights are the same and
           only what an event holds has changed`;

const FOLDER = path.join(REPOSITORY, 'public', 'runs');
const RUN_TIMEOUT_MS = 600_000;
const SAMPLES = 10;
/** Tried where no problem shows with the usual seed that guidance rescues, or spoils what plain decoding solves. */
const OTHER_SEEDS = [2, 3, 4];
/** A recording is for looking at: what is larger is left, unless nothing else shows the same. */
const LARGEST_BYTES = 400_000;

/** Named, so that a recording does not depend on how fast this machine was at the time. */
const PLAN = /** @type {const} */ ({ decoding: 'drafts', maxBatch: 16, pair: true });

requireNode();
const { values } = parseArgs({ options: { same: { type: 'boolean' }, help: { type: 'boolean' } } });
if (values.help === true) {
  console.log(USAGE);
  process.exit(0);
}

const playground = await openPlayground({ device: 'wasm', plan: PLAN, runTimeoutMs: RUN_TIMEOUT_MS, say: console.log });
try {
  const wanted = values.same === true ? recordedProblems() : null;
  const problems = (await playground.bundledProblems()).filter(({ id }) => wanted?.has(id) ?? true);
  /** @type {Pair[]} */
  const pairs = [];
  for (const [i, problem] of problems.entries()) {
    const plain = await playground.run(problem, { agent: { gamma: 0 } });
    const guided = await playground.run(problem, {});
    pairs.push({ plain, guided });
    const words = `plain ${isSolved(plain) ? 'solves it' : 'fails'}, guided ${isSolved(guided) ? 'solves it' : 'fails'}`;
    console.log(`${i + 1} of ${problems.length}: ${problem.title}: ${words}`);
  }
  const small = pairs.filter(({ guided }) => JSON.stringify(guided).length <= LARGEST_BYTES);
  const chosen = choosePairs(small);
  const solved = small.filter(({ plain }) => isSolved(plain));
  const unsolved = small.filter(({ plain }) => !isSolved(plain));
  chosen.rescue ??= await withOtherSeed(unsolved, SHOWS.rescue);
  if (chosen.worse === null || !isSolved(chosen.worse.plain)) {
    chosen.worse = (await withOtherSeed(solved, SHOWS.worse)) ?? chosen.worse;
  }

  /** @type {[RecordedRole, RunEvent[], RunEvent[]][]} */
  const runs = [];
  for (const role of /** @type {const} */ (['first', 'rescue', 'worse', 'unknown'])) {
    const pair = chosen[role];
    if (pair === null) {
      console.log(`No bundled problem shows “${role}”: it is left out.`);
      continue;
    }
    runs.push([role, pair.guided, pair.plain]);
    if (role !== 'rescue') continue;
    const [started] = pair.guided;
    if (started?.kind !== 'run-started') throw new Error('A run without a beginning.');
    const sampled = await playground.run(started.problem, { strategy: { kind: 'best-of-n', samples: SAMPLES } });
    runs.push(['plain', pair.plain, pair.plain], ['samples', sampled, pair.plain]);
  }
  if (runs[0]?.[0] !== 'first') throw new Error('No run can be the first. Nothing written.');
  for (const [role, events] of runs) {
    if (!isDeepStrictEqual(JSON.parse(JSON.stringify(events)), events)) {
      throw new Error(`The run for “${role}” holds values that JSON cannot (an infinity, say). Nothing written.`);
    }
  }
  const { id, weightsSha256 } = await playground.model();
  const entries = runs.map(([role, events, plain]) => entryOf(role, events, plain));
  mkdirSync(FOLDER, { recursive: true });
  for (const file of readdirSync(FOLDER)) rmSync(path.join(FOLDER, file));
  for (const [role, events] of runs) writeFileSync(path.join(FOLDER, `${role}.json`), runFileText(events));
  const index = { format: 1, model: id, weightsSha256, runs: entries };
  writeFileSync(path.join(FOLDER, 'index.json'), `${JSON.stringify(index, null, 2)}\n`);
  for (const { role, problem, visible, gzipBytes } of entries) {
    console.log(
      `${role}: ${problem.title}, ${visible.passed} of ${visible.total} visible tests, ${gzipBytes} B gzipped`,
    );
  }
} finally {
  await playground.close();
}

/** @returns {Set<string>} ids of the problems that public/runs shows now */
function recordedProblems() {
  const index = JSON.parse(readFileSync(path.join(FOLDER, 'index.json'), 'utf8'));
  return new Set(index.runs.map((/** @type {{ problem: { id: string } }} */ { problem }) => problem.id));
}

/**
 * The first pair with another seed that shows what is looked for.
 * @param {readonly Pair[]} among
 * @param {(pair: Pair) => boolean} shows
 * @returns {Promise<Pair | null>}
 */
async function withOtherSeed(among, shows) {
  for (const { plain } of among) {
    const [started] = plain;
    if (started?.kind !== 'run-started') continue;
    for (const seed of OTHER_SEEDS) {
      const guided = await playground.run(started.problem, { agent: { seed } });
      console.log(`${started.problem.title}, seed ${seed}: guided ${isSolved(guided) ? 'solves it' : 'fails'}`);
      if (shows({ plain, guided })) return { plain, guided };
    }
  }
  return null;
}
