/** The Python runtime in Node, for tests of its replies: the same sources, the same Pyodide, no sandbox around it. */
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { loadPyodide, type PyodideInterface } from 'pyodide';
import { snapshotFile } from '../../../scripts/vite/python-sandbox';
import {
  type Called,
  readCalled,
  readExecutable,
  readPlan,
  readProgramRun,
  readRun,
  readSettled,
} from '../../../src/clients/python/replies';
import type { Executable, Limits, TestOutcome, TestRun } from '../../../src/guidance/ports';
import type { ProgramRun } from '../../../src/guidance/program-test';
import { DEFAULT_LIMITS } from '../../../src/limits/sandbox-limits';
import { type Handle, INTERPRETER_OPTIONS, runtimeHandle } from '../../../workers/python/start-runtime';

interface TraceOptions {
  readonly entryPoint?: string | null;
  readonly setup?: string;
  readonly limits?: Partial<Limits>;
}

export interface RuntimeInNode {
  executable(source: string): Executable;
  trace(program: string, test: string, options?: TraceOptions): TestRun;
  /** In one interpreter, what the page does in two: what was handed over, null where nothing was, and the outcome. */
  judge(program: string, test: string, setup?: string): { called: Called | null; outcome: TestOutcome };
  /** A whole program with that text on its standard input. */
  program(source: string, stdin: string, limits?: Partial<Limits>): ProgramRun;
  /** Any request, for replies that are not of the usual kind. */
  readonly handle: Handle;
  readonly python: PyodideInterface;
}

function expectRead<T>(read: (reply: string) => T | null, reply: string): T {
  const value = read(reply);
  if (value === null) throw new Error(`A reply of no known shape: ${reply.slice(0, 500)}`);
  return value;
}

/** From the snapshot, as the page starts it: a tenth of the work of starting from nothing. */
export async function startRuntime(): Promise<RuntimeInNode> {
  const snapshot = new Uint8Array(gunzipSync(await readFile(await snapshotFile())));
  const python = await loadPyodide({ ...INTERPRETER_OPTIONS, _loadSnapshot: snapshot });
  const handle = runtimeHandle(python);
  const ask = (request: object) => handle(JSON.stringify(request));
  return {
    handle,
    python,
    executable: (source) => expectRead(readExecutable, ask({ op: 'executable', source })),
    trace(program, test, options = {}) {
      const limits = { ...DEFAULT_LIMITS, ...options.limits };
      const { entryPoint = 'f', setup = '' } = options;
      return expectRead(readRun, ask({ op: 'trace', program, test, setup, entryPoint, limits }));
    },
    program(source, stdin, some = {}) {
      const limits = { ...DEFAULT_LIMITS, ...some };
      return expectRead(readProgramRun, ask({ op: 'program', program: source, stdin, limits }));
    },
    judge(program, test, setup = '') {
      const limits = DEFAULT_LIMITS;
      const plan = expectRead(readPlan, ask({ op: 'plan', program, test, setup }));
      if ('outcome' in plan) return { called: null, outcome: plan.outcome };
      if ('whole' in plan) {
        const reply = ask({ op: 'whole', program, test, setup, limits });
        return { called: null, outcome: expectRead(readSettled, reply).outcome };
      }
      const called = expectRead(readCalled, ask({ op: 'call', program, setup, limits, ...plan }));
      if ('outcome' in called) return { called: null, outcome: called.outcome };
      const reply = ask({ op: 'compare', program, test, setup, limits, values: called.values });
      return { called, outcome: expectRead(readSettled, reply).outcome };
    },
  };
}
