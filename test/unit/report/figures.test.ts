import { describe, expect, it } from 'vitest';
import type { ProbeResult } from '../../../src/guidance/probe';
import { controlLines, gains } from '../../../src/report/controls';
import { costTablesOf, curvePoints } from '../../../src/report/curves';
import { equalCostLine, winner } from '../../../src/report/equal-cost';
import { lineStartLines } from '../../../src/report/line-starts';
import { ratioOfGains } from '../../../src/report/ratio';
import { strategyRows } from '../../../src/report/shares';
import { weightsLines } from '../../../src/report/weights';
import { outcomes, rowsOf } from './rows';

describe('rows of the main table', () => {
  const greedy = rowsOf('greedy', outcomes(40, 60));
  const egcfg = rowsOf('egcfg', outcomes(70, 30));

  it('stand in the order of the table, each over greedy on the same problems', () => {
    const [first, second] = strategyRows([...egcfg, ...greedy]);
    expect(first).toMatchObject({ id: 'greedy', n: 100, over: null, rsr: null, solved: { value: 0.4, count: 40 } });
    expect(second).toMatchObject({ id: 'egcfg', over: { gained: 30, lost: 0 }, rsr: { value: 0.5 } });
    expect(second?.over?.difference.value).toBe(0.3);
    expect(second?.rsr?.low).toBeLessThan(0.5);
  });

  it('count hidden tests among what passes the visible ones alone', () => {
    const some = egcfg.map((row, i) => (i < 7 ? { ...row, hidden: { passed: 1, total: 4 } } : row));
    expect(strategyRows(some)[0]?.hiddenOfSolved).toMatchObject({ count: 63, total: 70, value: 0.9 });
    expect(strategyRows(rowsOf('greedy', [false]))[0]?.hiddenOfSolved).toBeNull();
  });

  it('leave controls to their own table', () => {
    expect(strategyRows([...greedy, ...rowsOf('swapped-traces', [true])]).map(({ id }) => id)).toEqual(['greedy']);
  });
});

describe('a ratio of gains', () => {
  it('is that of the means, within its interval', () => {
    const whole = outcomes(60, 40).map(Number);
    const half = whole.map((gain, i) => (i % 2 === 0 ? gain : 0));
    const ratio = ratioOfGains(half, whole, true);
    expect(ratio?.value).toBeCloseTo(0.5);
    expect(ratio?.low).toBeGreaterThan(0.3);
    expect(ratio?.high).toBeLessThan(0.7);
    expect(ratioOfGains(whole, whole, true)).toBeNull();
  });

  it('has problems of its own on each side where they are not paired', () => {
    const ratio = ratioOfGains(outcomes(10, 30).map(Number), outcomes(50, 50).map(Number), false);
    expect(ratio?.value).toBeCloseTo(0.5);
    expect(ratio?.low).toBeGreaterThan(0.2);
  });

  it('is none where there is no gain to keep', () => {
    expect(ratioOfGains([1, 0], [1, -1], true)).toBeNull();
    expect(ratioOfGains([], [1], false)).toBeNull();
  });

  it('says how unsure it is where the whole may be nothing', () => {
    const unsure = [1, 1, 1, -1, -1, 0, 0, 0];
    expect(ratioOfGains(unsure.map(Math.abs), unsure, true)?.high).toBeGreaterThan(5);
  });
});

describe('controls', () => {
  const rows = [
    ...rowsOf('greedy', outcomes(40, 60)),
    ...rowsOf('egcfg', outcomes(70, 30)),
    ...rowsOf('swapped-traces', outcomes(46, 54)),
    ...rowsOf('passing-line', outcomes(64, 36)),
  ];

  it('keep a part of the gain, and guidance adds something to them or does not', () => {
    const [swapped, passing] = controlLines(rows);
    expect(swapped).toMatchObject({ control: 'swapped-traces', n: 100, kept: { value: 0.2 } });
    expect(passing).toMatchObject({ kept: { value: 0.8 }, guidance: { gained: 6, lost: 0 } });
  });

  it('are compared on the problems that all three have run', () => {
    const [line] = controlLines(rows.filter((row) => row.strategy !== 'swapped-traces' || row.problem < 'p5'));
    expect(line?.n).toBe(rows.filter((row) => row.strategy === 'swapped-traces' && row.problem < 'p5').length);
    expect(controlLines(rows.slice(0, 100))).toEqual([]);
  });

  it('match problems by name, in whatever order they ran', () => {
    const greedy = rowsOf('greedy', [true, false, false]);
    const guided = rowsOf('egcfg', [false, true, false]).reverse();
    expect(gains(greedy, guided)).toEqual([-1, 1, 0]);
  });
});

