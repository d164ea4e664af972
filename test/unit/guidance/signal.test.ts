import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { TestOutcome } from '../../../src/guidance/ports';
import { formatSignal, verdictOf } from '../../../src/guidance/signal';

/** Rows written by training/signal_format.py: the built-in model has read these bytes. */
const Row = v.object({
  candidates: v.array(
    v.object({
      continuation: v.string(),
      finished: v.boolean(),
      tests: v.array(
        v.object({
          outcome: v.picklist(['returned', 'raised', 'timeout']),
          got: v.nullish(v.string()),
          exception: v.nullish(v.string()),
          passed: v.boolean(),
          locals: v.array(v.tuple([v.string(), v.string()])),
        }),
      ),
    }),
  ),
  text: v.string(),
});
const Fixture = v.object({ format: v.literal('v1'), rows: v.array(Row) });

type FixtureTest = v.InferOutput<typeof Row>['candidates'][number]['tests'][number];

function outcomeOf(test: FixtureTest): TestOutcome {
  switch (test.outcome) {
    case 'returned':
      return { kind: test.passed ? 'passed' : 'failed', got: test.got ?? null };
    case 'raised':
      return { kind: 'raised', type: test.exception ?? '', message: '' };
    case 'timeout':
      return { kind: 'limit', limit: 'deadline', message: '' };
  }
}

const { rows } = v.parse(
  Fixture,
  JSON.parse(readFileSync(new URL('../../fixtures/signal-format-v1.json', import.meta.url), 'utf8')),
);

describe('the signal format', () => {
  it('has rows to compare with', () => {
    expect(rows.length).toBeGreaterThan(10);
  });

  it.each(rows.map((row, i) => [i, row] as const))('writes row %i as training does', (_, row) => {
    const text = formatSignal(
      row.candidates.map(({ continuation, finished, tests }) => ({
        continuation,
        finished,
        runs: tests.map((test) => ({ outcome: outcomeOf(test), finalLocals: test.locals })),
      })),
    );
    expect(text).toBe(row.text);
  });
});

describe('verdictOf', () => {
  const none: TestOutcome = { kind: 'failed', got: 'None' };
  it('calls a cut candidate without a result open, a finished one failed', () => {
    expect(verdictOf(none, false)).toBe('open');
    expect(verdictOf(none, true)).toBe('fail');
    expect(verdictOf({ kind: 'failed', got: '3' }, false)).toBe('fail');
    expect(verdictOf({ kind: 'raised', type: 'TypeError', message: '' }, false)).toBe('fail');
    expect(verdictOf({ kind: 'passed', got: 'None' }, false)).toBe('pass');
  });
});
