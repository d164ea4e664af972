import { describe, expect, it } from 'vitest';
import { type Row, topCalls } from '../../../src/ui/line/calls';
import { foldLoops, type TraceNode } from '../../../src/ui/line/loops';
import { COUNT_EVEN, countEven } from './trace-maker';

/** Rows by their line, loops as `for[turn | turn]`. */
function drawn(nodes: readonly TraceNode[]): string {
  return nodes
    .map((node) =>
      node.kind === 'row'
        ? String(node.row.line)
        : `${node.line}[${node.turns.map((turn) => drawn(turn.nodes)).join(' | ')}]${node.left ? '' : '…'}`,
    )
    .join(' ');
}

const rowsOf = (lines: readonly number[]): Row[] =>
  lines.map((line) => ({ line, changed: new Set(), values: new Map(), calls: [], end: null }));
const fold = (source: string, lines: readonly number[]) => drawn(foldLoops(rowsOf(lines), source.split('\n')));

describe('a loop', () => {
  it('is one node with its turns, without the look that found nothing more', () => {
    const rows = topCalls(countEven([1, 2, 4]))[0]?.rows ?? [];
    expect(drawn(foldLoops(rows, COUNT_EVEN.split('\n')))).toBe('2 3[3 4 | 3 4 5 | 3 4 5] 6');
  });

  it('of one turn or none stays as it is', () => {
    expect(fold(COUNT_EVEN, [2, 3, 4, 3, 6])).toBe('2 3 4 3 6');
    expect(fold(COUNT_EVEN, [2, 3, 6])).toBe('2 3 6');
  });

  it('inside a loop is folded in every turn', () => {
    const nested = 'for a in b:\n    for c in d:\n        e\n    f\ng';
    expect(fold(nested, [1, 2, 3, 2, 3, 2, 4, 1, 2, 3, 2, 3, 2, 4, 1, 5])).toBe(
      '1[1 2[2 3 | 2 3] 4 | 1 2[2 3 | 2 3] 4] 5',
    );
  });

  it('says when it was not left: the trace was cut, or a line of it returned', () => {
    expect(fold(COUNT_EVEN, [2, 3, 4, 3, 4, 5])).toBe('2 3[3 4 | 3 4 5]…');
    const [first, second, third, ...rest] = rowsOf([3, 4, 3, 4]);
    const returned = [first, second, third, ...rest].flatMap((row, i) =>
      row === undefined ? [] : [i === 3 ? { ...row, end: { kind: 'returns', text: '1' } as const } : row],
    );
    expect(drawn(foldLoops(returned, COUNT_EVEN.split('\n')))).toBe('3[3 4 | 3 4]…');
  });

  it('that runs again later is another one, and `while` is a loop too', () => {
    const source = 'while a:\n    b\nc\nwhile d:\n    e';
    expect(fold(source, [1, 2, 1, 2, 1, 3, 4, 5, 4, 5, 4])).toBe('1[1 2 | 1 2] 3 4[4 5 | 4 5]');
  });

  it('keeps the last look where it did something', () => {
    const source = 'while (n := read()):\n    b\nc';
    const rows = rowsOf([1, 2, 1, 2, 1, 3]).map((row, i) => (i === 4 ? { ...row, changed: new Set(['n']) } : row));
    expect(drawn(foldLoops(rows, source.split('\n')))).toBe('1[1 2 | 1 2] 1 3');
  });

  it('on one line has no turns to tell apart', () => {
    expect(fold('for a in b: c\nd', [1, 1, 1, 2])).toBe('1 1 1 2');
  });

  it('of every line is in it once, whatever the loops are', () => {
    const rows = topCalls(countEven([2, 2, 3, 5, 8, 1]))[0]?.rows ?? [];
    const count = (nodes: readonly TraceNode[]): number =>
      nodes.reduce(
        (sum, node) =>
          sum + (node.kind === 'row' ? 1 : node.turns.reduce((s, t) => s + count(t.nodes), node.left ? 1 : 0)),
        0,
      );
    expect(count(foldLoops(rows, COUNT_EVEN.split('\n')))).toBe(rows.length);
  });
});
