/** The Python side of the runtime as text, in order of import, and requests that run through all of it once. */
import arrays from './runtime/arrays.py?raw';
import bootstrap from './runtime/bootstrap.py?raw';
import entryLocals from './runtime/entry_locals.py?raw';
import exceptions from './runtime/exceptions.py?raw';
import executable from './runtime/executable.py?raw';
import imports from './runtime/imports.py?raw';
import judge from './runtime/judge.py?raw';
import limitsOfRun from './runtime/limits.py?raw';
import main from './runtime/main.py?raw';
import plain from './runtime/plain.py?raw';
import programRun from './runtime/program_run.py?raw';
import runTest from './runtime/run_test.py?raw';
import snippetRun from './runtime/snippet_run.py?raw';
import stdio from './runtime/stdio.py?raw';
import testPlan from './runtime/test_plan.py?raw';
import tracer from './runtime/tracer.py?raw';
import values from './runtime/values.py?raw';

export const BOOTSTRAP = bootstrap;

export const RUNTIME_SOURCES = {
  arrays,
  values,
  stdio,
  executable,
  plain,
  exceptions,
  entry_locals: entryLocals,
  tracer,
  limits: limitsOfRun,
  test_plan: testPlan,
  run_test: runTest,
  judge,
  program_run: programRun,
  snippet_run: snippetRun,
  imports,
  main,
};

const program = [
  'def warm(xs):',
  '    total = 0',
  '    for x in sorted(xs):',
  '        total += len(str(x)) if x > 1 else sum(y for y in [x])',
  '    print(total)',
  "    return {'total': total, 'xs': [x for x in xs]}",
].join('\n');
const test = "assert warm([3, 1, 2]) == {'total': 3, 'xs': [3, 1, 2]}";
const limits = {
  maxSteps: 1000,
  maxHeapBytes: 2 ** 28,
  maxOutputBytes: 1000,
  maxRecursionDepth: 1000,
  maxTraceSteps: 100,
  maxTraceValues: 100,
};

/** The first run of any code costs ten times the next one; these run before the heap is kept. */
export const WARM_UP: readonly string[] = [
  { op: 'executable', source: `${program}\n    if` },
  { op: 'trace', program, test, setup: '', entryPoint: 'warm', limits },
  { op: 'trace-program', program: `${program}\nwarm([int(input())])`, stdin: '2\n', limits },
  { op: 'plan', program, test, setup: '' },
  { op: 'call', program, setup: '', imports: '', calls: ['warm([3, 1, 2])'], names: ['warm'], limits },
  { op: 'compare', program, test, setup: '', limits, values: [{ plain: JSON.stringify({ dict: [] }) }] },
].map((request) => JSON.stringify(request));
