import { describe, expect, it } from 'vitest';
import { shownTables } from '../../../../scripts/lib/shown-tables.mjs';
import { textTable } from '../../../../scripts/lib/text-table.mjs';
import {
  agentTables,
  pairedTables,
  pairedWith,
  passAtKTables,
  summaryTables,
} from '../../../../src/experiments/metrics';
import type { ResultRow } from '../../../../src/experiments/result-row';

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
  const line = shownTables(summaryTables(rows))
    .split('\n')
    .find((candidate) => candidate.startsWith(start));
  return line?.split(/ {2,}/) ?? [];
}

describe('summaryTables', () => {
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
  function compared(rows: readonly ResultRow[], ...names: string[]): readonly string[] | undefined {
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

describe('several seeds', () => {
  const seeded = (problem: string, seed: number, strategy: string, solved: boolean): ResultRow => ({
    ...row,
    problem,
    strategy,
    gamma: 0,
    solved,
    ...(seed === 1 ? {} : { seed }),
  });
  const rows = [
    ...[1, 2].flatMap((seed) => [seeded('a', seed, 'greedy', false), seeded('b', seed, 'greedy', true)]),
    seeded('a', 1, 'best-of-4', true),
    seeded('a', 2, 'best-of-4', false),
    seeded('b', 1, 'best-of-4', true),
  ];

  it('are the same parts of one trial', () => {
    const [, greedy, bestOf] = [[], ...(summaryTables(rows)[0]?.lines ?? [])];
    expect(greedy?.slice(0, 5)).toEqual(['greedy', '0', '2', '2', '50.0 [9.5, 90.5]']);
    expect(bestOf?.slice(2, 4)).toEqual(['2', '2']);
    expect(bestOf?.[4]?.split(' ')[0]).toBe('75.0');
  });

  it('are paired with the same seed of the other', () => {
    const [line] = pairedTables(rows)[0]?.lines ?? [];
    expect(line?.slice(0, 5)).toEqual(['best-of-4', 'greedy', '2', '0.5', '0']);
  });
});

describe('a chosen baseline', () => {
  const rows = ['greedy', 'best-of-4', 'self-debug-3'].map((strategy, i) => ({
    ...row,
    strategy,
    gamma: 0,
    solved: i > 0,
  }));

  it('stands against every other arm', () => {
    const lines = pairedWith(rows, 'self-debug-3')[0]?.lines.map((line) => line.slice(0, 5));
    expect(lines).toEqual([
      ['greedy', 'self-debug-3', '1', '0', '1'],
      ['best-of-4', 'self-debug-3', '1', '0', '0'],
    ]);
    expect(pairedWith(rows, 'nothing')).toEqual([]);
  });
});

describe('agents', () => {
  const part = { visible: { passed: 3, total: 3 }, hidden: { passed: 4, total: 4 }, forwardedTokens: 10 };
  const lost = { ...part, visible: { passed: 0, total: 3 } };

  it('are counted each and together, and those that were stopped are not held against them', () => {
    const rows: ResultRow[] = [
      { ...row, strategy: 'agents', agents: [{ agent: 'x', gamma: 1, solved: true, ...part }] },
      {
        ...row,
        problem: 'b',
        strategy: 'agents',
        agents: [
          { agent: 'x', gamma: 1, solved: false, ...lost },
          { agent: 'y', gamma: 1, solved: true, ...part },
        ],
      },
    ];
    expect(agentTables(rows)[0]?.lines.map((line) => [line[0], line[1], line[3], line[4]?.split(' ')[0]])).toEqual([
      ['x γ 1', '2', '1', '50.0'],
      ['y γ 1', '1', '1', '100.0'],
    ]);
  });

  it('that ran apart are joined too, and one alone has no union', () => {
    const rows = ['a', 'b'].flatMap((problem) => [
      { ...row, problem, gamma: 1, solved: problem === 'a' },
      { ...row, problem, gamma: 2, solved: problem === 'b' },
    ]);
    expect(agentTables(rows)[0]?.lines.map((line) => [line[0], line[4]?.split(' ')[0]])).toEqual([
      ['egcfg 1', '50.0'],
      ['egcfg 2', '100.0'],
    ]);
    expect(agentTables(rows.filter(({ gamma }) => gamma === 1))).toEqual([]);
  });
});
