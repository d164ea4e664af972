import { describe, expect, test } from 'vitest';
import { budgetedText, type TracedCandidate } from '../../../src/guidance/trace-text/index';
import { countTokens, readGolden } from './golden';

const rows = readGolden();
const [{ candidates: three } = { candidates: [] }] = rows;
const within = (candidates: readonly TracedCandidate[], maxTokens: number) =>
  budgetedText(candidates, { maxTokens, countTokens });

describe('a text within a budget', () => {
  test.each(rows)('$says: no budget is exceeded, and only whole lines are left out', ({ candidates }) => {
    const all = new Set(within(candidates, 10_000).text.split('\n'));
    for (let maxTokens = 0; maxTokens < 700; maxTokens += 7) {
      const { text, tokens, leftOut } = within(candidates, maxTokens);
      expect(tokens).toBe(countTokens(text));
      expect(tokens).toBeLessThanOrEqual(maxTokens);
      const own = text.split('\n').filter((line) => !/not shown|^left out|^test \d+$/.test(line));
      expect(own.filter((line) => !all.has(line))).toEqual([]);
      const missing = leftOut.outcomes + leftOut.states + leftOut.outputs + leftOut.steps + leftOut.unrecorded;
      if (text !== '') expect(text.includes('left out:')).toBe(missing > 0);
    }
  });

  test('more room never shows fewer outcomes', () => {
    let before = Number.POSITIVE_INFINITY;
    for (let maxTokens = 20; maxTokens < 300; maxTokens += 5) {
      const { outcomes } = within(three, maxTokens).leftOut;
      expect(outcomes).toBeLessThanOrEqual(before);
      before = outcomes;
    }
  });

  test('outcomes that differ come first, then states that differ, then where candidates part', () => {
    const texts = Array.from({ length: 350 }, (_, i) => within(three, 2 * i).text);
    const first = (pattern: RegExp) => {
      const found = texts.findIndex((text) => pattern.test(text));
      return found < 0 ? Number.POSITIVE_INFINITY : found;
    };
    const outcomes = first(/test 1: failed, got 2[\s\S]*test 1: failed, got 0\.0/);
    const states = first(/state: total = 3[\s\S]*state: total = 2[\s\S]*state: total = 0\.0/);
    const parting = first(/total = total \+ n[\s\S]*total = n[\s\S]*total = total \/ n/);
    const shared = first(/state: n = 2/);
    expect(outcomes).toBeLessThan(states);
    expect(states).toBeLessThan(parting);
    expect(parting).toBeLessThan(shared);
    expect(shared).toBeLessThan(first(/load the program/));
  });

  test('the left-out counts and the shown steps are all the steps', () => {
    const recorded = three.flatMap(({ runs }) => runs).reduce((sum, run) => sum + run.steps.length, 0);
    expect(within(three, 10_000).leftOut.steps).toBe(0);
    expect(within(three, 40).leftOut.steps).toBe(recorded);
  });

  test('the turns that a folded loop hides are counted', () => {
    const loop = rows[2]?.candidates ?? [];
    const { text, leftOut } = within(loop, 10_000);
    expect(text).toContain('(lines 2-4 ran 5 more times)');
    expect(leftOut.steps).toBe(20);
  });

  test('long traces take no longer than a reader would wait', () => {
    const steps = three[0]?.runs[0]?.steps ?? [];
    const long = three.map(({ program, runs }) => ({
      program,
      // Turns of different lengths, so that little of it can be folded.
      runs: runs.map((run) => ({
        ...run,
        steps: Array.from({ length: 600 }, (_, i) => steps.slice(4, 6 + (i % 5))).flat(),
      })),
    }));
    const started = performance.now();
    expect(within(long, 500).tokens).toBeLessThanOrEqual(500);
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  test('without candidates there is nothing to say', () => {
    expect(within([], 100)).toEqual({
      text: '',
      tokens: 0,
      leftOut: { outcomes: 0, states: 0, outputs: 0, steps: 0, unrecorded: 0 },
    });
  });
});
