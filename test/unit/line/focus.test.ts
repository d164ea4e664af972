import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../src/guidance/events';
import { foldRun, type LineView } from '../../../src/runs/run-view';
import { focusedCandidate, ranAs, stepOf } from '../../../src/ui/line/focus';
import { sampleRun } from '../ui/sample-run';

const EVENTS = sampleRun();

/** The line and the newest event after the first event of a kind on that line. */
function momentAfter(line: number, kind: RunEvent['kind']): { readonly line: LineView; readonly event: RunEvent } {
  const at = EVENTS.findIndex((event) => event.kind === kind && 'line' in event && event.line === line);
  const [event, shown] = [EVENTS[at], foldRun(EVENTS.slice(0, at + 1)).lines.at(-1)];
  if (event === undefined || shown === undefined) throw new Error(`Line ${line} has no ${kind}.`);
  return { line: shown, event };
}

describe('the candidate looked at', () => {
  const done = momentAfter(3, 'line-finished');

  it('is the picked one, as long as there is such a one', () => {
    expect(focusedCandidate(done.line, 3, done.event)).toBe(3);
    expect(focusedCandidate(done.line, 9, done.event)).toBe(1);
  });

  it('is the one that something just happened to', () => {
    const sampled = momentAfter(3, 'candidate-sampled');
    expect(focusedCandidate(sampled.line, null, sampled.event)).toBe(0);
    const executed = momentAfter(3, 'candidate-executed');
    expect(focusedCandidate(executed.line, null, executed.event)).toBe(0);
    // What happens to another line's candidates says nothing here.
    expect(focusedCandidate(done.line, null, momentAfter(4, 'candidate-executed').event)).toBe(1);
  });

  it('is else the first that passes, and null where there is none', () => {
    expect(focusedCandidate(done.line, null, null)).toBe(1);
    expect(focusedCandidate(momentAfter(0, 'line-finished').line, null, null)).toBeNull();
  });

  it('that is another’s program ran as that one', () => {
    const { candidates } = momentAfter(5, 'line-finished').line;
    expect(ranAs(candidates, 2)?.candidate.index).toBe(1);
    expect(ranAs(candidates, 3)?.candidate.index).toBe(3);
    expect(ranAs(candidates, null)).toBeNull();
  });
});

it('every step of the story has its moments, in order', () => {
  const steps = EVENTS.filter((event) => 'line' in event && event.line === 3).flatMap((event) => stepOf(event) ?? []);
  expect([...new Set(steps)]).toEqual(['candidates', 'runs', 'signal', 'tokens']);
  expect(stepOf(null)).toBeNull();
});
