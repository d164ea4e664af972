/** The model's worker is refused memory in the middle of a run: the run goes on, with smaller batches. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { disturbedRun, makeDisturbable } from '../../browser/disturb';
import { openPage } from '../../browser/page';
import { all, firstProblem } from '../../browser/support';

let opened: Awaited<ReturnType<typeof openPage>>;
beforeAll(async () => {
  opened = await openPage();
});
afterAll(() => opened.close());

it('memory that is refused: the run goes on, with smaller batches where that is what was wrong', async () => {
  await makeDisturbable(opened.page);
  const problem = await firstProblem(opened.page);
  const strategy = { kind: 'best-of-n', samples: 128 } as const;
  // So wide, and so varied that no two rows stay one, that the memory of the start does not hold it.
  const input = {
    problem,
    agent: { gamma: 2, seed: 5, temperature: 3, topP: 1, maxTokens: 40 },
    strategy,
    plan: { decoding: 'drafts', maxBatch: 128 } as const,
  };
  const events = await disturbedRun(opened.page, input, [
    { disturbance: 'refuse-memory', kind: 'line-started', count: 1 },
  ]);
  const [restarted, ...more] = all(events, 'engine-restarted');
  expect(more).toEqual([]);
  // The runtime either says that it lacks memory or trips over what it did not get.
  expect([64, null]).toContain(restarted?.maxBatch);
  expect(restarted?.reason).toBe(restarted?.maxBatch === null ? 'model-crashed' : 'out-of-memory');
  expect(new Set(all(events, 'candidate-sampled').map(({ candidate }) => candidate.index)).size).toBe(128);
  expect(events.at(-1)).toMatchObject({ kind: 'run-finished' });
});
