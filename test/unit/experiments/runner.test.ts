import { describe, expect, it } from 'vitest';
import { lost } from '../../../src/endpoint/failures';
import type { Experiment } from '../../../src/experiments/definition';
import type { RunLocks } from '../../../src/experiments/locks';
import type { Lane } from '../../../src/experiments/run-one';
import { ExperimentRunner } from '../../../src/experiments/runner';
import { type ExperimentStorage, memoryStorage, StorageRefused } from '../../../src/experiments/storage';
import { experimentOf, PROBLEMS, scriptedLane, sharedLocks } from './fixtures';

interface Options {
  readonly experiment?: Experiment;
  readonly storage?: ExperimentStorage;
  readonly locks?: RunLocks;
  readonly lanes?: readonly Lane[];
}

async function runnerOf(options: Options = {}) {
  const storage = options.storage ?? memoryStorage();
  const experiment = options.experiment ?? experimentOf();
  const lanes = options.lanes ?? [scriptedLane()];
  if ((await storage.problems(experiment.id)).length === 0) await storage.save(experiment, PROBLEMS);
  const runner = new ExperimentRunner(
    {
      storage,
      locks: options.locks ?? sharedLocks(),
      openLanes: async () => ({ lanes, close: () => undefined }),
      nowMs: () => 0,
      tell: () => undefined,
    },
    experiment,
    PROBLEMS,
    await storage.rows(experiment.id),
  );
  return { runner, storage };
}

