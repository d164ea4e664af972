/** Whole programs and pieces of code, traced and judged by the runtime of the page. */
import { beforeAll, describe, expect, it } from 'vitest';
import { readSnippetOutcome, readTrace, snippetRequest, traceRequest } from '../../../src/clients/python/suites';
import { executablePrograms } from '../../../src/guidance/executable-programs';
import { findCodeEnd, guidanceApplies } from '../../../src/guidance/line';
import type { Interpreter } from '../../../src/guidance/ports';
import { DEFAULT_LIMITS } from '../../../src/limits/sandbox-limits';
import type { ProblemTest, SnippetCheck } from '../../../src/problems/problem-test';
import { parseProblem } from '../../../src/problems/schema';
import { type RuntimeInNode, startRuntime } from './interpreter';

let runtime: RuntimeInNode;
beforeAll(async () => {
  runtime = await startRuntime();
});

function traced(program: string, test: ProblemTest, setup = '') {
  const request = traceRequest(test, { program, setup, entryPoint: null, limits: DEFAULT_LIMITS });
  const run = readTrace(test, runtime.handle(JSON.stringify(request)));
  if (run === null) throw new Error('unreadable');
  return run;
}

function judged(program: string, check: SnippetCheck, setup: string) {
  const request = snippetRequest(check, { program, setup, limits: DEFAULT_LIMITS });
  return readSnippetOutcome(runtime.handle(JSON.stringify(request)));
}

describe('a traced program', () => {
  const SUM = 'a, b = map(int, input().split())\ntotal = a + b\nprint(total)\n';

  it('passes by what it prints, and its names are the final locals', () => {
    const run = traced(SUM, { input: '2 3\n', output: '5\n' });
    expect(run.outcome).toEqual({ kind: 'passed', got: '5\n' });
    expect(run.finalLocals).toEqual([
      ['a', '2'],
      ['b', '3'],
      ['total', '5'],
    ]);
    expect(run.steps.map(({ line }) => line)).toContain(3);
    expect(run.stdout).toBe('5\n');
  });

  it('fails with what it printed', () => {
    expect(traced(SUM, { input: '2 3\n', output: '6\n' }).outcome).toEqual({ kind: 'failed', got: '5\n' });
  });

  it('has functions and classes of its own, and may read to the end', () => {
    const program =
      'import sys\nclass Box:\n    def __init__(self, n):\n        self.n = n\ndef main():\n' +
      '    for line in sys.stdin:\n        print(Box(int(line)).n * 2)\nmain()\n';
    expect(traced(program, { input: '1\n2\n', output: '2\n4\n' }).outcome.kind).toBe('passed');
  });

  it('is ended by the step limit, and its errors are its own', () => {
    expect(traced('while True:\n    pass\n', { input: '', output: '' }).outcome).toMatchObject({ limit: 'steps' });
    expect(traced('input()\n', { input: '', output: '' }).outcome).toMatchObject({ kind: 'raised', type: 'EOFError' });
  });
});

