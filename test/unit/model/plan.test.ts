/** Timing chooses a plan, a plan chooses what a run costs, and neither chooses a token. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../src/guidance/events';
import type { DecodePlan, Interpreter } from '../../../src/guidance/ports';
import { BUNDLED_PROBLEMS } from '../../../src/problems/bundled';
import { BATCH_SIZES, type Calibration, calibrate, isPlausible } from '../../../workers/model/calibrate';
import { planFor } from '../../../workers/model/plan';
import { checkSession } from '../../../workers/model/self-check';
import { eventsOf, interpreterOf, modelOf } from '../../verify/decode-harness';
import { startRuntime } from '../python/interpreter';
import { type BuiltIn, loadBuiltIn, NEVER } from './built-in-model';

let model: BuiltIn;
let interpreter: Interpreter;
beforeAll(async () => {
  model = await loadBuiltIn(2048);
  interpreter = interpreterOf(await startRuntime());
});
afterAll(() => model.engine.dispose());

const EXACT = { maxLogitDifference: 1e-6, pairDifference: 1e-6 };

function measured(ms: readonly number[], chunkMs: number | null = 20): Calibration {
  return { steps: ms.map((each, i) => ({ rows: BATCH_SIZES[i] ?? 0, ms: each })), chunkMs };
}

describe('a plan', () => {
  it.each<[string, Calibration | null, DecodePlan]>([
    ['nothing was measured', null, { decoding: 'drafts', maxBatch: 16, pair: false }],
    ['rows get cheaper all the way', measured([9, 11, 18, 30, 50]), { decoding: 'drafts', maxBatch: 16, pair: true }],
    [
      'rows cost the same in any batch',
      measured([9, 18, 36, 72, 144]),
      { decoding: 'drafts', maxBatch: 16, pair: false },
    ],
    ['four is best', measured([10, 20, 24, 70, 150]), { decoding: 'drafts', maxBatch: 4, pair: false }],
    ['batches are dear', measured([10, 30, 60, 130, 300]), { decoding: 'drafts', maxBatch: 1, pair: false }],
    ['time was up after one', measured([900], null), { decoding: 'drafts', maxBatch: 16, pair: false }],
    [
      'time was up while rows got cheaper',
      measured([700, 750], null),
      { decoding: 'drafts', maxBatch: 16, pair: true },
    ],
    [
      'a chunk costs more than its steps',
      measured([2, 3, 5, 9, 17], 41),
      { decoding: 'stepping', maxBatch: 16, pair: true },
    ],
  ])('where %s', (_, calibration, plan) => {
    expect(planFor(EXACT, calibration)).toEqual(plan);
  });

  it('steps each token by itself where readings disagree, and joins no rows that disagree', () => {
    const fast = measured([9, 11, 18, 30, 50]);
    expect(planFor({ maxLogitDifference: 0.05, pairDifference: 0 }, fast)).toMatchObject({
      decoding: 'stepping',
      pair: false,
    });
    expect(planFor({ maxLogitDifference: 0, pairDifference: 0.05 }, fast)).toMatchObject({
      decoding: 'drafts',
      pair: false,
    });
    expect(planFor({ maxLogitDifference: 0, pairDifference: null }, fast)).toMatchObject({ pair: false });
  });

  it('keeps the caches of a batch within memory', () => {
    const row = 25 * 1024 * 1024;
    expect(planFor(EXACT, null, row).maxBatch).toBe(8);
    expect(planFor(EXACT, measured([9, 11, 18, 30, 50]), 100 * row).maxBatch).toBe(1);
  });
});

describe('the calibration', () => {
  /** A clock on which each reading after the first is so many milliseconds later. */
  function ticking(ms: number): () => number {
    let now = -ms;
    return () => (now += ms);
  }

  it('measures every batch and a chunk on a device that is quick, and leaves nothing behind', async () => {
    const { liveBuffers } = model.session.pool;
    const measured = await calibrate(NEVER, model.session, 1024, ticking(1));
    expect(measured?.steps.map(({ rows }) => rows)).toEqual([...BATCH_SIZES]);
    expect(measured?.chunkMs).not.toBeNull();
    expect(model.session.pool.liveBuffers).toBe(liveBuffers);
  });

  it('ends in time on one that is slow', async () => {
    const measured = await calibrate(NEVER, model.session, 1024, ticking(2_000));
    expect(measured?.steps).toHaveLength(1);
    expect(measured?.chunkMs).toBeNull();
  });

  it.each<[string, Calibration, boolean]>([
    ['a processor', measured([9, 11, 18, 30, 50], 21), true],
    ['a graphics device whose second row costs as much as the first', measured([800, 1640, 1006], 1500), true],
    ['one that was disturbed at two rows', measured([1.5, 90], 108), false],
    ['one that was disturbed at the chunk', measured([16, 33], 750), false],
    ['one that was disturbed at one row', measured([90, 12, 18, 30, 50], 21), false],
    ['nothing', measured([]), false],
  ])('can tell figures of %s', (_, figures, plausible) => {
    expect(isPlausible(figures)).toBe(plausible);
  });

  it('is cancelled', async () => {
    const abort = new AbortController();
    abort.abort('stop');
    await expect(calibrate(abort.signal, model.session, 1024)).rejects.toBe('stop');
  });

  it('finds rows of different lengths computed as each alone', async () => {
    const { pairDifference } = await checkSession(model.session, 1024, 1e-4);
    expect(pairDifference).toBeLessThan(1e-4);
  });
});

