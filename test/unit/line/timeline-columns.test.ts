import { expect, it } from 'vitest';
import { topCalls } from '../../../src/ui/line/calls';
import { foldLoops } from '../../../src/ui/line/loops';
import { columnsOf, turnsShown } from '../../../src/ui/line/timeline-columns';
import { COUNT_EVEN, countEven } from './trace-maker';

const callOf = (count: number) => {
  const [call] = topCalls(countEven(Array.from({ length: count }, (_, i) => i)));
  if (call === undefined) throw new Error('Nothing was called.');
  return call;
};
const turnsOf = (count: number) => {
  const loop = foldLoops(callOf(count).rows, COUNT_EVEN.split('\n')).find((node) => node.kind === 'loop');
  return loop?.kind === 'loop' ? loop.turns : [];
};

it('variables are columns in the order in which they appear', () => {
  expect(columnsOf(callOf(3))).toEqual(['nums', 'count', 'x']);
});

it('of many turns the first and the last are shown, until all are asked for', () => {
  const drawn = (count: number, all = false) =>
    turnsShown(turnsOf(count), all).map((one) => (one.kind === 'turn' ? one.turn.number : `${one.count} hidden`));
  expect(drawn(6)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(drawn(20)).toEqual([1, 2, 3, 4, '15 hidden', 20]);
  expect(drawn(20, true)).toHaveLength(20);
});
