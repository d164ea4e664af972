import { expect, it } from 'vitest';
import type { RunEvent } from '../../../src/guidance/events';
import { compareRun, LINE_PRINT_LENGTH, printOf } from '../../../src/links/run-print';
import { sampleRun } from '../ui/sample-run';

const isLine = ({ kind }: RunEvent) => kind === 'line-finished';

/** The same run with other tokens on one line. */
function changedAt(events: readonly RunEvent[], which: number): RunEvent[] {
  let line = 0;
  return events.map((event) =>
    event.kind === 'line-finished' && line++ === which ? { ...event, ids: [...event.ids, 7] } : event,
  );
}

it('has a print for every finished line and one for all tokens', () => {
  const events = sampleRun();
  const lines = events.filter(isLine).length;
  expect(lines).toBeGreaterThan(1);
  expect(printOf(events).lines).toHaveLength(lines * LINE_PRINT_LENGTH);
  expect(printOf(events)).toEqual(printOf(structuredClone(events)));
  expect(printOf(changedAt(events, 0)).tokens).not.toBe(printOf(events).tokens);
});

it('tells that a run is made the same, as far as it goes', () => {
  const events = sampleRun();
  const print = printOf(events);
  expect(compareRun(print, [])).toEqual({ kind: 'same-so-far', lines: 0 });
  const firstLine = events.findIndex(isLine);
  expect(compareRun(print, events.slice(0, firstLine + 1))).toEqual({ kind: 'same-so-far', lines: 1 });
  expect(compareRun(print, events)).toEqual({ kind: 'same' });
});

it('names the first line that differs, and no other', () => {
  const events = sampleRun();
  const print = printOf(events);
  const count = events.filter(isLine).length;
  for (let line = 0; line < count; line++) {
    const other = changedAt(changedAt(events, line), count - 1);
    expect(compareRun(print, other)).toEqual({ kind: 'differs', line, attempt: 0 });
  }
});

it('tells that a run ended earlier or went on longer', () => {
  const events = sampleRun();
  const last = events.findLastIndex(isLine);
  const shorter = events.toSpliced(last, 1);
  const longer = events.toSpliced(last, 0, ...events.slice(last, last + 1));
  if (events.some(({ kind }) => kind === 'run-finished')) {
    expect(compareRun(printOf(events), shorter)).toMatchObject({ kind: 'differs', attempt: 0 });
    expect(compareRun(printOf(events), longer).kind).toBe('differs');
  }
  expect.assertions(2);
});
