import { beforeAll, describe, expect, test } from 'vitest';
import { readCalled } from '../../../src/clients/python/replies';
import { type RuntimeInNode, startRuntime } from './interpreter';

let runtime: RuntimeInNode;
beforeAll(async () => {
  runtime = await startRuntime();
});

const returning = (expression: string, before = '') => `${before}\ndef f(x):\n    return ${expression}\n`;

describe('judging in two interpreters', () => {
  test('hands over what the program computed, not what was expected', () => {
    const { called, outcome } = runtime.judge(returning('x + 1'), 'assert f(1) == 1000 + 2');
    expect(called).toEqual({ values: [{ plain: '{"int": "0x2"}' }] });
    expect(outcome).toEqual({ kind: 'failed', got: '2' });
  });

  test('the program cannot read the expected value', () => {
    const spy = [
      'import sys',
      'def f(x):',
      '    wanted = "".join(["54", "321"])',
      '    frame = sys._getframe().f_back',
      '    while frame:',
      '        if wanted in str(dict(frame.f_locals)) + str(frame.f_code.co_consts):',
      '            return int(wanted)',
      '        frame = frame.f_back',
      '    return 0',
    ].join('\n');
    // Where test and program share an interpreter it is found, which shows that the spy would find it.
    expect(runtime.trace(spy, 'assert f(1) == 54321').outcome.kind).toBe('passed');
    expect(runtime.judge(spy, 'assert f(1) == 54321').outcome).toEqual({ kind: 'failed', got: '0' });
  });

  test.each([
    ['assert f(2) == 2', '2'],
    ['assert f([1, (2, 3), {4: "a"}, {5}, None, 1.5, b"x"]) == [1, (2, 3), {4: "a"}, {5}, None, 1.5, b"x"]', undefined],
    ['assert f(10 ** 5000) == 10 ** 5000', undefined],
    ['assert f(float("inf")) == float("inf")', 'inf'],
    ['assert abs(f(0.1) - 0.1) < 1e-9', '0.1'],
    ['assert f(None) is None and f(True) is True', 'True'],
    ['assert set(f([1, 1])) == {1}', '{1}'],
    ['import math\nassert math.isclose(f(2.0), 2)', '2.0'],
    ['from collections import Counter\nassert f(Counter("aab")) == {"a": 2, "b": 1}', undefined],
    ['assert list(f(x) for x in range(2)) == [0, 1]', undefined],
    ['assert f(range(3)) == range(3)', 'range(0, 3)'],
  ])('%s passes', (test_, got) => {
    const { outcome } = runtime.judge(returning('x'), test_);
    expect(outcome.kind).toBe('passed');
    if (got !== undefined) expect(outcome).toMatchObject({ got });
  });

  test('an object that claims to equal everything does not get across', () => {
    const liar =
      'class Any:\n    def __eq__(self, other):\n        return True\n    def __ne__(self, other):\n        return False\n';
    expect(runtime.judge(returning('Any()', liar), 'assert f(1) == 5').outcome).toMatchObject({
      kind: 'failed',
      got: expect.stringContaining('an object of type Any'),
    });
    const inside = 'class Int(int):\n    def __eq__(self, other):\n        return True\n    __hash__ = int.__hash__\n';
    expect(runtime.judge(returning('[Int(3)]', inside), 'assert f(1) == [5]').outcome.kind).toBe('failed');
    // In the program's own interpreter it passes: that is why verdicts are not made there.
    expect(runtime.trace(returning('Any()', liar), 'assert f(1) == 5').outcome.kind).toBe('passed');
  });

  test('a named tuple is the tuple that it extends', () => {
    const point = 'from collections import namedtuple\nPoint = namedtuple("Point", "x y")\n';
    expect(runtime.judge(returning('Point(1, 2)', point), 'assert f(1) == (1, 2)').outcome.kind).toBe('passed');
  });

  test('a subclass without an equality of its own counts as its builtin', () => {
    const sub = 'class Words(list):\n    def __iter__(self):\n        return iter([9])\n';
    expect(runtime.judge(returning('Words([1])', sub), 'assert f(1) == [1]').outcome).toEqual({
      kind: 'passed',
      got: '[1]',
    });
  });

  test('a generator is used up where it was made', () => {
    expect(runtime.judge('def f(n):\n    yield from range(n)\n', 'assert list(f(3)) == [0, 1, 2]').outcome.kind).toBe(
      'passed',
    );
    expect(runtime.judge('def f(n):\n    yield n\n', 'assert f(3) == 3').outcome).toMatchObject({
      kind: 'failed',
      got: expect.stringContaining('generator'),
    });
  });

  test('an exception, a bad test and a check function end as they do in a trace', () => {
    expect(runtime.judge(returning('1 / 0'), 'assert f(1) == 1').outcome).toMatchObject({
      kind: 'raised',
      type: 'ZeroDivisionError',
    });
    expect(runtime.judge(returning('x'), 'assert f(1) == unknown').outcome.kind).toBe('bad-test');
    expect(runtime.judge(returning('x'), 'assert f(').outcome.kind).toBe('bad-test');
    const check = 'def check(candidate):\n    assert candidate(1) == 1\ncheck(f)';
    expect(runtime.judge(returning('x'), check).outcome.kind).toBe('passed');
    expect(runtime.judge(returning('x + 1'), check).outcome.kind).toBe('failed');
  });

  test('a message that calls the program is not the test’s fault', () => {
    expect(runtime.judge(returning('x'), 'assert f(1) == 2, f"got {f(1)}"').outcome).toEqual({
      kind: 'failed',
      got: '1',
    });
  });

  test('values too large for a reply are refused as such', () => {
    const { called, outcome } = runtime.judge(returning('["\\u00e9" * 300_000] * x'), 'assert f(2) == f(1) * 2');
    expect(called?.values).toHaveLength(2);
    expect(JSON.stringify(called).length).toBeLessThan(4_000_000);
    expect(outcome).toMatchObject({ kind: 'failed', got: expect.stringContaining('more than 3,000,000 characters') });
  });

  test.each([
    ['assert f(1) is None or f(1)[0] == 2', 'passed'],
    ['assert f(1)[0] == 2 or f(1) is None', 'raised'],
    ['assert f(1) is not None and f(1)[0] == 2', 'failed'],
    ['assert f(1) is None and f(1)[0] == 2', 'raised'],
    ['assert f(1)[0] == 2 if f(1) else f(1) is None', 'passed'],
  ])('a call that the test does not come to may raise: %s', (test_, kind) => {
    expect(runtime.judge(returning('None'), test_).outcome.kind).toBe(kind);
  });

  test('no program can hand over a verdict in place of a value', () => {
    expect(readCalled('{"values":[{"ended":{"kind":"raised","type":"E","message":""}}]}')).not.toBeNull();
    expect(readCalled('{"values":[{"ended":{"kind":"passed","got":null}}]}')).toBeNull();
    expect(readCalled('{"values":[{"ended":{"kind":"failed","got":null}}]}')).toBeNull();
  });

  test.each(['assert isinstance(f(1), Point)', 'assert f(1).x == LIMIT', 'assert type(f(1)) is Point and f(1).x == 1'])(
    'names of the program that are not called mean what they mean beside it: %s',
    (test_) => {
      const point = 'LIMIT = 1\nclass Point:\n    x = LIMIT\n';
      expect(runtime.judge(returning('Point()', point), test_).outcome.kind).toBe('passed');
      expect(runtime.judge(returning('0', point), test_).outcome.kind).not.toBe('passed');
    },
  );

  test('a long computation has no step limit here', () => {
    const slow = 'def f(n):\n    s = 0\n    for i in range(n):\n        s += 1\n    return s\n';
    expect(runtime.trace(slow, 'assert f(50000) == 50000').outcome).toMatchObject({ limit: 'steps' });
    expect(runtime.judge(slow, 'assert f(50000) == 50000').outcome.kind).toBe('passed');
  });
});
