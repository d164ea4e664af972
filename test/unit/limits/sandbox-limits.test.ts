import { describe, expect, it } from 'vitest';
import { LIMIT_RANGES } from '../../../scripts/lib/limit-options.mjs';
import {
  DEFAULT_LIMITS,
  LIMIT_NAMES,
  LIMITS,
  limitWithUnit,
  readLimit,
  readLimits,
  shownLimit,
} from '../../../src/limits/sandbox-limits';

describe('the table of limits', () => {
  it('is told whole, and each default lies in its range', () => {
    expect([...LIMIT_NAMES].sort()).toEqual(Object.keys(LIMITS).sort());
    for (const name of LIMIT_NAMES) {
      const { min, max, default: usual } = LIMITS[name];
      expect(DEFAULT_LIMITS[name]).toBe(usual);
      expect([min, usual, max]).toEqual([min, usual, max].sort((a, b) => a - b));
    }
  });

  it('has bounds and defaults that can be typed in the unit shown', () => {
    for (const name of LIMIT_NAMES) {
      const { min, max, default: usual } = LIMITS[name];
      for (const value of [min, max, usual]) {
        expect(readLimit(name, String(shownLimit(name, value)))).toEqual({ kind: 'value', value });
      }
    }
  });

  it('is the one that the command line knows', () => {
    expect(LIMIT_RANGES).toEqual(
      Object.fromEntries(LIMIT_NAMES.map((name) => [name, [LIMITS[name].min, LIMITS[name].max]])),
    );
  });
});

describe('a limit that is typed', () => {
  it('is read in the unit beside its field', () => {
    expect(readLimit('maxHeapBytes', '128')).toEqual({ kind: 'value', value: 128 * 1024 * 1024 });
    expect(readLimit('maxOutputBytes', ' 1 ')).toEqual({ kind: 'value', value: 1024 });
    expect(readLimit('deadlineMs', '2e3')).toEqual({ kind: 'value', value: 2000 });
  });

  it.each([
    ['maxSteps', '', 'Enter a whole number from 100 to 5,000,000 steps.'],
    ['maxSteps', '99', 'Enter a whole number from 100 to 5,000,000 steps.'],
    ['maxHeapBytes', '1025', 'Enter a whole number from 64 to 1,024 MB.'],
    ['maxOutputBytes', '1.5', 'Enter a whole number from 1 to 256 KB.'],
    ['deadlineMs', 'soon', 'Enter a whole number from 100 to 60,000 ms.'],
    ['maxRecursionDepth', '-5', 'Enter a whole number from 100 to 20,000 calls.'],
    ['maxTraceSteps', '0', 'Enter a whole number from 10 to 5,000 steps.'],
    ['maxTraceValues', 'Infinity', 'Enter a whole number from 10 to 20,000 values.'],
  ] as const)('%s refuses "%s" and says its range', (name, text, message) => {
    expect(readLimit(name, text)).toEqual({ kind: 'problem', message });
  });
});

describe('limits that are written', () => {
  it('take their defaults where they are left out', () => {
    expect(readLimits({})).toEqual({ kind: 'limits', limits: DEFAULT_LIMITS });
    expect(readLimits({ maxSteps: 500 })).toEqual({ kind: 'limits', limits: { ...DEFAULT_LIMITS, maxSteps: 500 } });
  });

  it.each([
    [{ maxSteps: 99 }, 'maxSteps must be a whole number from 100 to 5000000'],
    [{ deadlineMs: '1000' }, 'deadlineMs must be a whole number from 100 to 60000'],
    [{ maxHeapBytes: Number.NaN }, 'maxHeapBytes must be a whole number from 67108864 to 1073741824'],
    [{ maxStep: 100 }, 'there is no limit maxStep; choose one of maxSteps, deadlineMs'],
    [7, 'Object'],
    [null, 'Object'],
  ])('are refused as %j with a reason', (input, message) => {
    expect(readLimits(input)).toEqual({ kind: 'invalid', message: expect.stringContaining(message) });
  });
});

it('a limit is shown with its unit', () => {
  expect(LIMIT_NAMES.map((name) => limitWithUnit(name, DEFAULT_LIMITS[name]))).toEqual([
    '20,000 steps',
    '1,000 ms',
    '256 MB',
    '64 KB',
    '1,000 calls',
    '400 steps',
    '2,000 values',
  ]);
});
