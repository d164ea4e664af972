/** One line of results.jsonl: what came of one problem with one strategy, folded from the run's events. */

/** @typedef {import('../../src/guidance/events').RunEvent} RunEvent */
/** @typedef {import('./problem-rows.mjs').Problem} Problem */

/**
 * @typedef {object} Attempt
 * @property {string} strategy
 * @property {number} gamma
 */

/** @typedef {{ passed: number, total: number }} Score */

/**
 * @typedef {object} ResultRow
 * @property {string} problem
 * @property {string} strategy
 * @property {number} gamma
 * @property {boolean} solved every visible test passes
 * @property {Score} visible
 * @property {Score} hidden
 * @property {{ passing: number, of: number } | null} [samples] best of N: how many of all samples pass every visible
 *   test; rows from before there were samples have none
 * @property {string} code
 * @property {number} forwardedTokens
 * @property {number} sessionRuns
 * @property {number} seconds wall clock of the run
 * @property {string | null} weightsSha256 null when the run did not start
 * @property {string | null} error
 */

/**
 * @param {Problem} problem
 * @param {Attempt} attempt
 * @param {readonly RunEvent[]} events
 * @param {number} seconds
 * @returns {ResultRow}
 */
export function resultRow(problem, { strategy, gamma }, events, seconds) {
  const code = last(events, 'code-finished')?.code ?? '';
  const failed = last(events, 'run-failed');
  const finished = last(events, 'run-finished');
  const cost = finished?.cost ?? last(events, 'line-finished')?.cost ?? { forwardedTokens: 0, sessionRuns: 0 };
  return {
    problem: problem.id,
    strategy,
    gamma,
    solved: finished?.solved ?? false,
    visible: score(events, 'visible', problem.visibleTests.length),
    hidden: score(events, 'hidden', problem.hiddenTests.length),
    samples: samples(events),
    code,
    forwardedTokens: cost.forwardedTokens,
    sessionRuns: cost.sessionRuns,
    seconds,
    weightsSha256: last(events, 'run-started')?.model.weightsSha256 ?? null,
    error: failed ? failed.message : finished ? null : 'The run ended early.',
  };
}

/** @param {readonly RunEvent[]} events */
function samples(events) {
  const chosen = last(events, 'candidate-chosen');
  return chosen ? { passing: chosen.passing, of: chosen.of } : null;
}

/**
 * A run that the page did not survive.
 * @param {Problem} problem
 * @param {Attempt} attempt
 * @param {string} error
 * @param {number} seconds
 * @returns {ResultRow}
 */
export function failedRow(problem, attempt, error, seconds) {
  return { ...resultRow(problem, attempt, [], seconds), error };
}

/** @param {Pick<ResultRow, 'problem' | 'strategy' | 'gamma'>} row */
export function rowKey({ problem, strategy, gamma }) {
  return JSON.stringify([problem, strategy, gamma]);
}

/**
 * @param {readonly RunEvent[]} events
 * @param {'visible' | 'hidden'} suite
 * @param {number} total
 * @returns {Score}
 */
function score(events, suite, total) {
  const judged = events.find((event) => event.kind === 'code-judged' && event.suite === suite);
  const outcomes = judged?.kind === 'code-judged' ? judged.outcomes : [];
  return { passed: outcomes.filter((outcome) => outcome.kind === 'passed').length, total };
}

/**
 * @template {RunEvent['kind']} K
 * @param {readonly RunEvent[]} events
 * @param {K} kind
 * @returns {Extract<RunEvent, { kind: K }> | undefined}
 */
function last(events, kind) {
  return events.findLast(
    /** @returns {event is Extract<RunEvent, { kind: K }>} */
    (event) => event.kind === kind,
  );
}
