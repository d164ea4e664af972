import { describe, expect, it } from 'vitest';
import { foldRun } from '../../../src/runs/run-view';
import { guessPoints, nextPoint } from '../../../src/ui/guess/guess-points';
import { counted, isRight, NO_SCORE } from '../../../src/ui/guess/guess-score';
import { sampleRun } from './sample-run';

const events = sampleRun();

describe('the questions of a run', () => {
  const points = guessPoints(events);

  it('are put where the page shows nothing of what came of the candidates', () => {
    expect(points.length).toBeGreaterThan(1);
    for (const { ask, line, options } of points) {
      const known = foldRun(events.slice(0, ask)).lines.at(-1);
      expect(known?.line).toBe(line);
      expect(known?.tokens).toEqual([]);
      expect(known?.candidates.every(({ execution }) => execution === null)).toBe(true);
      // Candidates that all begin alike would be the answer.
      expect(known?.candidates.length === 0).toBe(options.length === 0);
    }
  });

  it('offer each first line of a candidate once, in the same order every time', () => {
    const choices = points.filter(({ options }) => options.length > 0);
    expect(choices.length).toBeGreaterThan(0);
    for (const { ask, options } of choices) {
      const known = foldRun(events.slice(0, ask)).lines.at(-1);
      const lines = known?.candidates.map(({ candidate }) => candidate.text.split('\n')[0]?.trimEnd()) ?? [];
      expect([...options].sort()).toEqual([...new Set(lines.filter((text) => text?.trim()))].sort());
    }
    expect(guessPoints(events)).toEqual(points);
  });

  it('know the answer once the line is written, not before', () => {
    const first = points.find(({ options }) => options.length > 0);
    if (first?.reveal == null) throw new Error('The line is finished.');
    const at = (moment: number) => guessPoints(events.slice(0, moment)).find(({ line }) => line === first.line);
    expect(first.written).toBe(foldRun(events).lines[first.line]?.text.trimEnd());
    expect(at(first.reveal - 1)).toMatchObject({ reveal: null, written: null, ask: first.ask });
    expect(at(first.ask)).toBeUndefined();
  });

  it('leave out a line that was given', () => {
    const given = foldRun(events).lines.filter(({ tokens }) => tokens.some(({ source }) => source === 'forced'));
    expect(points.filter(({ line }) => given.some((one) => one.line === line))).toEqual([]);
  });

  it('follow one another', () => {
    expect(nextPoint(points, 0)).toBe(points[0]);
    expect(nextPoint(points, points[0]?.ask ?? 0)).toBe(points[1]);
    expect(nextPoint(points, points.at(-1)?.ask ?? 0)).toBeNull();
  });
});

describe('a guess', () => {
  it.each([
    ['x=1', '    x = 1', true],
    ['return  total', '    return total', true],
    ['returntotal', '    return total', false],
    ['if a<b :', 'if a < b:', true],
    ['s = "a b"', "s = 'a b'", true],
    ['s = "ab"', "s = 'a b'", false],
    ['x = 2', '    x = 1', false],
    ['', '', true],
  ])('typed as %j is right for %j: %s', (line, written, right) => {
    expect(isRight({ kind: 'typed', line }, written)).toBe(right);
  });

  it('that was picked must be the very line, indentation too', () => {
    expect(isRight({ kind: 'picked', line: '    return a' }, '    return a')).toBe(true);
    expect(isRight({ kind: 'picked', line: '        return a' }, '    return a')).toBe(false);
  });

  it('that was none does not count', () => {
    expect(isRight({ kind: 'passed' }, 'x')).toBeNull();
    expect(counted({ right: 1, asked: 1 }, null)).toEqual({ right: 1, asked: 1 });
  });

  it('counts', () => {
    expect(counted(counted(NO_SCORE, true), false)).toEqual({ right: 1, asked: 2 });
  });
});
