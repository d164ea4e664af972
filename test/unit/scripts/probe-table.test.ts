import { describe, expect, it } from 'vitest';
import { countProbes, probeTables } from '../../../scripts/lib/probe-table.mjs';
import type { ProbeResult } from '../../../src/guidance/probe';

function probe(passing: number, plain: boolean, conditional: boolean, guided: boolean): ProbeResult {
  const line = (right: boolean) => ({ text: '', right });
  return {
    line: 1,
    reference: '',
    candidates: 3,
    passing,
    plain: line(plain),
    conditional: line(conditional),
    guided: [
      { gamma: 1, ...line(conditional) },
      { gamma: 3, ...line(guided) },
    ],
    cost: { forwardedTokens: 1, sessionRuns: 1 },
  };
}

const probes = [
  probe(2, false, true, true),
  probe(1, false, false, true),
  probe(1, false, false, false),
  probe(1, true, true, false),
  probe(0, true, false, false),
];

describe('rescue and keep', () => {
  it('count the wrong and the right plain lines apart', () => {
    expect(countProbes(probes, null)).toEqual({ wrong: 3, rescued: 1, right: 2, kept: 1 });
    expect(countProbes(probes, 3)).toEqual({ wrong: 3, rescued: 2, right: 2, kept: 0 });
  });

  it('are split by whether a candidate passes, one line for each strength', () => {
    const rows = [
      { problem: 'a', probes, seconds: 1, error: null },
      { problem: 'b', probes: [], seconds: 1, error: 'The page crashed.' },
    ];
    const [table] = probeTables(rows);
    expect(table?.title).toBe('Rescue and keep on 2 problems, 1 of them failed');
    const cells = table?.lines.map(([group, gamma, n, , , rescued, , kept]) => [group, gamma, n, rescued, kept]);
    expect(cells).toEqual([
      ['a candidate passes', '1 (Pc)', '4', '1 of 3', '1 of 1'],
      ['a candidate passes', '3', '4', '2 of 3', '0 of 1'],
      ['none passes', '1 (Pc)', '1', '0 of 0', '0 of 1'],
      ['none passes', '3', '1', '0 of 0', '0 of 1'],
    ]);
    expect(table?.lines[2]?.[4]).toBe('none');
    expect(table?.lines[0]?.[4]).toBe('33.3 [6.1, 79.2]');
  });
});
