import { signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_AGENT } from '../../../src/guidance/agent';
import type { RunEvent } from '../../../src/guidance/events';
import { claimTab } from '../../../src/kept-run/claim-tab';
import { lanesThatFit } from '../../../src/kept-run/lanes-that-fit';
import { restoredLanes, restoredRun } from '../../../src/kept-run/restored-runs';
import { createRunKeeper, type SourceLane } from '../../../src/kept-run/run-keeper';
import { memoryRunStorage, type RunStorage } from '../../../src/kept-run/run-storage';
import type { BranchRequest } from '../../../src/playground/branches';
import { RunLog } from '../../../src/playground/run-log';
import { bytesOf } from '../../../src/storage-use/measure';
import { sampleRun } from '../ui/sample-run';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const TAB = Promise.resolve('tab');
const REQUEST: BranchRequest = {
  agent: { ...DEFAULT_AGENT, gamma: 3 },
  start: { kind: 'place', place: { line: 1, tokens: 2 }, token: { id: 7, text: ' x' } },
};

function logOf(events: readonly RunEvent[]): RunLog {
  const log = new RunLog((act) => act());
  for (const event of events) log.append(event);
  return log;
}
const own = (log: RunLog): SourceLane => ({ log, origin: null, replay: false });
const branchOf = (parent: RunLog | null, log: RunLog): SourceLane => ({
  log,
  origin: { parent, request: REQUEST },
  replay: false,
});
/** Another run with the same events. */
const anotherRun = (count?: number) => logOf(structuredClone(sampleRun()).slice(0, count));

/** A page whose runs a test makes; `ended` while none of them grows. */
function pageWith(log: RunLog) {
  const shown = signal<RunLog | null>(log);
  const lanes = signal<readonly SourceLane[]>([own(log)]);
  const ended = signal(false);
  return { shown, lanes, ended, source: { shown, lanes, ended } };
}
const settle = () => vi.advanceTimersByTimeAsync(1_100);
const eventsIn = async (storage: RunStorage) => (await storage.read('tab'))?.runs.map(({ events }) => events) ?? [];

describe('a run that is kept', () => {
  it('is there at every moment but the last second, and whole when it has ended', async () => {
    const log = new RunLog((act) => act());
    const { ended, source } = pageWith(log);
    const storage = memoryRunStorage();
    const keeper = createRunKeeper(source, storage, TAB);
    const events = sampleRun();
    for (const [i, event] of events.entries()) {
      log.append(event);
      const [kept = []] = await eventsIn(storage);
      const [unwritten] = keeper.last().tails;
      // What lies there and what the page's last moment would add are together all there is.
      if (unwritten !== undefined) expect(unwritten.from + unwritten.events.length).toBe(i + 1);
      expect(kept.length).toBeLessThanOrEqual(i + 1);
      if (i % 20 === 0) await settle();
    }
    ended.value = true;
    await vi.advanceTimersByTimeAsync(0);
    const kept = await storage.read('tab');
    expect(kept?.runs.map((run) => run.events)).toEqual([events]);
    expect(kept?.shown).toBe(kept?.runs[0]?.run);
    expect(keeper.last().tails).toEqual([]);
    expect(kept?.runs[0]?.pieces).toBeGreaterThan(1);
  });

  it('gives its place to the next one', async () => {
    const { shown, lanes, ended, source } = pageWith(anotherRun());
    const storage = memoryRunStorage();
    createRunKeeper(source, storage, TAB);
    await settle();
    const other = anotherRun(12);
    shown.value = other;
    lanes.value = [own(other)];
    ended.value = true;
    await settle();
    expect(await eventsIn(storage)).toEqual([other.events]);
    expect(await storage.read('another tab')).toBeNull();
  });

  it('says so where the browser refuses, and lies there without a hole once it works again', async () => {
    const log = anotherRun(20);
    const { source } = pageWith(log);
    const inner = memoryRunStorage();
    let full = true;
    const storage: RunStorage = {
      ...inner,
      add: (...piece) => (full ? Promise.reject(new DOMException('', 'QuotaExceededError')) : inner.add(...piece)),
    };
    const keeper = createRunKeeper(source, storage, TAB);
    await settle();
    expect(keeper.problem.value).toMatch(/did not keep what is on the screen/);
    full = false;
    for (const event of sampleRun().slice(20, 30)) log.append(event);
    await settle();
    expect(keeper.problem.value).toBeNull();
    expect(await eventsIn(storage)).toEqual([sampleRun().slice(0, 30)]);
  });
});

