/**
 * 300 programs, whole and broken: our trace tells the lines that settrace tells in the same Python, and verdict,
 * value and exception are CPython's.
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../../src/limits/sandbox-limits';
import { type RuntimeInNode, startRuntime } from '../unit/python/interpreter';
import { compareOutcomes } from './compare-outcomes';
import { cpythonVersion, inCPython, type TestRow } from './cpython';
import { firstDifference, linesBySettrace, linesOfTrace } from './line-sequences';
import { mutate } from './mutations';
import { humanEvalTasks, mbppTasks, type Task } from './tasks';

const PROGRAMS = 300;
const SEED = 20_260_101;
const SECONDS = 3;
const MAX_STEPS = 2_000_000;
const MAX_KEPT = 10_000;

interface Case extends TestRow {
  readonly id: string;
  readonly entryPoint: string;
}

let runtime: RuntimeInNode;
beforeAll(async () => {
  runtime = await startRuntime();
});

/** Every third program is a reference solution, and two are broken ones of it. */
function programs(tasks: readonly Task[]): Task[] {
  const chosen: Task[] = [];
  const stride = Math.floor(tasks.length / (PROGRAMS / 3));
  for (let at = 0; chosen.length < PROGRAMS; at += stride) {
    const task = tasks[at % tasks.length];
    if (task === undefined) break;
    chosen.push(task);
    let broken = 0;
    for (let stream = 0; broken < 2 && stream < 50; stream++) {
      const program = mutate(task.program, SEED + at, stream);
      if (program === null || !parses(program) || chosen.some((other) => other.program === program)) continue;
      broken++;
      chosen.push({ ...task, id: `${task.id}~${stream}`, program });
    }
  }
  return chosen.slice(0, PROGRAMS);
}

function parses(program: string): boolean {
  runtime.python.globals.set('mutated', program);
  return (
    runtime.python.runPython(
      'try:\n    compile(mutated, "", "exec")\n    ok = True\nexcept Exception:\n    ok = False\nok',
    ) === true
  );
}

describe('traces and outcomes', () => {
  const mbpp = mbppTasks();
  const humanEval = humanEvalTasks();

  test.skipIf(mbpp === null || humanEval === null)('are those of settrace and of CPython', async () => {
    const chosen = programs([...(mbpp ?? []), ...(humanEval ?? [])]);
    expect(chosen).toHaveLength(PROGRAMS);
    const cases: Case[] = chosen.flatMap(({ tests, ...task }) => tests.map((one) => ({ ...task, test: one })));
    const said = inCPython(cases, SECONDS);
    if (said === null) console.log('Skipped: outcomes beside CPython (no python3 on this machine).');

    const counts = {
      tests: cases.length,
      sequences: 0,
      lines: 0,
      repeatedHere: 0,
      repeatedThere: 0,
      values: 0,
      notRun: 0,
    };
    const kinds: Record<string, number> = {};
    const lineDifferences: string[] = [];
    const explained: string[] = [];
    const unexplained: string[] = [];
    for (const [i, one] of cases.entries()) {
      const there = said?.[i] ?? null;
      // What CPython itself could not end would not end here either.
      if (there?.kind === 'hung' || there?.kind === 'died') {
        counts.notRun++;
        console.log(`  not run, CPython's process ${there.kind}: ${one.id}: ${one.test}`);
        continue;
      }
      const endless = there?.kind === 'timeout';
      const limits = {
        ...DEFAULT_LIMITS,
        maxSteps: endless ? 20_000 : MAX_STEPS,
        maxTraceSteps: MAX_KEPT,
        maxTraceValues: MAX_KEPT * 100,
      };
      try {
        const run = runtime.trace(one.program, one.test, { ...one, limits });
        kinds[run.outcome.kind] = (kinds[run.outcome.kind] ?? 0) + 1;
        if (there !== null) {
          // The verdict that counts has no step limit; a program without end would never come back.
          const judged = endless ? run.outcome : runtime.judge(one.program, one.test, one.setup).outcome;
          for (const outcome of [run.outcome, judged]) {
            if (there.got !== null) counts.values++;
            const difference = compareOutcomes(outcome, there);
            if (difference === null) continue;
            const line = `${one.id}: ${difference.says}: ${one.test.slice(0, 120)}`;
            (difference.explained ? explained : unexplained).push(line);
          }
        }
        if (run.outcome.kind !== 'limit') {
          const ours = linesOfTrace(run);
          const theirs = linesBySettrace(runtime, one, MAX_KEPT * 2);
          const difference = firstDifference(ours, theirs, run.steps.length === run.stepCount);
          if (difference !== null) lineDifferences.push(`${one.id}: ${difference}: ${one.test.slice(0, 120)}`);
          counts.sequences++;
          counts.lines += ours.lines.length;
          counts.repeatedHere += ours.repeated;
          counts.repeatedThere += theirs.repeated;
        }
      } catch (error) {
        unexplained.push(`${one.id}: the interpreter was lost: ${String(error).slice(0, 200)}: ${one.test}`);
        runtime = await startRuntime();
      }
    }
    console.log(`${PROGRAMS} programs beside ${cpythonVersion()}: ${JSON.stringify({ ...counts, ...kinds })}`);
    for (const [name, list] of Object.entries({ lineDifferences, explained, unexplained })) {
      console.log(`${name}: ${list.length}`);
      for (const line of new Set(list)) console.log(`  ${line}`);
    }
    expect(lineDifferences).toEqual([]);
    expect(unexplained).toEqual([]);
  });
});
