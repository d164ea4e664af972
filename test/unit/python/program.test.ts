import { beforeAll, describe, expect, test } from 'vitest';
import { readProgramRun } from '../../../src/clients/python/replies';
import { programOutcome, USUAL_COMPARISON } from '../../../src/guidance/program-test';
import { type RuntimeInNode, startRuntime } from './interpreter';
import { EXPECTED, NUMBERS, PRINTED, PRINTING, READING } from './program-cases';

let runtime: RuntimeInNode;
beforeAll(async () => {
  runtime = await startRuntime();
});

describe('a program reads its standard input', () => {
  test.each(READING)('%s', (_way, program) => {
    expect(runtime.program(program, NUMBERS)).toEqual({ outcome: { kind: 'ended' }, stdout: EXPECTED });
  });

  test('each run has its own', () => {
    for (const text of ['1\n', '22\n', '']) {
      expect(runtime.program('import sys\nprint(repr(sys.stdin.read()))', text).stdout).toBe(
        `${JSON.stringify(text).replaceAll('"', "'")}\n`,
      );
    }
  });

  test('reading beyond the end is an EOFError', () => {
    expect(runtime.program('input()\ninput()', 'one line').outcome).toMatchObject({ kind: 'raised', type: 'EOFError' });
  });
});

describe('a program prints its answer', () => {
  test.each(PRINTING)('%s', (_way, program) => {
    expect(runtime.program(program, '')).toEqual({ outcome: { kind: 'ended' }, stdout: PRINTED });
  });

  test('input’s prompt is printed, as it is elsewhere', () => {
    expect(runtime.program('input("n? ")', '1').stdout).toBe('n? ');
  });

  test('what goes to standard error does not count', () => {
    expect(runtime.program('import sys\nprint("debug", file=sys.stderr)', '').stdout).toBe('');
  });
});

test('a reply of another shape is none', () => {
  const reply = { outcome: { kind: 'ended' }, stdout: 'x' };
  expect(readProgramRun(JSON.stringify(reply))).toEqual(reply);
  const forged = [
    { outcome: { kind: 'passed' }, stdout: '' },
    { outcome: { kind: 'ended' } },
    { ...reply, more: 1 },
    null,
  ];
  for (const other of forged) expect(readProgramRun(JSON.stringify(other))).toBeNull();
  expect(readProgramRun('{')).toBeNull();
});

describe('a program that fails', () => {
  test.each([
    ['raises', 'print(1)\n1 / 0', { kind: 'raised', type: 'ZeroDivisionError', message: 'division by zero' }],
    ['exits with an error', 'import sys\nsys.exit(3)', { kind: 'raised', type: 'SystemExit', message: '3' }],
    ['does not parse', 'print(', { kind: 'raised', type: 'SyntaxError' }],
    ['recurses without end', 'def f():\n    f()\nf()', { kind: 'limit', limit: 'recursion' }],
    ['prints without end', 'while True:\n    print("x" * 1000)', { kind: 'limit', limit: 'output' }],
    ['writes too much below', 'import os\nos.write(1, b"x" * 100_000)', { kind: 'limit', limit: 'output' }],
    ['fails in a name that was never bound', 'print(unknown)', { kind: 'raised', type: 'NameError' }],
  ])('%s', (_name, program, outcome) => {
    const run = runtime.program(program, '');
    expect(run.outcome).toMatchObject(outcome);
    expect(run.stdout.length).toBeLessThanOrEqual(64 * 1024);
  });

  test('a program that closes its streams or replaces them leaves the next one whole', () => {
    for (const vandal of [
      'import sys\nsys.stdin.close()\nsys.stdout.close()',
      'import os\nos.close(0)\nos.close(1)',
      'import sys\nsys.stdout = None\nsys.stdin = 3',
      'import sys\nsys.__stdout__.close()',
      'import os\nos.closerange(0, 64)',
    ]) {
      runtime.program(vandal, 'abc');
      expect(runtime.program('print(input())', 'next'), vandal).toEqual({
        outcome: { kind: 'ended' },
        stdout: 'next\n',
      });
    }
  });
});

describe('the outcome of a case', () => {
  const outcome = (output: string, stdout: string, comparison = {}) =>
    programOutcome(
      { outcome: { kind: 'ended' }, stdout },
      { input: '', output, comparison: { ...USUAL_COMPARISON, ...comparison } },
    );

  test.each([
    ['equal', '1\n2\n', '1\n2\n'],
    ['white space at ends', '1 \n2', '1\n2   \n\n'],
    ['line ends', '1\r\n2\r\n', '1\n2\n'],
    ['nothing', '', '\n'],
  ])('%s passes', (_name, expected, got) => {
    expect(outcome(expected, got)).toEqual({ kind: 'passed', stdout: got });
  });

  test.each([
    ['another value', '1\n2\n', '1\n3\n', { line: 2, expected: '2', got: '3' }],
    ['a line too few', '1\n2\n', '1\n', { line: 2, expected: '2', got: null }],
    ['a line too many', '1\n', '1\n2\n', { line: 2, expected: null, got: '2' }],
    ['white space inside', '1 2', '1  2', { line: 1, expected: '1 2', got: '1  2' }],
    ['white space before', '1', ' 1', { line: 1, expected: '1', got: ' 1' }],
    ['another float', '0.5', '0.50', { line: 1, expected: '0.5', got: '0.50' }],
  ])('%s fails', (_name, expected, got, difference) => {
    expect(outcome(expected, got)).toEqual({ kind: 'failed', stdout: got, difference });
  });

  test('exact compares every byte', () => {
    expect(outcome('1\n', '1', { whitespace: 'exact' }).kind).toBe('failed');
    expect(outcome('1\n', '1\n', { whitespace: 'exact' }).kind).toBe('passed');
  });

  test('a tolerance is for numbers alone, and only where it is asked for', () => {
    const close = { floatTolerance: 1e-6 };
    expect(outcome('x 0.3333333', 'x  0.33333331', close).kind).toBe('passed');
    expect(outcome('1000000000', '1000000001', close).kind).toBe('passed');
    expect(outcome('0.333', '0.334', close).kind).toBe('failed');
    expect(outcome('a', 'b', close).kind).toBe('failed');
    expect(outcome('1 2', '1', close).kind).toBe('failed');
    expect(outcome('nan', '0', close).kind).toBe('failed');
  });

  test('what a program that raised had printed does not save it', () => {
    const raised = { kind: 'raised' as const, type: 'ValueError', message: '' };
    const test_ = { input: '', output: '1' };
    expect(programOutcome({ outcome: raised, stdout: '1\n' }, test_)).toEqual({ ...raised, stdout: '1\n' });
  });
});
