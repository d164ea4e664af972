/** Installs the runtime in a Pyodide that has just started; the same in the worker, in Node and for the snapshot. */
import type { PyodideConfig, PyodideInterface } from 'pyodide';
import { BOOTSTRAP, RUNTIME_SOURCES, WARM_UP } from './runtime-sources';

/** A reply to a request, both JSON text. Throws what Pyodide throws, also where the interpreter is lost. */
export type Handle = (request: string) => string;

const HANDLE = 'playground_handle';
const SOURCES = 'playground_sources';

/** Options that a snapshot and the interpreters started from it share. */
export const INTERPRETER_OPTIONS = {
  // Python sees no object of the worker: hygiene, not the boundary, which is the frame.
  jsglobals: {},
  // A fixed seed, or sets of strings would print in another order in each worker.
  env: { PYTHONHASHSEED: '0', HOME: '/home/pyodide' },
  // What writes below sys.stdout or reads below sys.stdin.
  stdin: () => null,
  stdout: () => undefined,
  stderr: () => undefined,
} satisfies PyodideConfig;

/** Python specialises code while it runs, and what it has learned is in the heap: it must be there before it is kept. */
const WARM_UP_ROUNDS = 30;

export function installRuntime(python: PyodideInterface): void {
  python.globals.set(SOURCES, JSON.stringify(RUNTIME_SOURCES));
  python.runPython(`${BOOTSTRAP}\n${HANDLE} = install(${SOURCES})\ndel ${SOURCES}\n`);
  warmUp(python, WARM_UP_ROUNDS);
}

/** The runtime's entry in an interpreter in which it is installed. */
export function runtimeHandle(python: PyodideInterface): Handle {
  const handle: unknown = python.globals.get(HANDLE);
  if (typeof handle !== 'function') throw new Error('The Python runtime is not installed.');
  return (request) => {
    const reply: unknown = handle(request);
    if (typeof reply !== 'string') throw new Error('The Python runtime gave no text.');
    return reply;
  };
}

/**
 * What is written below sys.stdout is dropped. Pyodide's way, a call per line, keeps an unended line as numbers in the
 * worker's own memory, which no limit counts and no restoring of the heap frees.
 */
export function discardOutput(python: PyodideInterface): void {
  const write = (data: Uint8Array) => data.length;
  python.setStdout({ write });
  python.setStderr({ write });
}

export function warmUp(python: PyodideInterface, rounds: number): void {
  const handle = runtimeHandle(python);
  for (let round = 0; round < rounds; round++) {
    for (const request of WARM_UP) handle(request);
  }
}
