import { beforeAll, describe, expect, test } from 'vitest';
import { type RuntimeInNode, startRuntime } from './interpreter';

let runtime: RuntimeInNode;
beforeAll(async () => {
  runtime = await startRuntime();
});

const IDENTITY = 'def f(x, *rest):\n    return x\n';
const outcome = (program: string, test_: string, setup = '') => runtime.trace(program, test_, { setup }).outcome;

describe('what came of a test', () => {
  test.each([
    ['assert f(1) == 1', '1'],
    ['assert  (f(1)==1)', '1'],
    ['assert 1 == f(1)', '1'],
    ["assert f('a == b') == 'a == b', 'message'", "'a == b'"],
    ['assert f(f(2)) == 2', '2'],
    ['assert f((1, 2), [3]) == (1, 2)', '(1, 2)'],
    ['assert f(None) is None', 'None'],
    ['assert f(True)', 'True'],
    ['assert not f([])', '[]'],
    ['assert f(1.0) != 2', '1.0'],
    ['assert abs(f(0.3) - 0.1 * 3) < 1e-9', '0.3'],
    ['assert f(1) == 1 and f(2) == 2', '2'],
    ['assert sorted(f([2, 1])) == [1, 2]', '[1, 2]'],
    ['assert f("ab").upper() == "AB"', "'AB'"],
    ['assert f([5, 6])[0] == 5', '5'],
    ['import math\nassert math.isclose(f(0.1), 0.1)', '0.1'],
    ['assert all(f(x) == x for x in range(3))', '2'],
    ['assert f(3) in {1, 2, 3}', '3'],
    ['y = f(1)\nassert y == 1', '1'],
  ])('%s passes, and what came back is read', (test_, got) => {
    expect(outcome(IDENTITY, test_)).toEqual({ kind: 'passed', got });
  });

  test('the text of an exception runs nothing of the program, also inside of a container', () => {
    const hostile =
      'class A:\n    def __repr__(self):\n        raise SystemExit("ran")\ndef f(x):\n    raise ValueError([A(), x])\n';
    const raised = { kind: 'raised', type: 'ValueError', message: '[<A>, 1]' };
    expect(outcome(hostile, 'assert f(1) == 1')).toEqual(raised);
    expect(runtime.judge(hostile, 'assert f(1) == 1').outcome).toEqual(raised);
    const plain = 'def f(x):\n    raise ValueError([1, (2,)])\n';
    expect(outcome(plain, 'assert f(1) == 1')).toEqual({ ...raised, message: '[1, (2,)]' });
  });

  test('a wrong value', () => {
    expect(outcome(IDENTITY, 'assert f([1]) == [2]')).toEqual({ kind: 'failed', got: '[1]' });
  });

  test('a check function from the setup code', () => {
    const setup = 'def check(candidate):\n    assert candidate(1) == 1\n    assert candidate(2) == 3\n';
    expect(outcome(IDENTITY, 'check(f)', setup)).toEqual({ kind: 'failed', got: null });
  });

  test('an exception of the program', () => {
    const raising = 'def f(x):\n    raise KeyError("k")\n';
    expect(outcome(raising, 'assert f(1) == 1')).toEqual({ kind: 'raised', type: 'KeyError', message: "'k'" });
  });

  test.each([
    ['an assert of the program’s own', 'def f(x):\n    assert x > 5\n', 'AssertionError'],
    ['a program that does not parse', 'def f(x):\n  return (\n', 'SyntaxError'],
    ['a program that fails when it is loaded', '1 / 0\n', 'ZeroDivisionError'],
    ['a function that is not there', 'def g(x):\n    return x\n', 'NameError'],
    ['a function that takes other arguments', 'def f():\n    return 1\n', 'TypeError'],
    ['a value that cannot be used as the test does', 'def f(x):\n    pass\n', 'TypeError'],
    ['an exit', 'import sys\ndef f(x):\n    sys.exit(1)\n', 'SystemExit'],
    ['input without any', 'def f(x):\n    return input()\n', 'EOFError'],
  ])('%s is the program’s fault', (_name, program, type) => {
    expect(outcome(program, 'assert f(1)[0] == 1')).toMatchObject({ kind: 'raised', type });
  });

  test.each([
    ['no Python', 'assert f(1) ==', /not Python/],
    ['empty', '  \n', /empty/],
    ['names something unknown', 'assert f(1) == expected', /NameError: name 'expected'/],
    ['fails before it calls', 'assert 1 / 0 == f(1)', /before it called/],
    ['fails in its arguments', 'assert f(int("x")) == 1', /before it called/],
  ])('a test that is %s is told as such', (_name, test_, message) => {
    expect(outcome(IDENTITY, test_)).toMatchObject({ kind: 'bad-test', message: expect.stringMatching(message) });
  });

  test('setup code that fails is the problem’s fault', () => {
    expect(outcome(IDENTITY, 'assert f(1) == 1', 'import nothing_like_it')).toMatchObject({
      kind: 'bad-test',
      message: expect.stringContaining('ModuleNotFoundError'),
    });
  });

  test('setup code may use what the program defines', () => {
    const program = 'class Node:\n    def __init__(self, v):\n        self.v = v\ndef f(node):\n    return node.v\n';
    expect(outcome(program, 'assert f(root) == 4', 'root = Node(4)').kind).toBe('passed');
    expect(runtime.judge(program, 'assert f(root) == 4', 'root = Node(4)').outcome.kind).toBe('passed');
  });

  test('the message of an exception is read without running the program', () => {
    const program = 'class E(Exception):\n    def __str__(self):\n        raise SystemExit\ndef f(x):\n    raise E\n';
    expect(outcome(program, 'assert f(1) == 1')).toEqual({ kind: 'raised', type: 'E', message: '' });
  });

  test('a candidate is not the main program', () => {
    const program = 'seen = __name__\nif __name__ == "__main__":\n    1 / 0\ndef f():\n    return seen\n';
    expect(outcome(program, "assert f() == '__candidate__'").kind).toBe('passed');
  });

  test('the runtime’s own modules are not there to import', () => {
    for (const name of ['tracer', 'judge', 'values', 'main', 'plain']) {
      expect(outcome(`import ${name}\n`, 'assert f(1) == 1')).toMatchObject({ type: 'ModuleNotFoundError' });
    }
  });
});

