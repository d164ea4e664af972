/** The forms that asserts have in public data sets and elsewhere: each must tell a right program from a wrong one. */
import { beforeAll, describe, expect, test } from 'vitest';
import { type RuntimeInNode, startRuntime } from './interpreter';

let runtime: RuntimeInNode;
beforeAll(async () => {
  runtime = await startRuntime();
});

const program = (expression: string) => `def f(*xs, **named):\n    x = xs[0]\n    return ${expression}\n`;
const kindOf = (body: string, test: string, setup?: string) => runtime.judge(program(body), test, setup).outcome.kind;

/** What the program returns where the test passes, and where it does not. */
type Form = readonly [test: string, right: string, wrong: string];

/** Calls, arguments and values that a pattern over the text of the test takes apart wrongly. */
const EQUALITIES: readonly Form[] = [
  ['assert f(1) == 2', 'x + 1', 'x'],
  ['assert f((1,2),[3]) == (4, 5)', '(4, 5)', '[4, 5]'],
  ["assert  (f('a==b') == 'x')", '"x"', '"y"'],
  ['assert f(f(2)) == 3', 'x if x == 3 else 3', 'x'],
  ['assert f(\'a)b\') == "c"', '"c"', '"a)b"'],
  ['assert 2 == f(1)', '2', '3'],
  ['assert f(1) == f(2) == 3', '3', 'x'],
  ['assert f(1, key=")") == {"a": [1, "=="]}', '{"a": [1, "=="]}', '{"a": [1]}'],
  ['assert f(1) == 2, "f(1) should be 2"', '2', '1'],
];

const OTHERS: readonly Form[] = [
  ['assert f(1) is True', 'True', '1'],
  ['assert f(1) is None', 'None', '0'],
  ['assert f(1) is not None', '0', 'None'],
  ['assert not f(1)', '[]', '[0]'],
  ['assert f(1)', '[0]', '[]'],
  ['assert f(1) == 2 and f(2) == 3', 'x + 1', '2'],
  ['assert f(1) == 2 or f(1) == 3', '3', '4'],
  ['assert f(3) in (1, 3)', 'x', 'x + 1'],
  ['assert f(3) != 3', 'x + 1', 'x'],
  ['assert 0 < f(1) <= 5', '5', '6'],
  ['assert len(f(1)) == 2', '"ab"', '"abc"'],
  ['assert sorted(f(1)) == [1, 2]', '(2, 1)', '(2, 2)'],
  ['assert isinstance(f(1), list)', '[]', '()'],
  ['assert all(f(i) == i for i in range(3))', 'x', '1'],
];

describe.each([
  ['an equality', EQUALITIES],
  ['another form', OTHERS],
])('%s', (_name, forms) => {
  test.each(forms)('%s', (test_, right, wrong) => {
    expect(kindOf(right, test_)).toBe('passed');
    expect(kindOf(wrong, test_)).toBe('failed');
  });
});

describe('floats', () => {
  test.each<Form>([
    ['assert abs(f(1) - 0.3) < 1e-9', '0.1 + 0.2', '0.3001'],
    ['assert abs(0.3 - f(1)) <= 1e-9', '0.1 + 0.2', '0.3001'],
    ['import math\nassert math.isclose(f(1), 0.3)', '0.1 + 0.2', '0.3001'],
    ['import math\nassert math.isclose(f(1), 0.3, rel_tol=0.01)', '0.3001', '0.4'],
    ['assert round(f(1), 2) == 0.3', '0.1 + 0.2', '0.31'],
    ['assert max(abs(a - b) for a, b in zip(f(1), [0.3])) < 1e-9', '[0.1 + 0.2]', '[0.31]'],
  ])('%s has the tolerance that it asks for', (test_, right, wrong) => {
    expect(kindOf(right, test_)).toBe('passed');
    expect(kindOf(wrong, test_)).toBe('failed');
  });

  test('nothing else has one', () => {
    expect(kindOf('0.1 + 0.2', 'assert f(1) == 0.3')).toBe('failed');
    expect(kindOf('[0.1 + 0.2]', 'assert f(1) == [0.3]')).toBe('failed');
    expect(kindOf('0.30000000000000004', 'assert f(1) == 0.1 + 0.2')).toBe('passed');
    expect(kindOf('float("nan")', 'assert f(1) == float("nan")')).toBe('failed');
    expect(kindOf('1', 'assert f(1) == 1.0')).toBe('passed');
  });

  test('a helper of a package that is not here is the test’s fault', () => {
    const approximate = 'import pytest\nassert f(1) == pytest.approx(0.3)';
    expect(runtime.judge(program('0.3'), approximate).outcome).toMatchObject({
      kind: 'bad-test',
      message: expect.stringContaining('pytest'),
    });
  });
});

describe('setup code', () => {
  const SETUP =
    'import math\nLIMIT = 3\ndef doubled(x):\n    return 2 * x\nclass Point:\n    def __init__(self, x):\n        self.x = x\n';

  test.each<Form>([
    ['assert f(1) == LIMIT', '3', '4'],
    ['assert f(LIMIT) == doubled(LIMIT)', 'x * 2', 'x'],
    ['assert f(Point(3)) == 3', 'x.x', '4'],
    ['assert math.isclose(f(1), math.pi, abs_tol=0.01)', '3.14', '3.1'],
  ])('gives names to the test: %s', (test_, right, wrong) => {
    expect(kindOf(right, test_, SETUP)).toBe('passed');
    expect(kindOf(wrong, test_, SETUP)).toBe('failed');
  });

  test('is run on both sides, and the program cannot change it for the comparison', () => {
    const cheat = 'def f(x):\n    global LIMIT, doubled\n    LIMIT = 0\n    doubled = lambda x: 0\n    return 0\n';
    expect(runtime.judge(cheat, 'assert f(1) == LIMIT', SETUP).outcome).toEqual({ kind: 'failed', got: '0' });
    expect(runtime.judge(cheat, 'assert f(1) == doubled(3)', SETUP).outcome).toEqual({ kind: 'failed', got: '0' });
  });

  test.each([
    [
      'imports all of a module',
      'from collections import *',
      'f = Counter = lambda *_: 0',
      'assert f(1) == Counter("aab")',
    ],
    ['defines under `if`', 'if True:\n    def g(x):\n        return 5', 'f = g = lambda *_: 0', 'assert f(1) == g(1)'],
    ['defines by a loop', 'for g in [len]:\n    pass', 'f = g = lambda *_: 0', 'assert f(1) == g("aab")'],
  ])('that %s keeps its names from the program', (_how, setup, cheat, test_) => {
    expect(runtime.judge(cheat, test_, setup).outcome).toEqual({ kind: 'failed', got: '0' });
  });

  test.each([
    ['a parameter', 'def helper(n):\n    return n + 1', 'n = 3'],
    ['a loop variable', 'def helper(x):\n    return [n for n in [x + 1]][0]', 'n = 3'],
    ['a builtin', 'def helper(x):\n    return sum([x, 1])', 'sum = sum'],
    ['a module', 'import math\ndef helper(x):\n    return math.floor(x + 1)', 'math = None'],
  ])('is not taken for code that needs the program by the name of %s', (_what, setup, line) => {
    const right = `${line}\ndef f(x):\n    return x + 1\n`;
    expect(runtime.judge(right, 'assert f(2) == helper(2)', setup).outcome).toEqual({ kind: 'passed', got: '3' });
  });

  test('that raises is the problem’s fault', () => {
    expect(runtime.judge(program('1'), 'assert f(1) == 1', 'undefined()').outcome.kind).toBe('bad-test');
  });
});
