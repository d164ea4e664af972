/** Sequences of executed lines: the runtime's trace, and settrace's in the same Pyodide (see settrace.py). */
import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import type { TestRun } from '../../src/guidance/ports';
import { placeSteps } from '../../src/guidance/trace-text/frames';
import type { RuntimeInNode } from '../unit/python/interpreter';
import type { TestRow } from './cpython';

interface Line {
  readonly line: number;
  readonly scope: string;
  readonly frame: number;
}

export interface LineSequence {
  /** `line function #frame`, frames numbered as they come, without repetitions within a frame. */
  readonly lines: readonly string[];
  /** How many repetitions were left out. */
  readonly repeated: number;
}

const LinesSchema = v.array(v.tuple([v.number(), v.string(), v.number()]));

export function linesOfTrace(run: TestRun): LineSequence {
  const placed = placeSteps(run.steps).filter(({ step }) => step.event === 'line');
  return withoutRepetitions(placed.map(({ step, frame }) => ({ line: step.line, scope: step.scope, frame })));
}

/** The first `most` lines that settrace tells. */
export function linesBySettrace(runtime: RuntimeInNode, row: TestRow, most: number): LineSequence {
  const source = readFileSync(new URL('./settrace.py', import.meta.url), 'utf8');
  runtime.python.globals.set('settrace_source', source);
  runtime.python.globals.set('settrace_request', JSON.stringify({ ...row, most }));
  const reply: unknown = runtime.python.runPython(
    'settrace_space = {}\nexec(settrace_source, settrace_space)\nsettrace_space["lines_by_settrace"](settrace_request)',
  );
  const lines = v.parse(LinesSchema, JSON.parse(String(reply)));
  return withoutRepetitions(lines.map(([line, scope, frame]) => ({ line, scope, frame })));
}

function withoutRepetitions(all: readonly Line[]): LineSequence {
  const last = new Map<number, number>();
  const numbers = new Map<number, number>();
  const lines: string[] = [];
  for (const { line, scope, frame } of all) {
    const number = numbers.get(frame) ?? numbers.size;
    numbers.set(frame, number);
    if (last.get(frame) !== line) lines.push(`${line} ${scope} #${number}`);
    last.set(frame, line);
  }
  return { lines, repeated: all.length - lines.length };
}

/** Where the two part, in words; null where one is the other, or its beginning when steps were not kept. */
export function firstDifference(ours: LineSequence, theirs: LineSequence, complete: boolean): string | null {
  const most = complete ? Math.max(ours.lines.length, theirs.lines.length) : ours.lines.length;
  for (let i = 0; i < most; i++) {
    if (ours.lines[i] !== theirs.lines[i]) {
      return `line ${i + 1} of the sequence is ${ours.lines[i] ?? 'missing'} here, ${theirs.lines[i] ?? 'missing'} by settrace`;
    }
  }
  return null;
}