describe('limits', () => {
  const limited = (program: string, limits = {}) => runtime.trace(program, 'assert f(1) == 1', { limits }).outcome;

  test.each([
    ['a loop', 'def f(x):\n    while True:\n        x += 1\n'],
    ['a loop on one line', 'def f(x):\n    while True: pass\n'],
    ['a loop when the program is loaded', 'while True: pass\n'],
    [
      'a loop that swallows every exception',
      'def f(x):\n    while True:\n        try:\n            x += 1\n        except:\n            continue\n',
    ],
    [
      'a loop that swallows in finally',
      'def f(x):\n    while True:\n        try:\n            x += 1\n        finally:\n            continue\n',
    ],
    [
      'a loop under suppress',
      'import contextlib\ndef f(x):\n    while True:\n        with contextlib.suppress(BaseException):\n            x += 1\n',
    ],
    ['a generator expression', 'def f(x):\n    return sum(1 for _ in iter(int, 1))\n'],
    ['calls from built-in code', 'import itertools\ndef f(x):\n    return list(map(lambda y: y, itertools.count()))\n'],
    ['code made at run time', 'def f(x):\n    exec("while True: pass")\n'],
    ['a generator that never ends', 'def g():\n    while True:\n        yield 1\ndef f(x):\n    return sum(g())\n'],
  ])('steps: %s', (_name, program) => {
    expect(limited(program, { maxSteps: 2000 })).toMatchObject({ kind: 'limit', limit: 'steps' });
  });

  test('steps: the limit is exact, and a setting', () => {
    const program = 'def f(x):\n    for i in range(100):\n        pass\n    return 1\n';
    expect(limited(program, { maxSteps: 1000 }).kind).toBe('passed');
    expect(limited(program, { maxSteps: 100 })).toMatchObject({
      kind: 'limit',
      message: expect.stringContaining('100 steps'),
    });
  });

  test('output: also where the exception is swallowed', () => {
    const shouting = 'def f(x):\n    while True:\n        print("x" * 100)\n';
    const swallowing =
      'def f(x):\n    try:\n        print("x" * 10000)\n    except BaseException:\n        pass\n    return x\n';
    for (const program of [shouting, swallowing]) {
      const run = runtime.trace(program, 'assert f(1) == 1', { limits: { maxOutputBytes: 1000 } });
      expect(run.outcome).toMatchObject({ kind: 'limit', limit: 'output' });
      expect(run.stdout.length).toBeLessThanOrEqual(1000);
    }
  });

  test('recursion: too deep is told, the usual depth is there', () => {
    expect(limited('def f(x):\n    return f(x + 1)\n')).toMatchObject({ kind: 'limit', limit: 'recursion' });
    expect(limited('def f(x):\n    return 1 if x > 900 else f(x + 1)\n').kind).toBe('passed');
  });

  test('memory: a size that no browser holds', () => {
    expect(limited('def f(x):\n    return "a" * 10 ** 10\n')).toMatchObject({ kind: 'limit', limit: 'memory' });
  });

  test('a program that breaks builtins breaks them for itself alone', () => {
    const vandal =
      'import builtins\nfor name in ("len", "isinstance", "type", "str", "list"):\n    setattr(builtins, name, None)\ndef f(x):\n    return x\n';
    expect(limited(vandal).kind).toBe('passed');
    expect(limited('def f(x):\n    return len([x])\n').kind).toBe('passed');
  });
});
