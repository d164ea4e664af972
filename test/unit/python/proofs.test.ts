/** A small part of what `npm run verify` proves on whole data sets, on the problems that come with the page. */
import { beforeAll, describe, expect, test } from 'vitest';
import rows from '../../../src/problems/bundled.json';
import { firstDifference, linesBySettrace, linesOfTrace } from '../../verify/line-sequences';
import { mutate } from '../../verify/mutations';
import { truncate } from '../../verify/truncations';
import { type RuntimeInNode, startRuntime } from './interpreter';

let runtime: RuntimeInNode;
beforeAll(async () => {
  runtime = await startRuntime();
});

/** The whole sequence, or what parts it from settrace's; null for a text that is no program or does not end. */
function compared(program: string, assertion: string, entryPoint: string): string | null {
  const run = runtime.trace(program, assertion, { entryPoint, limits: { maxTraceSteps: 5000 } });
  if (run.outcome.kind === 'limit' || run.steps.length === 0) return null;
  const ours = linesOfTrace(run);
  const theirs = linesBySettrace(runtime, { program, setup: '', test: assertion }, 10_000);
  expect(ours.lines.length).toBeGreaterThan(0);
  return firstDifference(ours, theirs, run.steps.length === run.stepCount);
}

describe('the lines of a trace are those that settrace tells', () => {
  test.each(rows.map((row) => [row.id, row] as const))('%s', (_id, { solution, visibleTests, entryPoint }) => {
    for (const program of [solution, mutate(solution, 1, 0), mutate(solution, 1, 1)]) {
      for (const assertion of visibleTests) {
        if (program !== null) expect(compared(program, assertion, entryPoint), program).toBeNull();
      }
    }
  });

  test.each([
    ['a loop on one line', 'def f(n):\n    while n > 0: n -= 1\n    return n\n'],
    [
      'a comprehension over lines',
      'def f(n):\n    return [\n        i * 2\n        for i in range(n)\n        if i\n    ]\n',
    ],
    ['generators', 'def g(n):\n    yield n\n    yield from range(n)\ndef f(n):\n    return list(zip(g(n), g(n)))\n'],
    [
      'recursive generators',
      'def walk(t):\n    for x in t:\n        if isinstance(x, list):\n            yield from walk(x)\n        else:\n            yield x\ndef f(n):\n    return list(walk([1, [2, [n], 4], 5]))\n',
    ],
    [
      'a generator that is left',
      'def g(n):\n    while True:\n        yield n\n        n += 1\ndef f(n):\n    for b in g(n):\n        if b > 5:\n            break\n    return b\n',
    ],
    [
      'exceptions',
      'def f(n):\n    try:\n        return n / 0\n    except ValueError:\n        pass\n    finally:\n        n += 1\n',
    ],
    [
      'decorators and classes',
      'def d(c):\n    return c\n@d\nclass C:\n    x = 1\n    def m(self):\n        return self.x\ndef f(n):\n    return C().m()\n',
    ],
    ['a statement over lines', 'def f(n):\n    return max(\n        n,\n        n + 1,\n    )\n'],
    [
      'match',
      'def f(n):\n    match n:\n        case 1:\n            return 2\n        case _:\n            return 3\n',
    ],
    [
      'a with block',
      'import contextlib\ndef f(n):\n    with contextlib.suppress(ValueError):\n        raise ValueError\n    return n\n',
    ],
  ])('%s', (_name, program) => {
    expect(compared(program, 'assert f(3) == 3', 'f')).toBeNull();
  });

  test('a difference would be seen', () => {
    const run = runtime.trace('def f(n):\n    n += 1\n    return n\n', 'f(1)');
    const ours = linesOfTrace({ ...run, steps: run.steps.filter((step) => step.line !== 3) });
    const theirs = linesBySettrace(
      runtime,
      { program: 'def f(n):\n    n += 1\n    return n\n', setup: '', test: 'f(1)' },
      100,
    );
    expect(firstDifference(ours, theirs, true)).toContain('missing here');
  });
});

describe('truncated programs', () => {
  test('are made executable with every complete statement, or refused', () => {
    const programs = rows.map(({ solution }) => solution);
    const { wrong, executable } = truncate(runtime, programs, 160, 7);
    expect(wrong).toEqual([]);
    expect(executable).toBeGreaterThan(100);
  }, 60_000);

  test('a lost statement would be seen', () => {
    const refusing: RuntimeInNode = { ...runtime, executable: () => ({ kind: 'refused', reason: 'none' }) };
    const shortening: RuntimeInNode = {
      ...runtime,
      executable: () => ({ kind: 'executable', code: 'x', normalised: 'x' }),
    };
    const programs = ['a = 1\nb = 2\nc = 3\n'];
    expect(truncate(refusing, programs, 20, 1).wrong.length).toBeGreaterThan(0);
    expect(truncate(shortening, programs, 20, 1).wrong.length).toBeGreaterThan(0);
  });
});
