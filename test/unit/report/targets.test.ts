import { describe, expect, it } from 'vitest';
import { controlLines } from '../../../src/report/controls';
import type { SetReport } from '../../../src/report/report-schema';
import { strategyRows } from '../../../src/report/shares';
import { targets } from '../../../src/report/targets';
import { outcomes, rowsOf } from './rows';

const greedy = rowsOf('greedy', outcomes(100, 200));
const source = { problems: 'held-out.jsonl', problemsSha256: 'ab', commands: [] };

function judged(guided: number, team: number, swapped = 105, passing = 150, freeKeeps = 0.4) {
  const rows = [
    ...greedy,
    ...rowsOf('egcfg', outcomes(guided, 300 - guided)),
    ...rowsOf('agents', outcomes(team, 300 - team)),
    ...rowsOf('swapped-traces', outcomes(swapped, 300 - swapped)),
    ...rowsOf('passing-line', outcomes(passing, 300 - passing)),
  ];
  const set: SetReport = { id: 'held-out', title: '', about: '', of: 300, ...source, rows: strategyRows(rows) };
  const all = targets({
    sets: [set],
    controls: { ...source, lines: controlLines(rows) },
    freeKeeps: { value: freeKeeps, low: 0.1, high: 0.8 },
  });
  return Object.fromEntries(all.map(({ id, verdict }) => [id, verdict]));
}

describe('targets', () => {
  it('are met where the whole interval is on the right side', () => {
    expect(judged(220, 270)).toMatchObject({
      'one-agent': 'met',
      team: 'met',
      swapped: 'met',
      'passing-line': 'met',
      'hidden-one': 'met',
      free: 'missed',
    });
  });

  it('are met within chance where the interval reaches past the goal', () => {
    expect(judged(182, 236)).toMatchObject({ 'one-agent': 'met-within-chance', team: 'met-within-chance' });
    expect(judged(151, 200, 100, 150)['passing-line']).toBe('met-within-chance');
  });

  it('are missed otherwise: equal is not more', () => {
    expect(judged(150, 180, 140, 150)).toMatchObject({
      'one-agent': 'missed',
      team: 'missed',
      swapped: 'missed',
      'passing-line': 'missed',
    });
  });

  it('are missed narrowly where a figure in whole percents would say that they are met', () => {
    expect(judged(220, 270, 105, 150, 0.4951)['free']).toBe('missed-narrowly');
    expect(judged(220, 270, 105, 150, 0.4949)['free']).toBe('missed');
  });

  it('are not measured where there is nothing to judge', () => {
    const none = targets({ sets: [], controls: null, freeKeeps: null });
    expect(new Set(none.map(({ verdict }) => verdict))).toEqual(new Set(['not-measured']));
    expect(none).toHaveLength(7);
  });
});
