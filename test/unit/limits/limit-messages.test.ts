import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import { afterCrash, afterDeadline } from '../../../src/clients/python/outcomes';
import type { Limits, TestRun, TraceStep } from '../../../src/guidance/ports';
import { traceCutMessage } from '../../../src/limits/limit-messages';
import { DEFAULT_LIMITS } from '../../../src/limits/sandbox-limits';
import { type RuntimeInNode, startRuntime } from '../python/interpreter';

let runtime: RuntimeInNode;
beforeAll(async () => {
  runtime = await startRuntime();
});

const body = (...lines: string[]) => `def f(x):\n${lines.map((line) => `    ${line}\n`).join('')}`;
const ENDLESS = body('while True:', '    x += 1');
const DEEP = body('return f(x + 1)');
const LOUD = body('while True:', '    print("x" * 100)');
const LARGE = body('return "x" * 10 ** 10');

const told = (program: string, limits: Partial<Limits> = {}) =>
  runtime.trace(program, 'assert f(1) == 1', { limits }).outcome;

describe('a program that meets a limit', () => {
  it.each([
    [ENDLESS, {}, 'Stopped after 20,000 steps: raise the step limit under Limits, or look for a loop that never ends.'],
    [
      ENDLESS,
      { maxSteps: 500 },
      'Stopped after 500 steps: raise the step limit under Limits, or look for a loop that never ends.',
    ],
    [
      DEEP,
      {},
      'Stopped at 1,000 nested calls: raise the recursion limit under Limits, or look for a recursion that never ends.',
    ],
    [
      DEEP,
      { maxRecursionDepth: 200 },
      'Stopped at 200 nested calls: raise the recursion limit under Limits, or look for a recursion that never ends.',
    ],
    [LOUD, {}, 'Stopped after 64 KB of output: raise the output limit under Limits, or print less.'],
    [
      LOUD,
      { maxOutputBytes: 3000 },
      'Stopped after 3,000 bytes of output: raise the output limit under Limits, or print less.',
    ],
    [LARGE, {}, 'Asked for more than 256 MB of memory: raise the memory limit under Limits, or build smaller values.'],
    [
      LARGE,
      { maxHeapBytes: 2 ** 30 },
      'Asked for more than 1,024 MB of memory: raise the memory limit under Limits, or build smaller values.',
    ],
  ])('%j is told which, its value, and what to do: %j', (program, limits, message) => {
    expect(told(program, limits)).toMatchObject({ kind: 'limit', message });
  });

  it('is told so by the page where the interpreter cannot', () => {
    expect(afterDeadline({ ...DEFAULT_LIMITS, deadlineMs: 2500 })).toEqual({
      kind: 'limit',
      limit: 'deadline',
      message:
        'Stopped after 2,500 ms: raise the time limit under Limits, or look for a loop or a built-in call that takes too long.',
    });
    expect(afterCrash('memory', DEFAULT_LIMITS)).toEqual(told(LARGE));
    const stack = afterCrash('recursion', DEFAULT_LIMITS);
    expect(stack).toMatchObject({ kind: 'limit', limit: 'recursion' });
    expect(stack.message).toContain('whatever the recursion limit');
  });
});

describe('a recursion', () => {
  const program = body('return 0 if x == 0 else 1 + f(x - 1)');
  const depth = (calls: number, maxRecursionDepth: number) =>
    runtime.trace(program, `assert f(${calls}) == ${calls}`, { limits: { maxRecursionDepth } }).outcome.kind;

  it('goes as deep as its limit, whatever that is, and not deeper', () => {
    for (const limit of [100, 1000, 5000]) {
      expect(depth(limit - 20, limit)).toBe('passed');
      expect(depth(limit + 60, limit)).toBe('limit');
    }
  });
});

describe('a trace', () => {
  const counting = body('for i in range(x):', '    y = [i]', 'return x');
  const trace = (limits: Partial<Limits>) => runtime.trace(counting, 'assert f(100) == 100', { limits });
  const valuesOf = (run: TestRun) => run.steps.reduce((sum, step) => sum + step.changed.length, 0);

  it('is whole where no limit is met', () => {
    const run = trace({});
    expect(run.steps).toHaveLength(run.stepCount);
    expect(traceCutMessage(run, DEFAULT_LIMITS)).toBeNull();
  });

  it('is cut at its number of steps, and says by how much', () => {
    const limits = { ...DEFAULT_LIMITS, maxTraceSteps: 50 };
    const run = trace(limits);
    expect(run.steps).toHaveLength(50);
    expect(traceCutMessage(run, limits)).toBe(
      `Trace cut after 50 of ${run.stepCount} steps: raise the limit of trace steps under Limits to see more.`,
    );
    expect(run.outcome.kind).toBe('passed');
  });

  it('is cut at its number of values, between steps', () => {
    const limits = { ...DEFAULT_LIMITS, maxTraceValues: 21 };
    const whole = trace({});
    const run = trace(limits);
    expect(run.steps).toEqual(whole.steps.slice(0, run.steps.length));
    expect(run.stepCount).toBe(whole.stepCount);
    expect(valuesOf(run)).toBe(21);
    expect(traceCutMessage(run, limits)).toBe(
      `Trace cut after ${run.steps.length} of ${run.stepCount} steps, at 21 values: raise the limit of trace values under Limits to see more.`,
    );
    expect(run.outcome).toEqual(whole.outcome);
    expect(run.finalLocals).toEqual(whole.finalLocals);
  });

  it('that is too large to be handed over loses its end, not its outcome', () => {
    const large = body(
      'rows = [["é" * 40] * 8 for i in range(8)]',
      'for i in range(1000):',
      '    rows = [row[:] for row in rows]',
      '    rows[0][0] = "é" * 30 + str(i)',
      'return 1',
    );
    const limits = { ...DEFAULT_LIMITS, maxTraceSteps: 5000, maxTraceValues: 20_000 };
    const run = runtime.trace(large, 'assert f(1) == 1', { limits });
    expect(run.outcome.kind).toBe('passed');
    expect(run.steps.length).toBeGreaterThan(100);
    expect(traceCutMessage(run, limits)).toMatch(/^Trace cut after [\d,]+ of [\d,]+ steps: .+ too large/);
  });

  it('names the limit that cut it by what was kept', () => {
    const step: TraceStep = { event: 'line', line: 1, scope: 'f', depth: 1, changed: [], result: null };
    const run = { steps: [step], stepCount: 1234 };
    expect(traceCutMessage(run, { ...DEFAULT_LIMITS, maxTraceSteps: 1 })).toContain('after 1 of 1,234 steps: raise');
    expect(traceCutMessage(run, { ...DEFAULT_LIMITS, maxTraceValues: 10 })).toContain('at 10 values');
    expect(traceCutMessage(run, DEFAULT_LIMITS)).toContain('too large');
  });
});

it('memory that one test held is not counted against the next', () => {
  const holding = 'held = bytearray(60 * 2 ** 20)\ndef f(x):\n    return x\n';
  const heapBytes = () => {
    const { HEAPU8 } = v.parse(v.object({ HEAPU8: v.instance(Uint8Array) }), Reflect.get(runtime.python, '_module'));
    return HEAPU8.length;
  };
  expect(told(holding).kind).toBe('passed');
  const once = heapBytes();
  for (let i = 0; i < 5; i++) expect(told(holding).kind).toBe('passed');
  expect(heapBytes() - once).toBeLessThan(60 * 2 ** 20);
});
