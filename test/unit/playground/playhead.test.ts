import { signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { paceOf } from '../../../src/playground/pace';
import { createPlayhead, type Playhead } from '../../../src/playground/playhead';
import { type RunHistory, RunLog } from '../../../src/playground/run-log';
import { foldRun } from '../../../src/runs/run-view';
import { sampleRun } from '../ui/sample-run';

const EVENTS = sampleRun();
const END = EVENTS.length;
let log = signal<RunHistory>(new RunLog());
const ended = signal(true);
let head: Playhead;

function growing(events = EVENTS): RunLog {
  const made = new RunLog((act) => act());
  for (const event of events) made.append(event);
  return made;
}

beforeEach(() => {
  vi.useFakeTimers();
  ended.value = true;
  log = signal<RunHistory>(growing());
  head = createPlayhead(log, () => ended.value);
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a moment', () => {
  it('is the number of events shown, and shows what was known then', () => {
    expect(head.position.value).toBe(END);
    for (const at of [1, 2, 30, END - 1]) {
      head.seek(at);
      expect(head.position.value).toBe(at);
      expect(head.view.value).toEqual(foldRun(EVENTS.slice(0, at)));
      expect(head.following.value).toBe(false);
    }
    head.seek(END);
    expect(head.following.value).toBe(true);
  });

  it.each([
    [-3, 1],
    [0, 1],
    [1.4, 1],
    [END + 100, END],
    [Number.NaN, END],
  ])('%d is brought to one that there is: %d', (asked, found) => {
    head.seek(asked);
    expect(head.position.value).toBe(found);
  });
});

describe('a live run', () => {
  const live = () => {
    ended.value = false;
    const run = growing(EVENTS.slice(0, 40));
    log.value = run;
    return run;
  };

  it('is followed until somebody looks back, and goes on behind', () => {
    const run = live();
    expect(head.position.value).toBe(40);
    for (const event of EVENTS.slice(40, 50)) run.append(event);
    expect(head.position.value).toBe(50);
    head.pause();
    for (const event of EVENTS.slice(50, 60)) run.append(event);
    expect([head.position.value, head.length.value]).toEqual([50, 60]);
    expect(head.view.value).toEqual(foldRun(EVENTS.slice(0, 50)));
    head.follow();
    expect(head.position.value).toBe(60);
  });

  it('is caught up with by playing, and then followed', () => {
    const run = live();
    head.seek(35);
    head.play();
    vi.advanceTimersByTime(60_000);
    expect([head.position.value, head.following.value, head.playing.value]).toEqual([40, true, false]);
    const [next] = EVENTS.slice(40);
    if (next !== undefined) run.append(next);
    expect(head.position.value).toBe(41);
  });

  it('of another beginning frees the playhead', () => {
    live();
    head.seek(3);
    head.play();
    log.value = growing(EVENTS.slice(0, 5));
    expect([head.position.value, head.following.value, head.playing.value]).toEqual([5, true, false]);
    vi.advanceTimersByTime(60_000);
    expect(head.position.value).toBe(5);
  });
});

describe('playing', () => {
  it('begins anew from the end, shows every moment in order and ends by following', () => {
    const seen: number[] = [];
    head.position.subscribe((at) => seen.push(at));
    head.play();
    expect(head.position.value).toBe(1);
    vi.advanceTimersByTime(120_000);
    expect(seen).toEqual([END, ...EVENTS.map((_, i) => i + 1)]);
    expect([head.playing.value, head.following.value]).toEqual([false, true]);
  });

  it('goes on from where it was paused', () => {
    head.seek(20);
    head.play();
    vi.advanceTimersByTime(1_500);
    head.pause();
    const at = head.position.value;
    expect(at).toBeGreaterThan(20);
    vi.advanceTimersByTime(5_000);
    expect(head.position.value).toBe(at);
    head.play();
    expect(head.position.value).toBe(at);
  });

  it('takes the time that the pace gives, divided by the speed', () => {
    const pace = paceOf(EVENTS);
    const wholeMs = EVENTS.slice(0, -1).reduce((sum, event) => sum + pace(event), 0);
    for (const speed of [0.5, 1, 4] as const) {
      head.setSpeed(speed);
      head.play();
      vi.advanceTimersByTime(wholeMs / speed - 200);
      expect(head.playing.value).toBe(true);
      vi.advanceTimersByTime(400);
      expect(head.playing.value).toBe(false);
    }
  });

  it('of a long run is no more than sixty moments a second, and under a minute', () => {
    const [started, ...rest] = EVENTS;
    if (started === undefined) throw new Error('The sample run has no beginning.');
    const lines = rest.filter((event) => 'line' in event);
    log.value = growing([started, ...Array.from({ length: 60 }, () => lines).flat()]);
    let shown = 0;
    head.position.subscribe(() => shown++);
    head.setSpeed(16);
    head.play();
    vi.advanceTimersByTime(1_000);
    expect(shown).toBeLessThan(66);
    head.setSpeed(1);
    vi.advanceTimersByTime(60_000);
    expect(head.playing.value).toBe(false);
  });
});

describe('steps', () => {
  const kindAt = () => EVENTS[head.position.value - 1]?.kind;

  it('go from token to token, both ways, and stop at the ends', () => {
    head.seek(1);
    const forward: number[] = [];
    while (head.position.value < END) {
      head.stepToken(1);
      forward.push(head.position.value);
    }
    const tokens = EVENTS.flatMap((event, i) => (event.kind === 'token-chosen' ? [i + 1] : []));
    expect(forward).toEqual([...tokens, END]);
    const back: number[] = [];
    while (head.position.value > 1) {
      head.stepToken(-1);
      back.push(head.position.value);
    }
    expect(back).toEqual([...tokens.reverse(), 1]);
  });

  it('go from one complete line to the next', () => {
    head.seek(1);
    const kinds: (string | undefined)[] = [];
    while (head.position.value < END) {
      head.stepLine(1);
      kinds.push(kindAt());
    }
    expect(kinds).toEqual([...Array<string>(6).fill('line-finished'), 'run-finished']);
    head.stepLine(-1);
    expect(head.view.value.lines).toHaveLength(6);
    head.stepLine(-1);
    expect(head.view.value.lines).toHaveLength(5);
    expect(kindAt()).toBe('line-finished');
  });

  it('go event by event, and end what plays', () => {
    head.seek(10);
    head.play();
    head.stepEvent(1);
    expect([head.position.value, head.playing.value]).toEqual([11, false]);
    head.stepEvent(-1);
    expect(head.position.value).toBe(10);
  });
});
