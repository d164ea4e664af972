import { expect, it } from 'vitest';
import { extendOutline, NO_OUTLINE } from '../../../src/ui/timeline/outline';
import { sampleRun } from '../ui/sample-run';

const EVENTS = sampleRun();
const WHOLE = extendOutline(NO_OUTLINE, EVENTS, EVENTS.length);

it('has a segment for what is before the lines, for each line, and for the tests on the answer', () => {
  expect(WHOLE.segments.map(({ label, kind }) => [label, kind])).toEqual([
    ['', 'start'],
    ...['1', '2', '3', '4', '5', '6'].map((label) => [label, 'line']),
    ['end', 'end'],
  ]);
});

it('has one mark for each event, in its place', () => {
  expect(WHOLE.segments.reduce((sum, { marks }) => sum + marks.length, 0)).toBe(EVENTS.length);
  for (const { from, marks } of WHOLE.segments) {
    marks.forEach((mark, i) => {
      const event = EVENTS[from + i];
      if (mark.kind === 'sampled') expect(event?.kind).toBe('candidate-sampled');
      if (mark.kind === 'passed')
        expect(event).toMatchObject(event?.kind === 'candidate-executed' ? { passed: true } : {});
      if (mark.kind === 'signal') expect(event?.kind).toBe('signal-formed');
      expect(mark.kind === 'token' || mark.kind === 'changed').toBe(event?.kind === 'token-chosen');
    });
  }
});

it('marks what passed, what failed, what was not run, and the token that guidance changed', () => {
  const kinds = (label: string) => WHOLE.segments.find((one) => one.label === label)?.marks.map(({ kind }) => kind);
  const candidates = ['sampled', 'sampled', 'sampled', 'sampled', 'failed', 'passed', 'failed', 'failed', 'signal'];
  expect(kinds('4')).toEqual([
    'other',
    ...candidates,
    'token',
    'token',
    'token',
    'changed',
    'token',
    'token',
    'token',
    'other',
  ]);
  expect(kinds('6')?.slice(5, 9)).toEqual(['failed', 'passed', 'not-run', 'failed']);
  expect(kinds('end')).toEqual(['other', 'passed', 'failed', 'passed']);
});

it('grows to the same outline however the events come, and leaves finished segments alone', () => {
  let outline = NO_OUTLINE;
  for (let length = 1; length <= EVENTS.length; length += 3) outline = extendOutline(outline, EVENTS, length);
  const before = outline;
  outline = extendOutline(outline, EVENTS, EVENTS.length);
  expect(outline).toEqual(WHOLE);
  expect(outline.segments[2]).toBe(before.segments[2]);
});
