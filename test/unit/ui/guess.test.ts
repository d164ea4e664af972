import { describe, expect, it } from 'vitest';
import { foldRun } from '../../../src/runs/run-view';
import { guessPoints, nextPoint } from '../../../src/ui/guess/guess-points';
import { counted, isRight, NO_SCORE } from '../../../src/ui/guess/guess-score';
import { sampleRun } from './sample-run';

const events = sampleRun();

describe('the questions of a run', () => {
  const points = guessPoints(events);

  it('are put when all candidates are there and none has run', () => {
    expect(points.length).toBeGreaterThan(1);
    for (const { ask, line } of points) {
      const known = foldRun(events.slice(0, ask)).lines.at(-1);
      expect(known?.line).toBe(line);
      expect(known?.tokens).toEqual([]);
      expect(known?.candidates.every(({ execution }) => execution === null)).toBe(true);
      expect(events[ask]?.kind).toBe('candidate-executed');
    }
  });

  it('offer each first line of a candidate once, in the same order every time', () => {
    for (const { ask, options } of points) {
      const known = foldRun(events.slice(0, ask)).lines.at(-1);
      const lines = known?.candidates.map(({ candidate }) => candidate.text.split('\n')[0]?.trimEnd()) ?? [];
      expect([...options].sort()).toEqual([...new Set(lines.filter((text) => text?.trim()))].sort());
    }
    expect(guessPoints(events)).toEqual(points);
  });

  it('know the answer once the line is written, not before', () => {
    const [first] = points;
    if (first?.reveal == null) throw new Error('The first line is finished.');
    expect(first.written).toBe(foldRun(events).lines[first.line]?.text.trimEnd());
    expect(guessPoints(events.slice(0, first.reveal - 1))[0]).toMatchObject({ reveal: null, written: null });
    expect(guessPoints(events.slice(0, first.ask))).toEqual([]);
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

  it('counts', () => {
    expect(counted(counted(NO_SCORE, true), false)).toEqual({ right: 1, asked: 2 });
  });
});
