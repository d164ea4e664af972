import { describe, expect, it } from 'vitest';
import { type Call, type Row, topCalls } from '../../../src/ui/line/calls';
import { countEven, step } from './trace-maker';

const one = (calls: readonly Call[]): Call => {
  const [call] = calls;
  if (call === undefined || calls.length !== 1) throw new Error(`There are ${calls.length} calls.`);
  return call;
};
const said = (row: Row) => [
  row.line,
  [...row.changed].map((name) => `${name}=${row.values.get(name)?.value}`).join(' '),
  row.end === null ? '' : `${row.end.kind} ${row.end.text}`,
];

describe('a trace as calls', () => {
  it('puts every change at the line that made it, and leaves the program’s own definitions out', () => {
    const call = one(topCalls(countEven([1, 2])));
    expect(call).toMatchObject({ scope: 'count_even', line: 1 });
    expect([...call.parameters.keys()]).toEqual(['nums']);
    expect(call.rows.map(said)).toEqual([
      [2, 'count=0', ''],
      [3, 'x=1', ''],
      [4, '', ''],
      [3, 'x=2', ''],
      [4, '', ''],
      [5, 'count=1', ''],
      [3, '', ''],
      [6, '', 'returns 1'],
    ]);
    expect(call.rows.at(-1)?.values.get('x')?.value).toBe('2');
    // What a line left as it was is not copied.
    expect(call.rows[2]?.values).toBe(call.rows[1]?.values);
  });

  it('hangs what a line calls under that line, deeper calls under their own', () => {
    const call = one(
      topCalls([
        step('call', 'f', 1, 4, [['n', '2']]),
        step('line', 'f', 1, 5),
        step('call', 'f', 2, 4, [['n', '1']]),
        step('line', 'f', 2, 5),
        step('call', 'g', 3, 1, [['m', '1']]),
        step('line', 'g', 3, 2),
        step('return', 'g', 3, 2, [], '7'),
        step('return', 'f', 2, 5, [], '8'),
        step('line', 'f', 1, 6, [['y', '8']]),
        step('return', 'f', 1, 6, [], '9'),
      ]),
    );
    expect(call.rows.map(said)).toEqual([
      [5, 'y=8', ''],
      [6, '', 'returns 9'],
    ]);
    const inner = one(call.rows[0]?.calls ?? []);
    expect([inner.scope, inner.rows.map(said)]).toEqual(['f', [[5, '', 'returns 8']]]);
    expect(one(inner.rows[0]?.calls ?? []).scope).toBe('g');
  });

  it('tells exceptions, and calls that the test makes one after the other', () => {
    const calls = topCalls([
      step('call', 'f', 1, 1),
      step('line', 'f', 1, 2),
      step('exception', 'f', 1, 2, [], 'ZeroDivisionError: division by zero'),
      step('call', 'f', 1, 1),
      step('line', 'f', 1, 3),
      step('return', 'f', 1, 3, [], '0'),
    ]);
    expect(calls.map(({ rows }) => rows.map(said))).toEqual([
      [[2, '', 'raises ZeroDivisionError: division by zero']],
      [[3, '', 'returns 0']],
    ]);
  });

  it('is the program’s own run where the test calls nothing of it', () => {
    const steps = [
      step('call', '<module>', 1, 1),
      step('line', '<module>', 1, 1),
      step('line', '<module>', 1, 2, [['n', '3']]),
    ];
    expect(one(topCalls(steps)).rows.map(said)).toEqual([
      [1, 'n=3', ''],
      [2, '', ''],
    ]);
    expect(topCalls([])).toEqual([]);
  });
});
