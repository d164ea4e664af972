import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { costsOfEvents, partings, shownCode, viewAt } from '../../../src/experiments/side-by-side';
import type { RunEvent } from '../../../src/guidance/events';
import { parseRunFile } from '../../../src/runs/run-file';
import { foldRun } from '../../../src/runs/run-view';

const recorded = parseRunFile(JSON.parse(readFileSync('public/runs/first.json', 'utf8'))).events;
const [started] = recorded;

/** The recorded run with another word in one line. */
function changed(from: string, to: string): RunEvent[] {
  const text = JSON.stringify(recorded);
  return parseRunFile({ format: 1, events: JSON.parse(text.replaceAll(from, to)) }).events.slice();
}

describe('runs side by side', () => {
  const costs = costsOfEvents(recorded);

  it('have rising costs that meet the counts of the run', () => {
    expect(costs).toHaveLength(recorded.length);
    expect(costs.every((cost, i) => i === 0 || cost >= (costs[i - 1] ?? 0))).toBe(true);
    for (const [i, event] of recorded.entries()) {
      if (event.kind === 'line-finished') expect(costs[i]).toBeCloseTo(event.cost.forwardedTokens, 6);
    }
  });

  it('show what was written with so many tokens, and in the end all of it', () => {
    const whole = foldRun(recorded);
    expect(viewAt(recorded, costs, Number.POSITIVE_INFINITY)).toEqual(whole);
    const half = viewAt(recorded, costs, (costs.at(-1) ?? 0) / 2);
    expect(half.eventCount).toBeLessThan(whole.eventCount);
    expect(whole.code.startsWith(half.code)).toBe(true);
    expect(shownCode(viewAt(recorded, costs, -1))).toBe('');
  });

  it('part at the first token that differs, with its line', () => {
    const other = changed('count', 'total');
    const [first, second] = partings([recorded, other]);
    const code = foldRun(recorded).code;
    expect(code.slice(0, first?.from)).toBe(foldRun(other).code.slice(0, second?.from));
    expect(code.slice(first?.from, first?.to)).not.toBe(foldRun(other).code.slice(second?.from, second?.to));
    expect(first?.line).toBe(code.slice(0, first?.from).split('\n').length - 1);
    expect(partings([recorded, recorded])).toEqual([null, null]);
    // The first lane is marked at the earliest place where any other parts.
    expect(partings([recorded, recorded, other])).toEqual([first, null, second]);
  });

  it('show the newest sample while whole programs are written', () => {
    if (started?.kind !== 'run-started') throw new Error('no start');
    const events: RunEvent[] = [
      { ...started, strategy: { kind: 'best-of-n', samples: 2 } },
      { kind: 'line-started', line: 0, guided: false },
      {
        kind: 'candidate-sampled',
        line: 0,
        candidate: { index: 0, ids: [1], text: '(nums):\n    pass\n', end: 'dedent' },
      },
    ];
    expect(shownCode(foldRun(events))).toBe(`def ${started.problem.entryPoint}(nums):\n    pass\n`);
  });
});