describe('equal cost', () => {
  const guided = rowsOf('egcfg', outcomes(50, 50), { forwardedTokens: 1400 });

  it('says who wins only where the interval does', () => {
    const sampled = rowsOf('best-of-256', outcomes(90, 10), { forwardedTokens: 900 });
    const line = equalCostLine('forwardedTokens', 'egcfg', guided, sampled);
    expect(line).toMatchObject({ n: 100, guidedCost: 1400, sampledCost: 900, pair: { gained: 0, lost: 40 } });
    expect(line && winner(line)).toBe('sampling');
    const alike = equalCostLine('seconds', 'egcfg', guided, rowsOf('best-of-256', outcomes(51, 49)));
    expect(alike && winner(alike)).toBe('neither');
    const worse = equalCostLine('seconds', 'egcfg', guided, rowsOf('best-of-256', outcomes(10, 90)));
    expect(worse && winner(worse)).toBe('guidance');
  });

  it('is of the problems that both have run, and of the strategy that is asked for', () => {
    const some = rowsOf('best-of-256', [true, false]);
    expect(equalCostLine('seconds', 'egcfg', guided, some)?.n).toBe(2);
    expect(equalCostLine('seconds', 'agents', guided, some)).toBeNull();
  });
});

it('points of a curve rise, and an empty one is left out', () => {
  const points = curvePoints(
    new Map([
      [2, rowsOf('egcfg', outcomes(3, 1))],
      [0, rowsOf('greedy', outcomes(1, 3))],
      [9, []],
    ]),
  );
  expect(points.map(({ at, n, solved }) => [at, n, solved.value])).toEqual([
    [0, 4, 0.25],
    [2, 4, 0.75],
  ]);
});

it('solved over cost grows up to what all runs solve, with its interval', () => {
  const rows = rowsOf('greedy', outcomes(4, 4)).map((row, i) => ({ ...row, forwardedTokens: 30 + 40 * i }));
  const [tokens] = costTablesOf(rows);
  expect(tokens?.unit).toBe('forwardedTokens');
  expect(tokens?.at).toEqual([50, 100, 200, 500]);
  expect(tokens?.curves[0]?.shares.map(({ value }) => value)).toEqual([0.125, 0.25, 0.5, 0.5]);
  expect(costTablesOf([])).toEqual([]);
});

it('line starts are counted apart by whether a candidate passes', () => {
  const line = (right: boolean) => ({ text: '', right });
  const probe = (passing: number, plain: boolean, conditional: boolean): ProbeResult => ({
    line: 1,
    reference: '',
    candidates: 4,
    passing,
    plain: line(plain),
    conditional: line(conditional),
    guided: [{ gamma: 2, ...line(true) }],
    cost: { forwardedTokens: 1, sessionRuns: 1 },
  });
  const lines = lineStartLines([probe(1, false, true), probe(2, true, false), probe(0, false, false)]);
  expect(lines.map(({ passing, gamma, n }) => [passing, gamma, n])).toEqual([
    [true, null, 2],
    [true, 2, 2],
    [false, null, 1],
    [false, 2, 1],
  ]);
  expect(lines[0]).toMatchObject({ rescue: { count: 1, total: 1 }, keep: { count: 0, total: 1 } });
  expect(lines[2]).toMatchObject({ rescue: { count: 0, total: 1 }, keep: null });
});

it('weights are compared strategy by strategy, on the problems that both have run', () => {
  const old = [...rowsOf('greedy', outcomes(2, 8)), ...rowsOf('egcfg', outcomes(3, 7))];
  const current = [...rowsOf('greedy', outcomes(5, 7)), ...rowsOf('egcfg', outcomes(9, 3))];
  const [greedy, egcfg] = weightsLines('held-out problems', old, current);
  expect(greedy).toMatchObject({
    strategy: 'greedy',
    n: 10,
    old: { count: 2 },
    new: { count: 5 },
    pair: { gained: 3 },
  });
  expect(egcfg?.pair.difference.value).toBe(0.6);
});
