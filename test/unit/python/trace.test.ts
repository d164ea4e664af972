import { beforeAll, describe, expect, test } from 'vitest';
import type { TestRun } from '../../../src/guidance/ports';
import { type RuntimeInNode, startRuntime } from './interpreter';

let runtime: RuntimeInNode;
beforeAll(async () => {
  runtime = await startRuntime();
});

const code = (...lines: string[]) => `${lines.join('\n')}\n`;

/** `event line scope@depth changed=... -> result`, without the module's own steps. */
function told(run: TestRun): string[] {
  return run.steps
    .filter((step) => step.scope !== '<module>')
    .map((step) => {
      const changed = step.changed.map(([name, shown]) => ` ${name}=${shown.value}`).join('');
      return `${step.event} ${step.line} ${step.scope}@${step.depth}${changed}${step.result ? ` -> ${step.result}` : ''}`;
    });
}

describe('the trace of a test', () => {
  test('shows each line with what changed before it, and what was returned', () => {
    const program = code('def f(xs):', '    total = 0', '    for x in xs:', '        total += x', '    return total');
    expect(told(runtime.trace(program, 'assert f([1, 2]) == 3'))).toEqual([
      'call 1 f@1 xs=[1, 2]',
      'line 2 f@1',
      'line 3 f@1 total=0',
      'line 4 f@1 x=1',
      'line 3 f@1 total=1',
      'line 4 f@1 x=2',
      'line 3 f@1 total=3',
      'line 5 f@1',
      'return 5 f@1 -> 3',
    ]);
  });

  test('names the types of what it shows', () => {
    const run = runtime.trace(code('def f(x):', '    y = {x: 1.5}', '    return y'), 'assert f(1) == {1: 1.5}');
    expect(run.steps.flatMap((step) => step.changed)).toEqual([
      ['x', { value: '1', type: 'int' }],
      ['y', { value: '{1: 1.5}', type: 'dict' }],
    ]);
  });

  test('goes into calls, generators and their frames, each at its depth', () => {
    const program = code('def twice(n):', '    yield n', '    yield n', 'def f(n):', '    return sum(twice(n))');
    expect(told(runtime.trace(program, 'assert f(2) == 4'))).toEqual([
      'call 4 f@1 n=2',
      'line 5 f@1',
      'call 1 twice@2 n=2',
      'line 2 twice@2',
      'return 2 twice@2 -> 2',
      'line 3 twice@2',
      'return 3 twice@2 -> 2',
      'return 3 twice@2 -> None',
      'return 5 f@1 -> 4',
    ]);
  });

  test('shows a mutated value again, and an unchanged one not', () => {
    const program = code('def f(xs):', '    ys = xs', '    ys.append(1)', '    ys.sort()', '    return ys');
    const changes = runtime
      .trace(program, 'assert f([]) == [1]')
      .steps.map((step) => step.changed.map(([name]) => name));
    expect(changes.filter((names) => names.length > 0)).toEqual([['xs'], ['ys'], ['xs', 'ys']]);
  });

  test('shows an exception in every frame that it leaves, and a handled one', () => {
    const program = code(
      'def g(x):',
      '    return 1 // x',
      'def f(x):',
      '    try:',
      '        return g(x)',
      '    except ZeroDivisionError:',
      '        return -1',
    );
    const steps = told(runtime.trace(program, 'assert f(0) == -1'));
    const exception = 'ZeroDivisionError: division by zero';
    expect(steps).toContain(`exception 2 g@2 -> ${exception}`);
    expect(steps).toContain(`exception 5 f@1 -> ${exception}`);
    expect(steps.at(-1)).toBe('return 7 f@1 -> -1');
  });

  test('keeps no more steps than asked for and counts the rest', () => {
    const program = code('def f(n):', '    for i in range(n):', '        pass', '    return n');
    const all = runtime.trace(program, 'assert f(50) == 50');
    const some = runtime.trace(program, 'assert f(50) == 50', { limits: { maxTraceSteps: 10 } });
    expect(some.steps).toEqual(all.steps.slice(0, 10));
    expect(some.stepCount).toBe(all.stepCount);
    expect(all.steps).toHaveLength(all.stepCount);
    expect(some.finalLocals).toEqual(all.finalLocals);
  });

  test('cuts a large value between its parts', () => {
    const run = runtime.trace(code('def f(n):', '    xs = list(range(n))', '    return xs'), 'assert f(1000) == 0');
    expect(run.outcome).toEqual({ kind: 'failed', got: '[0, 1, 2, 3, 4, 5, 6, 7, ...]' });
  });

  test('takes down what was printed', () => {
    const run = runtime.trace(
      code('import sys', 'def f(x):', '    print("é", x)', '    sys.stdout.buffer.write(b"!")'),
      'f(1)',
    );
    expect(run.stdout).toBe('é 1\n!');
  });

  test('each test runs on a copy of its own', () => {
    const program = code('seen = []', 'def f(x):', '    seen.append(x)', '    return len(seen)');
    expect(runtime.trace(program, 'assert f(1) == 1').outcome.kind).toBe('passed');
    expect(runtime.trace(program, 'assert f(1) == 1').outcome.kind).toBe('passed');
  });
});