describe('branches that are kept', () => {
  it('come back in their order, each with the run it was branched off, and the one on the screen', async () => {
    const original = anotherRun();
    const { shown, lanes, ended, source } = pageWith(original);
    const storage = memoryRunStorage();
    createRunKeeper(source, storage, TAB);
    const first = anotherRun();
    const second = anotherRun(25);
    lanes.value = [{ ...own(original), replay: true }, branchOf(original, first), branchOf(first, second)];
    shown.value = first;
    ended.value = true;
    await settle();
    const kept = await storage.read('tab');
    if (kept === null) throw new Error('Nothing is kept.');
    const back = restoredLanes(kept, []);
    expect(back.map(({ origin }) => origin)).toEqual([
      null,
      { parent: 0, request: REQUEST },
      { parent: 1, request: REQUEST },
    ]);
    expect(back.map(({ kept, cut }) => [kept.replay, cut])).toEqual([
      [true, false],
      [false, false],
      [false, true],
    ]);
    expect(back[1]?.events).toEqual(first.events);
    expect(back[2]?.events.slice(0, -1)).toEqual(second.events);
    expect(kept.shown).toBe(kept.runs[1]?.run);
  });

  it('are left out one by one, the oldest first, and said, where they do not fit', async () => {
    const original = anotherRun();
    const size = bytesOf(original.events);
    const { shown, lanes, ended, source } = pageWith(original);
    const storage = memoryRunStorage();
    const keeper = createRunKeeper(source, storage, TAB, size * 3.5);
    ended.value = true;
    const made: RunLog[] = [];
    for (let i = 0; i < 4; i++) {
      const branch = anotherRun();
      made.push(branch);
      lanes.value = [own(original), ...made.map((log) => branchOf(original, log))];
      shown.value = branch;
      await settle();
    }
    expect([...keeper.leftOut.value]).toEqual(made.slice(0, 2));
    expect(await eventsIn(storage)).toHaveLength(3);
    // What is on the screen is kept whatever its age.
    const [oldest] = made;
    shown.value = oldest ?? null;
    await settle();
    expect([...keeper.leftOut.value]).toEqual(made.slice(1, 3));
    const kept = await storage.read('tab');
    expect(kept?.runs.find(({ run }) => run === kept.shown)?.events).toEqual(oldest?.events);
    expect(keeper.last().shown).toBe(kept?.shown);
  });

  it('are kept no more once they are to be forgotten; what is made later is', async () => {
    const original = anotherRun(30);
    const { shown, lanes, source } = pageWith(original);
    const storage = memoryRunStorage();
    const keeper = createRunKeeper(source, storage, TAB);
    await settle();
    keeper.forget();
    for (const event of sampleRun().slice(30)) original.append(event);
    await settle();
    expect(await eventsIn(storage)).toEqual([]);
    expect(keeper.last().tails).toEqual([]);
    const branch = anotherRun();
    lanes.value = [own(original), branchOf(original, branch)];
    shown.value = branch;
    await settle();
    expect(await eventsIn(storage)).toEqual([branch.events]);
  });

  it('are there even where the page was left before the storage heard of them', async () => {
    const original = anotherRun();
    const { shown, lanes, ended, source } = pageWith(original);
    const inner = memoryRunStorage();
    const never = new Promise<void>(() => undefined);
    let asleep = false;
    const storage: RunStorage = { ...inner, hold: (...held) => (asleep ? never : inner.hold(...held)) };
    const keeper = createRunKeeper(source, storage, TAB);
    await settle();
    asleep = true;
    const branch = anotherRun();
    lanes.value = [own(original), branchOf(original, branch)];
    shown.value = branch;
    ended.value = true;
    await settle();
    const last = structuredClone(keeper.last());
    const kept = await storage.read('tab', last);
    if (kept === null) throw new Error('Nothing is kept.');
    expect(restoredLanes(kept, last.tails).map(({ events }) => events)).toEqual([original.events, branch.events]);
  });

  it('go with a run only when all of them have gone', () => {
    const lanes = [
      { id: 'a', parent: null, bytes: 10, needed: false },
      { id: 'a1', parent: 'a', bytes: 10, needed: false },
      { id: 'b', parent: null, bytes: 10, needed: false },
      { id: 'b1', parent: 'b', bytes: 10, needed: false },
      { id: 'b2', parent: 'b', bytes: 10, needed: true },
    ];
    expect(lanesThatFit(lanes, 50)).toEqual(['a', 'a1', 'b', 'b1', 'b2']);
    expect(lanesThatFit(lanes, 49)).toEqual(['b', 'b1', 'b2']);
    expect(lanesThatFit(lanes, 5)).toEqual(['b', 'b2']);
  });
});

