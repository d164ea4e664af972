import { describe, expect, it } from 'vitest';
import { niceTicks, shortNumber } from '../../../src/experiments/chart-scale';
import { csvOf, rowsCsv, tableCsv } from '../../../src/experiments/csv';
import { costCurves, shareAt } from '../../../src/experiments/metrics';
import { costTable } from '../../../src/experiments/metrics/cost-curve';
import { inconsistencies, PUBLISHED_TABLES } from '../../../src/experiments/published';
import type { ResultRow } from '../../../src/experiments/result-row';

describe("the paper's tables", () => {
  it('have a figure or an honest gap for every benchmark', () => {
    for (const { benchmarks, rows } of PUBLISHED_TABLES) {
      for (const { accuracy, rsr } of rows) {
        expect(accuracy).toHaveLength(benchmarks.length);
        expect(rsr).toHaveLength(benchmarks.length);
        for (const value of accuracy) expect(value === null || (value > 0 && value <= 100)).toBe(true);
      }
    }
  });

  it('mark what does not follow from the accuracies: HumanEval and two of its -ET figures, nothing else', () => {
    const odd = PUBLISHED_TABLES.flatMap((table) =>
      inconsistencies(table).map(({ row, benchmark, from }) => `${row.method} ${benchmark} ${from.toFixed(2)}`),
    );
    expect(odd).toEqual([
      'EG-CFG HumanEval 96.49',
      'MapCoder HumanEval 82.14',
      'MGDebugger HumanEval 25.06',
      'MGDebugger HumanEval-ET 9.09',
      'LPW HumanEval 71.43',
      'LPW HumanEval-ET 26.63',
    ]);
  });
});

const row: ResultRow = {
  problem: 'a',
  strategy: 'egcfg',
  gamma: 1,
  solved: true,
  visible: { passed: 3, total: 3 },
  hidden: { passed: 0, total: 0 },
  code: '',
  forwardedTokens: 100,
  sessionRuns: 10,
  seconds: 1,
  weightsSha256: null,
  error: null,
};

describe('cost curves', () => {
  const rows = [
    row,
    { ...row, problem: 'b', forwardedTokens: 300 },
    { ...row, problem: 'c', forwardedTokens: 50, solved: false },
    { ...row, problem: 'd', forwardedTokens: 100 },
  ];

  it('rise by the runs that a budget would have paid for, and count the others too', () => {
    const [curve] = costCurves(rows, 'forwardedTokens');
    if (curve === undefined) throw new Error('no curve');
    expect(curve.points).toEqual([
      { cost: 100, share: 0.5 },
      { cost: 300, share: 0.75 },
    ]);
    expect([0, 99, 100, 299, 300, 1e9].map((cost) => shareAt(curve, cost))).toEqual([0, 0, 0.5, 0.5, 0.75, 0.75]);
  });

  it('fit into a table of round costs', () => {
    const { header, lines } = costTable(rows, 'forwardedTokens', 'forwarded tokens');
    expect(header.slice(-3)).toEqual(['100', '200', '500']);
    expect(lines[0]?.slice(-3)).toEqual(['50.0', '50.0', '75.0']);
  });

  it('have round ticks', () => {
    expect(niceTicks(1234)).toEqual([0, 500, 1000, 1500]);
    expect(niceTicks(0.9)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(niceTicks(0)).toEqual([0, 1]);
    expect([999, 1500, 2_000_000, 0.25].map(shortNumber)).toEqual(['999', '1.5k', '2M', '0.25']);
  });
});

describe('CSV', () => {
  it('quotes what needs it, and gives no spreadsheet a formula', () => {
    expect(csvOf(['a', 'b'], [['x,"y"\nz', 1]])).toBe('a,b\r\n"x,""y""\nz",1\r\n');
    expect(csvOf(['a'], [['=1+1'], ['@x'], ['+4.0 [-1.0, +9.0]'], [-3]])).toBe(
      'a\r\n\'=1+1\r\n\'@x\r\n"+4.0 [-1.0, +9.0]"\r\n-3\r\n',
    );
  });

  it('has a line for each run and for each line of a table', () => {
    expect(rowsCsv([row, { ...row, problem: '=b', error: 'no, really' }]).split('\r\n')).toHaveLength(4);
    expect(tableCsv({ header: ['a'], lines: [['1'], ['2']] })).toBe('a\r\n1\r\n2\r\n');
  });
});
