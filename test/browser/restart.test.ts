/** The model's worker really breaks in the middle of a run, which goes on and ends as if nothing had happened. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunEvent } from '../../src/guidance/events';
import type { Problem } from '../../src/problems/schema';
import { disturbedRun, makeDisturbable } from './disturb';
import { openPage } from './page';
import { all, codeOf, firstProblem, runOnPage, tokenIds } from './support';

let opened: Awaited<ReturnType<typeof openPage>>;
let problem: Problem;
let undisturbed: readonly RunEvent[];
const AGENT = { gamma: 2, seed: 5 };

beforeAll(async () => {
  opened = await openPage();
  await makeDisturbable(opened.page);
  problem = await firstProblem(opened.page);
  undisturbed = await runOnPage(opened.page, problem, AGENT);
});
afterAll(() => opened.close());

/** Without numbers that depend on how a text was divided: costs, and the last digits of probabilities. */
function told(events: readonly RunEvent[]) {
  return {
    kinds: events.map(({ kind }) => kind).filter((kind) => kind !== 'engine-restarted'),
    tokens: tokenIds(events),
    code: codeOf(events),
    candidates: all(events, 'candidate-sampled').map(({ line, candidate }) => [line, candidate.index, candidate.ids]),
    executed: all(events, 'candidate-executed').map(({ line, index, passed }) => [line, index, passed]),
    signals: all(events, 'signal-formed').map(({ line, signal }) => [line, signal.text]),
    judged: all(events, 'code-judged').map(({ suite, outcomes }) => [suite, outcomes]),
  };
}

it.each([
  ['while a line is written', 'token-chosen', 12],
  ['while candidates are sampled', 'candidate-sampled', 2],
])('a worker that dies %s', async (_, kind, count) => {
  const events = await disturbedRun(opened.page, { problem, agent: AGENT }, [{ disturbance: 'crash', kind, count }]);
  expect(all(events, 'engine-restarted')).toMatchObject([{ reason: 'model-crashed', device: 'wasm', maxBatch: null }]);
  expect(told(events)).toEqual(told(undisturbed));
  const said = opened.page.locator('.restarted');
  expect(await said.textContent()).toMatch(/^The model broke down at line \d+; .* went on from there\.$/);
});