describe('the final locals', () => {
  const locals = (program: string, test_: string, entryPoint: string | null = 'f') =>
    runtime.trace(program, test_, { entryPoint }).finalLocals;

  test('are of the entry function’s first call, in order of first assignment', () => {
    const program = code(
      'def f(n):',
      '    b = n',
      '    a = 1',
      '    if n > 0:',
      '        a = f(n - 1)',
      '    return b',
    );
    expect(locals(program, 'assert f(2) == 2')).toEqual([
      ['b', '2'],
      ['a', '1'],
    ]);
  });

  test('leave out unchanged parameters, functions, modules and classes', () => {
    const program = code(
      'def f(xs, k):',
      '    import math',
      '    g = lambda: 1',
      '    C = int',
      '    xs.append(k)',
      '    k',
      '    done = True',
    );
    expect(locals(program, 'assert f([], 1) is None')).toEqual([
      ['xs', '[1]'],
      ['done', 'True'],
    ]);
  });

  test('are at most six', () => {
    const program = code('def f():', ...Array.from({ length: 9 }, (_, i) => `    v${i} = ${i}`));
    expect(locals(program, 'assert f() is None').map(([name]) => name)).toEqual(['v0', 'v1', 'v2', 'v3', 'v4', 'v5']);
  });

  test('have no variables of a comprehension, nor their place', () => {
    const program = code('def f(n):', '    xs = [', '        i', '        for i in range(n)', '    ]', '    i = 7');
    expect(locals(program, 'assert f(2) is None')).toEqual([
      ['xs', '[0, 1]'],
      ['i', '7'],
    ]);
  });

  test('are there when the function raised or was stopped', () => {
    expect(locals(code('def f(n):', '    a = n + 1', '    return a / 0'), 'assert f(1) == 1')).toEqual([['a', '2']]);
    expect(locals(code('def f(n):', '    a = 5', '    while True:', '        pass'), 'assert f(1) == 1')).toEqual([
      ['a', '5'],
    ]);
  });

  test('without an entry point are of the function that the test calls', () => {
    const program = code(
      'def helper(x):',
      '    y = x',
      '    return y',
      'def g(x):',
      '    z = helper(x)',
      '    return z',
    );
    expect(locals(program, 'assert g(3) == 3', null)).toEqual([['z', '3']]);
  });
});

describe('what a trace costs', () => {
  test('sets within sets are shown without looking at all that they hold', () => {
    const program = code(
      'def f(n):',
      '    s = frozenset()',
      '    for _ in range(n):',
      '        s = s | {s}',
      '    return len(s)',
    );
    // Told apart in full there are 2 ** 60 of them, which no test waits for.
    expect(runtime.trace(program, 'assert f(60) == 60').outcome.kind).toBe('passed');
    const deep = code(
      'def f(n):',
      '    s = frozenset()',
      '    for _ in range(n):',
      '        s = frozenset({s, 0})',
      '    return n',
    );
    expect(runtime.trace(deep, 'assert f(900) == 900').outcome.kind).toBe('passed');
    // A busy machine takes longer than tests usually may.
  }, 30_000);

  test('small sets are still in order, whatever their elements are', () => {
    const program = code('def f(s):', '    return s');
    expect(runtime.trace(program, 'assert f({(2, "b"), (1, "a"), frozenset({3, 1})})').outcome).toEqual({
      kind: 'passed',
      got: "{(1, 'a'), (2, 'b'), frozenset({1, 3})}",
    });
  });
});

test('one line may bind hundreds of names, and a namespace may hold what is no name', () => {
  const run = runtime.trace(
    code('from errno import *', 'globals()[1] = 2', 'def f(x):', '    return x'),
    'assert f(1) == 1',
  );
  expect(run.outcome.kind).toBe('passed');
  expect(Math.max(...run.steps.map((step) => step.changed.length))).toBeGreaterThan(100);
});
