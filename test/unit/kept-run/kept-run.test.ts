import { computed, signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunEvent } from '../../../src/guidance/events';
import { restoredRun } from '../../../src/kept-run/restored-run';
import { createRunKeeper } from '../../../src/kept-run/run-keeper';
import { memoryRunStorage, type RunStorage } from '../../../src/kept-run/run-storage';
import { sampleRun } from '../ui/sample-run';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A log that grows under the test's hands. */
function growing() {
  const all = signal<readonly RunEvent[]>([]);
  const ended = signal(false);
  return {
    all,
    ended,
    source: {
      started: computed(() => all.value[0] ?? null),
      length: computed(() => all.value.length),
      ended,
      events: () => all.peek(),
    },
  };
}
const settle = () => vi.advanceTimersByTimeAsync(1_100);

describe('a run that is kept', () => {
  it('is there at every moment but the last second, and whole when it has ended', async () => {
    const { all, ended, source } = growing();
    const storage = memoryRunStorage();
    const keeper = createRunKeeper(source, storage, 'tab');
    const events = sampleRun();
    for (let count = 1; count <= events.length; count++) {
      all.value = events.slice(0, count);
      const kept = (await storage.read('tab'))?.events ?? [];
      const unwritten = keeper.unwritten();
      // What lies there and what the page's last moment would add are together all there is.
      if (unwritten !== null) expect(unwritten.from + unwritten.events.length).toBe(count);
      expect(kept.length).toBeLessThanOrEqual(count);
      if (count % 20 === 0) await settle();
    }
    ended.value = true;
    await vi.advanceTimersByTimeAsync(0);
    expect((await storage.read('tab'))?.events).toEqual(events);
    expect(keeper.unwritten()).toBeNull();
    expect((await storage.read('tab'))?.pieces).toBeGreaterThan(1);
  });

  it('gives its place to the next one', async () => {
    const { all, ended, source } = growing();
    const storage = memoryRunStorage();
    createRunKeeper(source, storage, 'tab');
    all.value = sampleRun();
    await settle();
    const other = structuredClone(sampleRun()).slice(0, 12);
    all.value = other;
    ended.value = true;
    await settle();
    expect((await storage.read('tab'))?.events).toEqual(other);
    expect(await storage.read('another tab')).toBeNull();
  });

  it('says so where the browser refuses, and that it works again', async () => {
    const { all, source } = growing();
    const inner = memoryRunStorage();
    let full = true;
    const storage: RunStorage = {
      ...inner,
      add: (...piece) => (full ? Promise.reject(new DOMException('', 'QuotaExceededError')) : inner.add(...piece)),
    };
    const keeper = createRunKeeper(source, storage, 'tab');
    all.value = sampleRun().slice(0, 20);
    await settle();
    expect(keeper.problem.value).toMatch(/did not keep the run/);
    full = false;
    all.value = sampleRun().slice(0, 30);
    await settle();
    expect(keeper.problem.value).toBeNull();
  });
});

describe('a run that comes back', () => {
  const events = sampleRun();

  it('goes on from what was written to what the last moment kept', () => {
    const tail = { from: 30, events: JSON.parse(JSON.stringify(events.slice(30, 50))) };
    const back = restoredRun(events.slice(0, 30), tail);
    expect(back?.cut).toBe(true);
    expect(back?.events).toHaveLength(51);
    expect(back?.events.at(-1)).toEqual({ kind: 'run-stopped' });
    expect(restoredRun(events.slice(0, 31), tail)?.events).toHaveLength(32);
  });

  it('is as it was where it had ended', () => {
    expect(restoredRun(events, null)).toEqual({ events, cut: false });
  });

  it('is none where it cannot be read', () => {
    expect(restoredRun([], null)).toBeNull();
    expect(restoredRun([{ kind: 'other' }], null)).toBeNull();
    expect(restoredRun(events.slice(1), null)).toBeNull();
  });
});