describe('an experiment', () => {
  it('makes every run once, in an order that problems lead, and stores each with its events', async () => {
    const { runner, storage } = await runnerOf();
    await runner.start(1);
    expect(runner.state.value).toEqual({ kind: 'finished' });
    const rows = [...(await storage.rows('e1')).values()];
    expect(rows.map(({ problem, strategy }) => `${problem} ${strategy}`)).toEqual([
      'a greedy',
      'a best-of-2',
      'a egcfg',
      'b greedy',
      'b best-of-2',
      'b egcfg',
      'c greedy',
      'c best-of-2',
      'c egcfg',
    ]);
    expect(rows.map(({ solved }) => solved)).toEqual([false, true, true, false, true, true, false, true, true]);
    for (const key of (await storage.rows('e1')).keys()) {
      const [part] = (await storage.parts('e1', key)) ?? [];
      expect(part?.events[0]?.kind).toBe('run-started');
      expect(part?.events.at(-1)?.kind).toBe('run-finished');
    }
    expect((await storage.list())[0]?.model).toEqual({ id: 'scripted', weightsSha256: 'abc', device: 'wasm' });
  });

  it('gives the same rows whatever the number of lanes', async () => {
    const one = await runnerOf({ experiment: experimentOf({ seeds: [1, 2] }) });
    await one.runner.start(1);
    const three = await runnerOf({
      experiment: experimentOf({ seeds: [1, 2] }),
      lanes: [scriptedLane(), scriptedLane(), scriptedLane()],
    });
    await three.runner.start(3);
    const sorted = async (storage: ExperimentStorage) =>
      [...(await storage.rows('e1'))].sort(([a], [b]) => a.localeCompare(b));
    expect(await sorted(three.storage)).toEqual(await sorted(one.storage));
    expect(await sorted(one.storage)).toHaveLength(18);
  });

  it('pauses after the run in hand, and goes on later without making a run again', async () => {
    const made: string[] = [];
    const opened = await runnerOf({
      lanes: [
        scriptedLane({
          onRun: (problem) => {
            made.push(problem);
            if (made.length === 4) opened.runner.pause();
          },
        }),
      ],
    });
    await opened.runner.start(1);
    expect(opened.runner.state.value).toEqual({ kind: 'idle' });
    expect(opened.runner.open.value).toHaveLength(5);
    // As in another visit: nothing but what was stored.
    const later = await runnerOf({
      storage: opened.storage,
      lanes: [scriptedLane({ onRun: (id) => void made.push(id) })],
    });
    expect(later.runner.rows.value.size).toBe(4);
    await later.runner.start(1);
    expect(later.runner.state.value).toEqual({ kind: 'finished' });
    expect(made.join('')).toBe('aaabbbccc');
  });

  it('is shared by two tabs: each run is made once, and both show all of them', async () => {
    const storage = memoryStorage();
    const locks = sharedLocks();
    const made: string[] = [];
    const slow = (tab: string) =>
      scriptedLane({
        onRun: async (problem) => {
          made.push(`${tab}${problem}`);
          await new Promise((resolve) => setTimeout(resolve, 2));
        },
      });
    const one = await runnerOf({ storage, locks, lanes: [slow('1')] });
    const two = await runnerOf({ storage, locks, lanes: [slow('2')] });
    await Promise.all([one.runner.start(1), two.runner.start(1)]);
    expect(made).toHaveLength(9);
    expect(new Set(made.map((name) => name[0]))).toEqual(new Set(['1', '2']));
    expect([one.runner.state.value.kind, two.runner.state.value.kind]).toEqual(['finished', 'finished']);
    expect(one.runner.rows.value).toEqual(two.runner.rows.value);
  });

  it('stops where a server goes away, keeps no row of that run, and makes it once the server is back', async () => {
    let away = true;
    const lane = scriptedLane({
      onRun: (problem) => {
        if (away && problem === 'b') throw lost('localhost:8080', 6);
      },
    });
    const { runner, storage } = await runnerOf({ lanes: [lane] });
    await runner.start(1);
    expect(runner.state.value).toMatchObject({
      kind: 'stopped',
      failure: { message: expect.stringContaining('no longer answers') },
    });
    expect((await storage.rows('e1')).size).toBe(3);
    away = false;
    await runner.start(1);
    expect(runner.state.value).toEqual({ kind: 'finished' });
    expect([...(await storage.rows('e1')).values()].filter(({ error }) => error !== null)).toEqual([]);
    expect(runner.rows.value.size).toBe(9);
  });

  it('keeps a failed run as a row with its reason, and makes it again when asked', async () => {
    let broken = true;
    const lane = scriptedLane({
      onRun: (problem) => {
        if (broken && problem === 'b') throw new Error('No package.');
      },
    });
    const { runner } = await runnerOf({ lanes: [lane] });
    await runner.start(1);
    const failed = [...runner.rows.value.values()].filter(({ error }) => error !== null);
    expect(failed.map(({ problem, error, solved }) => [problem, error, solved])).toEqual(
      Array(3).fill(['b', 'No package.', false]),
    );
    broken = false;
    await runner.retryFailed();
    expect(runner.open.value).toHaveLength(3);
    await runner.start(1);
    expect([...runner.rows.value.values()].every(({ error }) => error === null)).toBe(true);
  });

  it('stops where nothing can be run at all, instead of filling the table with failures', async () => {
    const { runner } = await runnerOf({
      lanes: [
        scriptedLane({
          onRun: () => {
            throw new Error('Out of order.');
          },
        }),
      ],
    });
    await runner.start(1);
    expect(runner.state.value).toMatchObject({
      kind: 'stopped',
      failure: { message: expect.stringContaining('Out of order.') },
    });
    expect(runner.rows.value.size).toBe(5);
  });

  it('pauses with what it has when there is no room left, and goes on when there is', async () => {
    const storage = memoryStorage();
    let room = 4;
    const tight: ExperimentStorage = {
      ...storage,
      putRun: async (...run) => {
        if (room-- <= 0) throw new StorageRefused('full', null);
        return storage.putRun(...run);
      },
    };
    const { runner } = await runnerOf({ storage: tight });
    await runner.start(1);
    expect(runner.state.value).toMatchObject({
      kind: 'stopped',
      failure: { message: expect.stringContaining('no room left') },
    });
    expect((await storage.rows('e1')).size).toBe(4);
    expect(runner.rows.value.size).toBe(4);
    room = 100;
    await runner.start(1);
    expect(runner.state.value).toEqual({ kind: 'finished' });
  });

  it('refuses to go on with other weights', async () => {
    const { runner, storage } = await runnerOf();
    runner.pause();
    await runner.start(1);
    await storage.dropRuns('e1', [[...runner.rows.value.keys()][0] ?? '']);
    const [experiment] = await storage.list();
    if (experiment === undefined) throw new Error('nothing stored');
    const other = await runnerOf({ storage, experiment, lanes: [scriptedLane({ weightsSha256: 'def' })] });
    await other.runner.start(1);
    expect(other.runner.state.value).toMatchObject({
      kind: 'stopped',
      failure: { message: expect.stringContaining('begun with scripted on wasm') },
    });
    expect(other.runner.rows.value.size).toBe(8);
  });

  it('says who has it where tabs cannot share it', async () => {
    const { runner } = await runnerOf({ locks: { ...sharedLocks(), perRun: false, claim: () => null } });
    await runner.start(1);
    expect(runner.state.value).toMatchObject({ kind: 'stopped', failure: { message: expect.stringContaining('tab') } });
    expect(runner.rows.value.size).toBe(0);
  });

  it('tells what is left from what has run', async () => {
    const { runner } = await runnerOf();
    expect(runner.estimate()).toEqual({ runs: 9, seconds: null, forwardedTokens: null });
    await runner.start(1);
    expect(runner.estimate()).toEqual({ runs: 0, seconds: 0, forwardedTokens: 0 });
  });
});
