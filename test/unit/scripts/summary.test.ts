import { describe, expect, it } from 'vitest';
import type { ResultRow } from '../../../scripts/lib/result-row.mjs';
import { summaryTable } from '../../../scripts/lib/summary.mjs';
import { textTable } from '../../../scripts/lib/text-table.mjs';

const row: ResultRow = {
  problem: 'a',
  strategy: 'egcfg',
  gamma: 2,
  solved: true,
  visible: { passed: 3, total: 3 },
  hidden: { passed: 4, total: 4 },
  code: '',
  forwardedTokens: 100,
  sessionRuns: 10,
  seconds: 1,
  weightsSha256: null,
  error: null,
};

/** Cells of the table's line for the given strategy and gamma; two spaces or more part them. */
function cells(rows: readonly ResultRow[], start: string): string[] {
  const line = summaryTable(rows)
    .split('\n')
    .find((candidate) => candidate.startsWith(start));
  return line?.split(/ {2,}/) ?? [];
}

describe('summaryTable', () => {
  it('counts solved, hidden and both apart, each over problems', () => {
    const rows = [
      row,
      { ...row, problem: 'b', hidden: { passed: 1, total: 4 }, forwardedTokens: 300, seconds: 2 },
      { ...row, problem: 'c', solved: false, visible: { passed: 0, total: 3 }, error: 'The page crashed.' },
      { ...row, problem: 'd', hidden: { passed: 0, total: 0 } },
      { ...row, problem: 'a', gamma: 0, strategy: 'greedy' },
    ];
    const [strategy, gamma, n, solved, hidden, both, visibleTests, hiddenTests, tokens, runs, seconds, errors] = cells(
      rows,
      'egcfg',
    );
    expect([strategy, gamma, n]).toEqual(['egcfg', '2', '4']);
    expect(solved).toBe('75.0 [30.1, 95.4]');
    expect(hidden).toBe('66.7 [20.8, 93.9]');
    expect(both).toBe('33.3 [6.1, 79.2]');
    expect(visibleTests?.startsWith('75.0 [')).toBe(true);
    expect(hiddenTests?.startsWith('75.0 [')).toBe(true);
    expect([tokens, runs, seconds, errors]).toEqual(['150', '10', '1.25', '1']);
    expect(cells(rows, 'greedy')[3]).toBe('100.0 [20.7, 100.0]');
  });

  it('has nothing to say of hidden tests where there are none', () => {
    expect(cells([{ ...row, hidden: { passed: 0, total: 0 } }], 'egcfg')[4]).toBe('none');
  });
});

describe('textTable', () => {
  it('pads to the widest cell', () => {
    expect(textTable(['a', 'number'], [['long', '1']], ['left', 'right'])).toBe(
      'a     number\n----  ------\nlong       1',
    );
  });
});
