import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { checkJudge, judgedElsewhere } from '../../../src/clients/execeval/execeval-judge';
import { PlaygroundError } from '../../../src/guidance/failure';
import type { Interpreter } from '../../../src/guidance/ports';
import { DEFAULT_LIMITS } from '../../../src/limits/sandbox-limits';
import { transportTo } from '../../endpoint/connect';
import { type ExecEvalStandIn, startExecEval } from '../../execeval/server';
import { comparingInterpreter } from '../guidance/scripted-ports';
import { NEVER } from '../model/built-in-model';
import { describeWithPython } from '../needs';

describeWithPython('judging on an ExecEval server', [], (python) => {
  let server: ExecEvalStandIn;
  let judge: Interpreter;
  const context = { setup: '', limits: DEFAULT_LIMITS };
  const here = comparingInterpreter('nothing is it');

  beforeAll(async () => {
    server = await startExecEval(python);
    judge = judgedElsewhere(here, { transport: transportTo(server.url) });
  });
  beforeEach(() => {
    server.jobs.length = 0;
    server.ownFlags = false;
  });
  afterAll(() => server.close());

  it('gives each outcome of the server its meaning here', async () => {
    const program = [
      'def f(x):',
      '    print("noise")',
      '    if x == 2: return 0',
      '    if x == 3: return 1 / 0',
      '    if x == 4:',
      '        while True: pass',
      '    if x == 5: raise MemoryError()',
      '    if x == 6: import sys; sys.exit(0)',
      '    return x',
    ].join('\n');
    const tests = [1, 2, 3, 4, 5, 6].map((x) => `assert f(${x}) == ${x}`);
    const outcomes = await judge.judge(NEVER, program, tests, context);
    expect(outcomes).toEqual([
      { kind: 'passed', got: null },
      { kind: 'failed', got: null },
      { kind: 'raised', type: 'ZeroDivisionError', message: 'division by zero (RUNTIME_ERROR)' },
      { kind: 'limit', limit: 'deadline', message: expect.stringContaining('TIME_LIMIT_EXCEEDED') },
      { kind: 'limit', limit: 'memory', message: expect.stringContaining('MEMORY_LIMIT_EXCEEDED') },
      // A program that ends with a good code has not passed an assert behind it.
      { kind: 'failed', got: null },
    ]);
    expect(server.jobs).toHaveLength(tests.length);
    const [broken] = await judge.judge(NEVER, 'def f(:\n', ['assert f(1) == 1'], context);
    expect(broken).toMatchObject({
      kind: 'raised',
      type: 'SyntaxError',
      message: expect.stringContaining('COMPILATION_ERROR'),
    });
  });

  it('sends a whole program once with all its inputs, and keeps to a tolerance that the server does not know', async () => {
    const program = 'n = int(input())\nprint(n / 3)';
    const loose = { whitespace: 'trailing', floatTolerance: 1e-3 } as const;
    const outcomes = await judge.judge(
      NEVER,
      program,
      [
        { input: '3\n', output: '1.0\n' },
        { input: '1\n', output: '0.3333\n' },
        { input: '1\n', output: '0.3333\n', comparison: loose },
      ],
      context,
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(['passed', 'failed', 'passed']);
    expect(server.jobs).toHaveLength(1);
  });

  it('runs a setup, and judges here what the server has no form for', async () => {
    const [outcome] = await judge.judge(NEVER, 'def f(x):\n    return x + y', ['assert f(1) == 3'], {
      ...context,
      setup: 'y = 2',
    });
    expect(outcome?.kind).toBe('passed');
    const judgedHere = vi.spyOn(here, 'judge');
    await judge.judge(NEVER, 'x = 1', [{ check: 'result' }], context);
    expect(judgedHere).toHaveBeenCalledTimes(1);
    expect(server.jobs).toHaveLength(1);
  });

  it('finds out a server under which every assert would pass', async () => {
    await expect(checkJudge(NEVER, transportTo(server.url))).resolves.toBeUndefined();
    server.ownFlags = true;
    const thrown = await checkJudge(NEVER, transportTo(server.url)).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(PlaygroundError);
    expect(String(thrown)).toContain('does not judge as it should');
    const [outcome] = await judge.judge(NEVER, 'def f(x):\n    return 0', ['assert f(1) == 1'], context);
    expect(outcome).toMatchObject({ kind: 'raised', message: expect.stringContaining('asserts are switched off') });
  });
});