describe('a run that comes back', () => {
  const events = sampleRun();

  it('goes on from what was written to what the last moment kept', () => {
    const tail = { run: 'r', from: 30, events: JSON.parse(JSON.stringify(events.slice(30, 50))) };
    const back = restoredRun(events.slice(0, 30), tail);
    expect(back?.cut).toBe(true);
    expect(back?.events).toHaveLength(51);
    expect(back?.events.at(-1)).toEqual({ kind: 'run-stopped' });
    // Some of it was written after all, or something before it was not.
    expect(restoredRun(events.slice(0, 31), tail)?.events).toEqual(back?.events);
    expect(restoredRun(events.slice(0, 29), tail)?.events).toHaveLength(30);
  });

  it('is as it was where it had ended', () => {
    expect(restoredRun(events, null)).toEqual({ events, cut: false });
  });

  it('is none where it cannot be read', () => {
    expect(restoredRun([], null)).toBeNull();
    expect(restoredRun([{ kind: 'other' }], null)).toBeNull();
    expect(restoredRun(events.slice(1), null)).toBeNull();
  });

  it('leaves its branches where they are when it cannot be read itself', () => {
    const lane = { replay: false, pieces: 1 };
    const back = restoredLanes(
      {
        shown: 'b',
        runs: [
          { ...lane, run: 'a', parent: null, request: null, events: [] },
          { ...lane, run: 'b', parent: 'a', request: REQUEST, events },
          { ...lane, run: 'c', parent: 'b', request: { agent: 'unknown' }, events },
        ],
      },
      [],
    );
    expect(back.map(({ kept, origin }) => [kept.run, origin?.parent])).toEqual([['b', null]]);
  });
});

describe('the name of a tab', () => {
  /** sessionStorage, which a duplicated tab gets a copy of, and the locks that all tabs share. */
  const held = new Set<string>();
  const lock = async (name: string) => !held.has(name) && held.add(name) !== undefined;
  const storageOf = (texts: Map<string, string>) => ({
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => void texts.set(key, text),
  });

  it('lasts over reloads, and is another one in a copy of the tab', async () => {
    const texts = new Map<string, string>();
    const first = await claimTab(storageOf(texts), 'tab', lock);
    expect(first.before).toBe(first.own);
    const copy = new Map(texts);
    held.clear();
    expect(await claimTab(storageOf(texts), 'tab', lock)).toEqual(first);
    const second = await claimTab(storageOf(copy), 'tab', lock);
    expect(second.before).toBe(first.own);
    expect(second.own).not.toBe(first.own);
    expect(copy.get('tab')).toBe(second.own);
  });
});
