import { expect, it } from 'vitest';
import type { RunEvent } from '../../../src/guidance/events';
import { RunLog } from '../../../src/playground/run-log';
import { foldRun } from '../../../src/runs/run-view';
import { sampleRun } from '../ui/sample-run';

function logOf(events: readonly RunEvent[]): RunLog {
  const log = new RunLog((act) => act());
  for (const event of events) log.append(event);
  return log;
}

it('knows what was known at every moment, in whatever order it is asked', () => {
  const events = sampleRun();
  const log = logOf(events);
  const moments = events.map((_, i) => i);
  const orders = [moments, [...moments].reverse(), moments.map((i) => (i * 37) % events.length)];
  for (const order of orders) {
    for (const at of order) expect(log.at(at)).toEqual(foldRun(events.slice(0, at)));
  }
  expect(log.at(events.length + 5)).toBe(log.view.value);
});

it('shares what a later moment did not change', () => {
  const events = sampleRun();
  const log = logOf(events);
  const early = log.at(12);
  const line = early.lines[0];
  expect(line?.end).toBe('line');
  expect(log.at(13).lines[0]).toBe(line);
});

it('publishes at most once before each frame, and at once when told', () => {
  const frames: (() => void)[] = [];
  const log = new RunLog((act) => frames.push(act));
  let told = 0;
  log.view.subscribe(() => told++);
  for (const event of sampleRun().slice(0, 20)) log.append(event);
  expect([told, log.length.value, frames.length]).toEqual([1, 0, 1]);
  frames.pop()?.();
  expect([told, log.length.value]).toEqual([2, 20]);
  log.append({ kind: 'run-stopped' });
  log.flush();
  expect([told, log.length.value]).toEqual([3, 21]);
});
