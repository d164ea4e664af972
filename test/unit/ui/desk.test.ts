/** What the panels share, driven through a run of the fake playground. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLibrary } from '../../../src/experiments/library';
import { leaseLocks } from '../../../src/experiments/locks';
import { memoryStorage } from '../../../src/experiments/storage';
import { DEFAULT_LIMITS } from '../../../src/limits/sandbox-limits';
import { createProblemStore } from '../../../src/playground/problem-store';
import { createSettings } from '../../../src/playground/settings';
import { createDesk, type Desk } from '../../../src/ui/app/desk';
import { emptyLibrary } from '../hub/empty-library';
import { createFakePlayground } from './fake-playground';
import { noSets } from './no-sets';
import { SAMPLE_PROBLEM, sampleRun } from './sample-run';

let desk: Desk;

const experiments = createLibrary(
  {
    storage: memoryStorage(),
    locks: leaseLocks({ getItem: () => null, setItem: () => undefined, removeItem: () => undefined }, 'test'),
    openLanes: async () => ({ lanes: [], close: () => undefined }),
    nowMs: () => 0,
  },
  'test',
);

beforeEach(() => {
  vi.useFakeTimers();
  const problems = createProblemStore([SAMPLE_PROBLEM], {
    load: async () => undefined,
    save: async () => {},
    keep: () => {},
  });
  const settings = createSettings({ read: () => null, write: () => {} });
  desk = createDesk(createFakePlayground('normal'), problems, settings, experiments, emptyLibrary(), noSets());
  desk.playground.prepare();
});
afterEach(() => {
  vi.useRealTimers();
});

const toTheEnd = () => vi.advanceTimersByTime(60_000);
const until = (line: number) => {
  for (let i = 0; i < 2_000 && desk.playground.view.value.lines.at(-1)?.line !== line; i++) vi.advanceTimersByTime(25);
};

describe('the line shown', () => {
  it('follows the newest until one is picked, and again when asked', () => {
    desk.run();
    until(2);
    expect(desk.shownLine.value?.line).toBe(2);
    desk.pickLine(1);
    until(3);
    expect(desk.shownLine.value?.line).toBe(1);
    desk.pickLine(null);
    expect(desk.shownLine.value?.line).toBe(3);
  });

  it('stays while one of its tokens is looked at', () => {
    desk.run();
    until(1);
    while ((desk.shownLine.value?.tokens.length ?? 0) < 2) vi.advanceTimersByTime(25);
    desk.pickToken(1);
    until(3);
    expect(desk.shownLine.value?.line).toBe(1);
    expect(desk.token.value?.text).toBe('total');
  });

  it('is free again when another run begins', () => {
    desk.run();
    toTheEnd();
    desk.pickLine(1);
    desk.run();
    until(2);
    expect(desk.pickedLine.value).toBeNull();
  });
});

describe('the token shown', () => {
  it('is the one that guidance changed, until another is picked', () => {
    desk.run();
    toTheEnd();
    desk.pickLine(3);
    expect(desk.token.value?.text).toBe(' >=');
    desk.pickToken(1);
    expect(desk.token.value?.text).toBe('if');
    desk.pickLine(2);
    expect(desk.shownToken.value).not.toBeNull();
    desk.pickLine(3);
    expect(desk.token.value?.text).toBe(' >=');
  });
});

describe('an earlier moment', () => {
  it('shows its own line and the token just chosen, whatever was picked', () => {
    desk.run();
    toTheEnd();
    desk.pickLine(1);
    const { playhead } = desk;
    playhead.seek(1);
    expect(desk.shownLine.value).toBeNull();
    expect(desk.source.value).toBe('live');
    for (let i = 0; i < 11; i++) playhead.stepToken(1);
    expect([desk.shownLine.value?.line, desk.shownToken.value]).toEqual([1, 1]);
    expect(desk.token.value?.text).toBe('total');
    playhead.follow();
    expect(desk.view.value).toBe(desk.playground.view.value);
  });

  it('of a run that goes on is kept, and a recorded run is played like any other', () => {
    desk.run();
    until(2);
    desk.playhead.pause();
    const then = desk.view.value;
    until(4);
    expect(desk.view.value).toBe(then);
    desk.recording.value = sampleRun();
    desk.playRecording('play');
    expect([desk.playhead.position.value, desk.playhead.playing.value]).toEqual([1, true]);
    toTheEnd();
    expect(desk.view.value.outcome).toEqual({ kind: 'finished', solved: true });
  });
});

describe('the source', () => {
  it('is recorded only while the recorded run is on the screen', () => {
    expect(desk.source.value).toBe('none');
    desk.recording.value = sampleRun();
    desk.playRecording('end');
    expect(desk.source.value).toBe('recorded');
    desk.run();
    vi.advanceTimersByTime(100);
    expect(desk.source.value).toBe('live');
  });
});

describe('commands', () => {
  it('do nothing with a problem that cannot be run', () => {
    desk.problems.edit('statement', '');
    desk.run();
    desk.step();
    expect(desk.playground.run.value.kind).toBe('idle');
  });

  it('do nothing while a limit cannot be used', () => {
    desk.settings.limits.texts.maxSteps.value = '1';
    desk.run();
    expect(desk.playground.run.value.kind).toBe('idle');
    expect(desk.available.value).toMatchObject({ primaryEnabled: false, reason: expect.stringContaining('setting') });
    desk.settings.limits.reset();
    expect(desk.available.value.primaryEnabled).toBe(true);
  });

  it('begin a run with the limits that are set', () => {
    const start = vi.spyOn(desk.playground, 'start');
    desk.settings.limits.texts.maxHeapBytes.value = '64';
    desk.run();
    const limits = { ...DEFAULT_LIMITS, maxHeapBytes: 64 * 2 ** 20 };
    expect(start).toHaveBeenCalledWith(expect.anything(), expect.objectContaining({ limits }), 'run');
  });

  it('step line by line and run on', () => {
    desk.step();
    toTheEnd();
    expect(desk.playground.run.value.kind).toBe('paused');
    desk.step();
    toTheEnd();
    expect(desk.playground.view.value.lines).toHaveLength(1);
    expect(desk.available.value.primary).toBe('resume');
    desk.playhead.seek(1);
    desk.run();
    expect(desk.playhead.following.value).toBe(true);
    toTheEnd();
    expect(desk.playground.run.value.kind).toBe('ended');
    expect(desk.playground.view.value.outcome).toEqual({ kind: 'finished', solved: true });
  });
});
