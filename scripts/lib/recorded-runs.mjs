/** Which runs are worth recording: criteria over pairs of runs, plain and guided, on the bundled problems. */
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { runnerImport } from 'vite';
import { REPOSITORY } from './repository.mjs';

/** @typedef {import('../../src/guidance/events').RunEvent} RunEvent */
/** @typedef {import('../../src/runs/recorded-index').RecordedEntry} RecordedEntry */
/** @typedef {import('../../src/runs/recorded-index').RecordedRole} RecordedRole */
/** @typedef {{ readonly passed: number, readonly total: number }} Passed */

/**
 * @typedef {object} Pair one problem, once without and once with guidance
 * @property {RunEvent[]} plain
 * @property {RunEvent[]} guided
 */

/** @type {{ module: typeof import('../../src/runs/moments') }} */
const { module: moments } = await runnerImport(path.join(REPOSITORY, 'src', 'runs', 'moments.ts'));

/**
 * @param {RunEvent[]} events
 * @param {'visible' | 'hidden'} suite
 * @returns {Passed}
 */
export function passedOf(events, suite) {
  const judged = events.findLast((event) => event.kind === 'code-judged' && event.suite === suite);
  const outcomes = judged?.kind === 'code-judged' ? judged.outcomes : [];
  return { passed: outcomes.filter(({ kind }) => kind === 'passed').length, total: outcomes.length };
}

/** @param {RunEvent[]} events */
export function isSolved(events) {
  const last = events.at(-1);
  return last?.kind === 'run-finished' && last.solved;
}

/** @param {RunEvent[]} events */
function isRight(events) {
  const hidden = passedOf(events, 'hidden');
  return isSolved(events) && hidden.passed === hidden.total;
}

/**
 * Whether the pair shows what the role is for. `plain` and `samples` are further runs of the rescued problem.
 * @type {Readonly<Record<Exclude<RecordedRole, 'plain' | 'samples'>, (pair: Pair) => boolean>>}
 */
export const SHOWS = {
  // Plain decoding can do it too: the first thing to see is how it goes, not who wins.
  first: ({ guided }) => isRight(guided) && moments.firstWithCandidates(guided) !== null,
  rescue: ({ plain, guided }) => !isSolved(plain) && isRight(guided) && moments.rescueMoment(guided) !== null,
  worse: ({ plain, guided }) => moments.firstChange(guided) !== null && lostTests({ plain, guided }) > 0,
  // No candidate of any line passes: the model has no such program to choose from.
  unknown: ({ plain, guided }) => !isSolved(plain) && !isSolved(guided) && !moments.hasPassingCandidate(guided),
};

/**
 * How many visible tests plain decoding passes and guidance does not; a problem that is solved without it counts most.
 * @param {Pair} pair
 */
export function lostTests({ plain, guided }) {
  const lost = passedOf(plain, 'visible').passed - passedOf(guided, 'visible').passed;
  return lost > 0 && isSolved(plain) ? lost + 100 : lost;
}

/** @param {RunEvent[]} events */
export function sizeOf(events) {
  return JSON.stringify(events).length;
}

/**
 * @param {readonly Pair[]} pairs in the page's order
 * @returns {Record<keyof typeof SHOWS, Pair | null>} the first in the page's order for `first`, for the others the
 *   clearest, and of equal ones the smallest
 */
export function choosePairs(pairs) {
  const fitting = (/** @type {keyof typeof SHOWS} */ role) => pairs.filter((pair) => SHOWS[role](pair));
  const smallest = (/** @type {Pair[]} */ among) =>
    among.sort((a, b) => sizeOf(a.guided) - sizeOf(b.guided))[0] ?? null;
  const worse = fitting('worse');
  const most = Math.max(...worse.map(lostTests));
  return {
    first: fitting('first')[0] ?? null,
    rescue: smallest(fitting('rescue')),
    worse: smallest(worse.filter((pair) => lostTests(pair) === most)),
    unknown: smallest(fitting('unknown')),
  };
}

/**
 * One event per line, so that two recordings can be compared with any diff.
 * @param {readonly RunEvent[]} events
 * @returns {string} the file
 */
export function runFileText(events) {
  return `{"format":1,"events":[\n${events.map((event) => JSON.stringify(event)).join(',\n')}\n]}\n`;
}

/**
 * @param {RecordedRole} role
 * @param {RunEvent[]} events
 * @param {RunEvent[]} plain
 * @returns {RecordedEntry}
 */
export function entryOf(role, events, plain) {
  const started = events[0];
  const last = events.at(-1);
  if (started?.kind !== 'run-started' || last?.kind !== 'run-finished') {
    const said = last?.kind === 'run-failed' ? last.message : last?.kind;
    throw new Error(`The run for “${role}” did not finish: ${said}.`);
  }
  const text = runFileText(events);
  return {
    role,
    file: `${role}.json`,
    problem: { id: started.problem.id, title: started.problem.title },
    strategy: started.strategy.kind,
    gamma: started.strategy.kind === 'egcfg' ? started.agent.gamma : 0,
    seed: started.agent.seed,
    solved: last.solved,
    visible: passedOf(events, 'visible'),
    hidden: passedOf(events, 'hidden'),
    plain: { visible: passedOf(plain, 'visible'), hidden: passedOf(plain, 'hidden') },
    forwardedTokens: last.cost.forwardedTokens,
    events: events.length,
    bytes: Buffer.byteLength(text),
    gzipBytes: gzipSync(text, { level: 9 }).byteLength,
  };
}
