import { describe, expect, it } from 'vitest';
import type { ResultRow } from '../../../scripts/lib/result-row.mjs';
import { pairedTables, passAtKTables, summaryTable } from '../../../scripts/lib/summary.mjs';
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

describe('the paired comparison', () => {
  /** Cells of the line that begins with the two names, in the second table. */
  function compared(rows: readonly ResultRow[], ...names: string[]): string[] | undefined {
    return pairedTables(rows)[0]?.lines.find((line) => names.every((name, i) => line[i] === name));
  }
  const solvedBy = (strategy: string, ids: string) =>
    [...'abcde'].map((problem) => ({ ...row, problem, strategy, gamma: 1, solved: ids.includes(problem) }));

  it('counts gained and lost over the problems that both have run', () => {
    const rows = [...solvedBy('greedy', 'ab').slice(0, 4), ...solvedBy('egcfg', 'bcde')];
    const [, , n, gained, lost, difference, rsr] = compared(rows, 'egcfg 1', 'greedy') ?? [];
    expect([n, gained, lost]).toEqual(['4', '2', '1']);
    expect(difference?.startsWith('+25.0 [-')).toBe(true);
    expect(rsr?.startsWith('+50.0 [')).toBe(true);
  });

  it('sets EG-CFG beside best of N too, and has nothing to say of one strategy', () => {
    const rows = [...solvedBy('best-of-10', 'abc'), ...solvedBy('egcfg', 'abd')];
    expect(compared(rows, 'egcfg 1', 'best-of-10')?.slice(2, 5)).toEqual(['5', '1', '1']);
    expect(compared(rows, 'egcfg 1', 'best-of-10')?.[6]).toBe('');
    expect(pairedTables(solvedBy('egcfg', 'a'))).toEqual([]);
  });
});

it('pass@k averages over problems, up to the samples that there are', () => {
  const rows = [
    { ...row, strategy: 'best-of-4', samples: { passing: 1, of: 4 } },
    { ...row, problem: 'b', strategy: 'best-of-4', samples: { passing: 4, of: 4 } },
    { ...row, problem: 'c' },
  ];
  const lines = passAtKTables(rows)[0]?.lines.map(([name, k, n, rate]) => [name, k, n, rate?.split(' ')[0]]);
  expect(lines).toEqual([
    ['best-of-4', '1', '2', '62.5'],
    ['best-of-4', '2', '2', '75.0'],
    ['best-of-4', '4', '2', '100.0'],
  ]);
  expect(passAtKTables([row])).toEqual([]);
});

describe('textTable', () => {
  it('pads to the widest cell', () => {
    expect(textTable(['a', 'number'], [['long', '1']], ['left', 'right'])).toBe(
      'a     number\n----  ------\nlong       1',
    );
  });
});
