/**
 * Recursion through built-in code. It meets the end of the browser's stack before Python notices, and nothing can be
 * done for an interpreter to which that happened: its worker is swapped, the reason told, the next program runs.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { judge, trace } from './sandbox-page/drive';
import { type StartedSandbox, startedSandbox } from './sandbox-page/started';

let page: Page;
let close: StartedSandbox['close'] | undefined;
beforeAll(async () => {
  ({ page, close } = await startedSandbox());
});
afterAll(() => close?.());

const MEMOISED =
  'import functools\n@functools.lru_cache(maxsize=None)\ndef f(n):\n    return 0 if n == 0 else 1 + f(n - 1)\n';

test('a memoised function works to the depth that the message promises', async () => {
  const [traced] = await trace(page, MEMOISED, ['assert f(200) == 200']);
  expect(traced?.outcome).toEqual({ kind: 'passed', got: '200' });
  expect(await judge(page, MEMOISED, ['assert f(200) == 200'])).toEqual([{ kind: 'passed', got: '200' }]);
});

test('a memoised function that is called for small values first works at any depth', async () => {
  const program = `${MEMOISED}g = f\ndef f(n):\n    for i in range(0, n, 100):\n        g(i)\n    return g(n)\n`;
  expect(await judge(page, program, ['assert f(5000) == 5000'])).toEqual([{ kind: 'passed', got: '5000' }]);
});

const BOMBS: readonly (readonly [name: string, program: string])[] = [
  ['a memoised function', `${MEMOISED}g = f\ndef f(n):\n    return g(5000)\n`],
  ['a sort key', 'def f(n):\n    return sorted([n + 1], key=f)\n'],
  [
    'an __eq__ that compares',
    'class A:\n    def __eq__(self, other):\n        return A() == A()\ndef f(n):\n    return A() == A()\n',
  ],
  [
    'a __repr__ that shows',
    'class A:\n    def __repr__(self):\n        return repr([A()])\ndef f(n):\n    return repr(A())\n',
  ],
  [
    'a __getattr__ that asks',
    'class A:\n    def __getattr__(self, name):\n        return getattr(self, name + "x")\ndef f(n):\n    return A().a\n',
  ],
  [
    'deep lists compared',
    'def deep():\n    x = []\n    for _ in range(100000):\n        x = [x]\n    return x\ndef f(n):\n    return deep() == deep()\n',
  ],
  ['a deep list shown', 'def f(n):\n    x = []\n    for _ in range(5000):\n        x = [x]\n    return len(repr(x))\n'],
  ['deep brackets evaluated', 'def f(n):\n    return eval("(" * 5000)\n'],
  ['deep JSON read', 'import json\ndef f(n):\n    return json.loads("[" * 100000)\n'],
];

/** Ends that are Python's own: it noticed. */
const NOTICED = ['RecursionError', 'SyntaxError', 'MemoryError'];

test.each(BOMBS)('%s is told in words, and the next program runs', async (_name, program) => {
  const [run] = await trace(page, program, ['f(1)'], { maxSteps: 1_000_000 });
  const outcome = run?.outcome;
  if (outcome?.kind === 'raised') expect(NOTICED).toContain(outcome.type);
  else expect(outcome).toMatchObject({ kind: 'limit', limit: 'recursion', message: expect.stringContaining('levels') });
  const [next] = await trace(page, 'def f(x):\n    return x + 1\n', ['assert f(1) == 2']);
  expect(next?.outcome).toEqual({ kind: 'passed', got: '2' });
});

test('a program that raises the recursion limit meets another limit', async () => {
  const program =
    'import sys\ndef f(n):\n    sys.setrecursionlimit(10 ** 6)\n    return g(n)\ndef g(n):\n    return g(n + 1)\n';
  const [run] = await trace(page, program, ['f(1)']);
  expect(run?.outcome).toMatchObject({ kind: 'limit', limit: expect.stringMatching(/steps|recursion/) });
  const [next] = await trace(page, 'def f(x):\n    return x + 1\n', ['assert f(1) == 2']);
  expect(next?.outcome).toEqual({ kind: 'passed', got: '2' });
});