describe('a piece of code in its program', () => {
  const SETUP = `
import copy

def generate_test_case(test_case_id):
    cases = {1: [3, 1, 2], 2: [9, 8]}
    data = cases[test_case_id]
    return data, sorted(copy.copy(data))

def exec_test(result, ans):
    return int(result == ans)

exec_context = r"""
numbers = test_input
[insert]
"""

def test_execution(solution: str):
    code = exec_context.replace("[insert]", solution)
    for i in range(2):
        test_input, expected_result = generate_test_case(i + 1)
        test_env = {"test_input": test_input}
        exec(code, test_env)
        assert exec_test(test_env["result"], expected_result)

def test_string(solution: str):
    assert "for" not in solution
`;
  const RIGHT = 'result = sorted(numbers)\n';

  it('is traced in its own lines, without what was expected', () => {
    const run = traced(RIGHT, { check: 'runs', case: 1 }, SETUP);
    expect(run.outcome).toEqual({ kind: 'passed', got: '[1, 2, 3]' });
    expect(run.steps.map(({ line }) => line)).toEqual(expect.arrayContaining([1]));
    expect(Math.max(...run.steps.map(({ line }) => line))).toBe(1);
  });

  it('is not done before there is a result', () => {
    expect(traced('x = numbers[0]\n', { check: 'runs', case: 1 }, SETUP).outcome).toEqual({
      kind: 'failed',
      got: 'None',
    });
  });

  it('is judged on every case, and on how it is written', () => {
    expect(judged(RIGHT, { check: 'result' }, SETUP)).toEqual({ kind: 'passed', got: null });
    expect(judged('result = numbers\n', { check: 'result' }, SETUP)).toEqual({ kind: 'failed', got: null });
    expect(judged('y = 1\n', { check: 'result' }, SETUP)).toMatchObject({ kind: 'raised', type: 'KeyError' });
    expect(judged('result = nothing\n', { check: 'result' }, SETUP)).toMatchObject({ type: 'NameError' });
    expect(judged('result = [x for x in sorted(numbers)]\n', { check: 'source' }, SETUP)?.kind).toBe('failed');
    expect(judged(RIGHT, { check: 'source' }, SETUP)?.kind).toBe('passed');
  });

  it('says where the problem itself is at fault', () => {
    expect(judged(RIGHT, { check: 'result' }, 'x = 1\n')).toMatchObject({ kind: 'bad-test' });
    expect(judged(RIGHT, { check: 'result' }, 'import nothing_here\n')).toMatchObject({
      kind: 'bad-test',
      message: expect.stringContaining('nothing_here'),
    });
    expect(traced(RIGHT, { check: 'runs', case: 9 }, SETUP).outcome).toMatchObject({ kind: 'bad-test' });
  });
});

describe('a piece of code inside of a block', () => {
  const SETUP = `
def generate_test_case(i):
    return [i, 5], 5
exec_context = '''
def f(xs):
[insert]
result = f(test_input)
'''
def test_execution(solution):
    env = {"test_input": generate_test_case(1)[0]}
    exec(exec_context.replace("[insert]", solution), env)
    assert env["result"] == 5
`;
  const interpreter: Interpreter = {
    makeExecutable: async (_signal, sources) => sources.map((source) => runtime.executable(source)),
    trace: async () => [],
    judge: async () => [],
  };
  const parsed = parseProblem({
    kind: 'snippet',
    id: 'x',
    title: 'x',
    statement: 'Do.',
    visibleTests: [{ check: 'runs', case: 1 }],
    setup: SETUP,
  });

  it('is completed as it stands, and runs in its lines', async () => {
    if (parsed.kind === 'invalid') throw new Error('no problem');
    const source = '    # the largest\n    best = max(xs)\n    if best > 1:\n';
    const [made] = await executablePrograms(new AbortController().signal, interpreter, parsed.problem, [source]);
    expect(made).toMatchObject({ kind: 'executable', code: `${source}        pass` });
    const run = traced('    best = max(xs)\n    return best\n', { check: 'runs', case: 1 }, SETUP);
    expect(run.outcome).toEqual({ kind: 'passed', got: '5' });
    expect(run.steps.map(({ line }) => line)).toEqual(expect.arrayContaining([1, 2]));
    expect(judged('    return max(xs)\n', { check: 'result' }, SETUP)).toEqual({ kind: 'passed', got: null });
  });
});

describe('a class whose method is tested', () => {
  const PROGRAM =
    'class Solution:\n    def go(self, xs: List[int]) -> int:\n        total = sum(xs)\n        return total\n';
  const TEST = 'assert Solution().go([1, 2]) == 3';
  const SETUP = 'from typing import List\n';

  it('is judged, and its method is the one that is followed', () => {
    expect(runtime.judge(PROGRAM, TEST, SETUP).outcome.kind).toBe('passed');
    expect(runtime.judge(PROGRAM, 'assert Solution().go([1, 2]) in (4, [4])', SETUP).outcome.kind).toBe('failed');
    const run = runtime.trace(PROGRAM, TEST, { setup: SETUP, entryPoint: 'Solution' });
    expect(run.outcome).toEqual({ kind: 'passed', got: '3' });
    expect(run.finalLocals).toEqual([['total', '3']]);
  });

  it('is guided once it is under way, and ends with its block', () => {
    expect(guidanceApplies(PROGRAM, 'Solution')).toBe(true);
    expect(guidanceApplies('import math\n', 'Solution')).toBe(false);
    const rule = { entryPoint: 'Solution', maxLines: 60, maxTokens: 500 };
    expect(findCodeEnd(`${PROGRAM}print(1)\n`, rule)?.reason).toBe('dedent');
  });
});