describe('runs under different plans', () => {
  const PLANS: readonly DecodePlan[] = [
    { decoding: 'drafts', maxBatch: 16 },
    { decoding: 'drafts', maxBatch: 2, pair: true },
    { decoding: 'stepping', maxBatch: 1 },
    { decoding: 'stepping', maxBatch: 3, pair: true },
  ];

  function chosen(events: readonly RunEvent[]) {
    return events.flatMap((event) => {
      if (event.kind === 'token-chosen') return [`${event.line}.${event.position} ${event.choice.id}`];
      if (event.kind === 'signal-formed') return [event.signal.text];
      return event.kind === 'code-judged' ? [JSON.stringify(event.outcomes)] : [];
    });
  }

  it('choose the same tokens; under one plan they tell the same, whatever the calibration would say', async () => {
    const [problem] = BUNDLED_PROBLEMS.slice(3);
    if (problem === undefined) throw new Error('There are no bundled problems');
    const run = (plan: DecodePlan) => {
      const calibrated = planFor(EXACT, measured([1, Math.random() * 2, 5, Math.random() * 8, 9]));
      const described = { ...modelOf(model.engine), description: { ...model.engine.description, plan: calibrated } };
      return eventsOf(described, interpreter, problem, { agent: { gamma: 2, maxTokens: 60, candidates: 3 }, plan });
    };
    const runs: RunEvent[][] = [];
    for (const plan of PLANS) runs.push(await run(plan));
    const [first = []] = runs;
    for (const events of runs) expect(chosen(events)).toEqual(chosen(first));
    for (const i of [0, 1, 3]) expect(await run(PLANS[i] as DecodePlan)).toEqual(runs[i]);
    const costs = runs.map((events) => events.flatMap((event) => (event.kind === 'run-finished' ? [event.cost] : [])));
    const [, , alone, paired] = costs.map(([cost]) => cost);
    // The same tokens go through the network, in runs of two rows instead of two runs.
    expect(paired?.forwardedTokens).toBeLessThanOrEqual(1.05 * (alone?.forwardedTokens ?? 0));
    expect(paired?.sessionRuns).toBeLessThan(0.8 * (alone?.sessionRuns ?? 0));
    expect(model.session.pool).toMatchObject({ liveViews: 0, liveBuffers: 0 });
  });
});
