/** Lanes side by side, on the toy language: shown while they are written, and kept as far as they came. */
import { effect, signal } from '@preact/signals';
import { expect, it } from 'vitest';
import { RunLog } from '../../../src/playground/run-log';
import { createSettings } from '../../../src/playground/settings';
import { type ComparedLane, createCompare } from '../../../src/ui/compare/compare-state';
import { PROBLEM, PROGRAMS, RIGHT } from '../branch/toy-run';
import { toyInterpreter, toyModel } from '../guidance/toy-language';
import { createFakePlayground } from './fake-playground';

/** Every state that the lanes were shown in. */
function compared() {
  const { model } = toyModel(PROGRAMS);
  const lane = { model, interpreter: toyInterpreter(RIGHT), prepare: async () => undefined };
  const compare = createCompare(() => new RunLog((act) => act()));
  const shown: (readonly ComparedLane[])[] = [];
  effect(() => {
    shown.push(compare.lanes.value);
  });
  const desk = {
    checked: signal({ kind: 'problem', problem: PROBLEM } as const),
    settings: createSettings({ read: () => null, write: () => undefined }),
    playground: {
      ...createFakePlayground('normal'),
      openLanes: async () => ({ lanes: [lane], shortage: null, close: () => undefined }),
    },
  };
  return { compare, desk, shown };
}

it('a lane is shown while it is written, and parts from the first only when it has ended', async () => {
  const { compare, desk, shown } = compared();
  await compare.start(desk);
  expect(compare.run.value).toEqual({ kind: 'idle' });
  const [greedy, guided] = compare.lanes.value;
  expect([greedy?.state, guided?.state]).toEqual(['ended', 'ended']);
  const seen = shown.flatMap((lanes) => (lanes[1] === undefined ? [] : [lanes[1]]));
  expect(seen.length).toBeGreaterThan(20);
  // Each a beginning of what it became.
  for (const { events, state } of seen) {
    expect(events).toEqual(guided?.events.slice(0, events.length));
    if (events.length < (guided?.events.length ?? 0)) expect(state).toBe('writing');
  }
  expect(compare.partings.value.every((parting) => parting !== null)).toBe(true);
});

it('a lane that is stopped stays as far as it came', async () => {
  const { compare, desk } = compared();
  const done = compare.start(desk);
  const stop = effect(() => {
    const second = compare.lanes.value[1];
    if (second !== undefined && second.events.length > 15) compare.stop();
  });
  await done;
  stop();
  const [greedy, guided] = compare.lanes.value;
  expect([greedy?.state, guided?.state]).toEqual(['ended', 'stopped']);
  expect(guided?.events.length).toBeGreaterThan(15);
  expect(guided?.events.some(({ kind }) => kind === 'run-finished')).toBe(false);
  expect(compare.run.value).toEqual({ kind: 'idle' });
  // Nobody says of it where it parts.
  expect(compare.partings.value).toHaveLength(1);
});
