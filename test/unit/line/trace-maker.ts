/** Steps of a trace, written shortly: what a test needs and nothing else. */
import type { TraceStep } from '../../../src/guidance/ports';

export type Change = readonly [name: string, value: string];

export function step(
  event: TraceStep['event'],
  scope: string,
  depth: number,
  line: number,
  changed: readonly Change[] = [],
  result: string | null = null,
): TraceStep {
  return { event, scope, depth, line, changed: changed.map(([name, value]) => [name, { value, type: 'int' }]), result };
}

export const COUNT_EVEN = `def count_even(nums):
    count = 0
    for x in nums:
        if x % 2 == 0:
            count += 1
    return count`;

/** As the tracer tells it: a change stands at the step after the line that made it. */
export function countEven(nums: readonly number[]): TraceStep[] {
  const made = [
    step('call', '<module>', 1, 1),
    step('line', '<module>', 1, 1),
    step('return', '<module>', 1, 1, [], 'None'),
    step('call', 'count_even', 1, 1, [['nums', `[${nums.join(', ')}]`]]),
    step('line', 'count_even', 1, 2),
  ];
  let count = 0;
  let changed: Change[] = [['count', '0']];
  for (const x of nums) {
    made.push(step('line', 'count_even', 1, 3, changed));
    made.push(step('line', 'count_even', 1, 4, [['x', String(x)]]));
    changed = [];
    if (x % 2 !== 0) continue;
    made.push(step('line', 'count_even', 1, 5));
    changed = [['count', String(++count)]];
  }
  made.push(step('line', 'count_even', 1, 3, changed));
  made.push(step('line', 'count_even', 1, 6));
  return [...made, step('return', 'count_even', 1, 6, [], String(count))];
}
