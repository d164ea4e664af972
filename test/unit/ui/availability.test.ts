import { describe, expect, it } from 'vitest';
import { availability, type Situation } from '../../../src/ui/app/availability';

const READY: Situation = {
  run: 'idle',
  model: 'ready',
  python: 'ready',
  problemUsable: true,
  settingsUsable: true,
};

const buttons = (now: Partial<Situation>) => {
  const { primary, primaryEnabled, stepEnabled, stopEnabled } = availability({ ...READY, ...now });
  return `${primary}:${primaryEnabled} step:${stepEnabled} stop:${stopEnabled}`;
};

describe('buttons', () => {
  it.each([
    ['idle', 'start:true step:true stop:false'],
    ['ended', 'start:true step:true stop:false'],
    ['preparing', 'start:false step:false stop:true'],
    ['running', 'start:false step:false stop:true'],
    ['paused', 'resume:true step:true stop:true'],
  ] as const)('%s', (run, expected) => {
    expect(buttons({ run })).toBe(expected);
  });

  it('may be pressed while an engine is still loading: the run waits for it', () => {
    expect(buttons({ model: 'loading', python: 'not-started' })).toBe('start:true step:true stop:false');
  });

  it.each([
    [{ problemUsable: false }, /problem/],
    [{ settingsUsable: false }, /setting/],
    [{ model: 'failed' }, /model/],
    [{ python: 'failed' }, /Python/],
  ] as const)('say why not: %j', (now, words) => {
    const found = availability({ ...READY, ...now });
    expect(found.primaryEnabled).toBe(false);
    expect(found.stepEnabled).toBe(false);
    expect(found.reason).toMatch(words);
  });

  it('of a paused run work on, whatever is typed meanwhile', () => {
    expect(buttons({ run: 'paused', problemUsable: false, settingsUsable: false })).toBe(
      'resume:true step:true stop:true',
    );
  });
});
