/** Programs whose traces and texts lie in test/fixtures/trace-text-v1.json. */
export interface TextCase {
  readonly says: string;
  readonly programs: readonly string[];
  readonly tests: readonly string[];
  readonly entryPoint: string;
  readonly maxTraceSteps: number;
  /** Budgets for the text of all programs together; the first holds everything. */
  readonly budgets: readonly number[];
}

const code = (...lines: string[]) => `${lines.join('\n')}\n`;
const usual = { entryPoint: 'f', maxTraceSteps: 400, budgets: [2000, 120, 40, 5] };

const SUM_START = ['def add_all(nums):', '    total = 0', '    for n in nums:'];

export const CASES: readonly TextCase[] = [
  {
    ...usual,
    says: 'the published example, and two wrong candidates beside it',
    programs: [
      code(...SUM_START, '        total = total + n', '    return total'),
      code(...SUM_START, '        total = n', '    return total'),
      code(...SUM_START, '        total = total / n', '    return total'),
    ],
    tests: ['assert add_all([1, 2]) == 3', 'assert add_all([0]) == 0'],
    entryPoint: 'add_all',
  },
  {
    ...usual,
    says: 'an exception through two frames, nested loops and printing',
    programs: [
      code(
        'import math',
        'def half(b):',
        '    return 10 // b',
        'def f(xs):',
        '    print("start", len(xs))',
        '    for x in xs:',
        '        for y in (x, x):',
        '            z = half(y)',
        '    return z',
      ),
    ],
    tests: ['assert f([5, 2]) == 5', 'assert f([0]) == 0'],
  },
  {
    ...usual,
    says: 'a generator that goes on, a while loop with many turns and values that JSON has no form for',
    programs: [
      code(
        'def count(n):',
        '    while n > 0:',
        '        yield n',
        '        n -= 1',
        'def f(n):',
        '    seen = {n: (1, 2)}',
        '    kinds = {1, 2}',
        '    text = "it\'s"',
        '    for i in count(n): seen[i] = i',
        '    return seen, kinds',
      ),
    ],
    tests: ['assert f(7) == 1'],
  },
  {
    ...usual,
    says: 'more steps than are kept, and a limit',
    programs: [code('def f(n):', '    while True:', '        n += 1')],
    tests: ['assert f(1) == 1'],
    maxTraceSteps: 12,
  },
];
