import { loadPyodide } from 'pyodide';
import { beforeAll, describe, expect, test } from 'vitest';
import { readProgramRun } from '../../../src/clients/python/replies';
import { DEFAULT_LIMITS } from '../../../src/limits/sandbox-limits';
import { type Handle, INTERPRETER_OPTIONS, installRuntime, runtimeHandle } from '../../../workers/python/start-runtime';
import { Wall } from '../../../workers/python/wall';
import { EXPECTED, NUMBERS, PRINTED, PRINTING, READING } from './program-cases';

/** Pyodide in Node behind the wall that it has in the sandbox. */
async function startBehindWall(): Promise<{ handle: Handle; wall: Wall }> {
  const wall = new Wall();
  const instantiate = WebAssembly.instantiate;
  Object.assign(WebAssembly, {
    instantiate: (source: WebAssembly.Module, imports: WebAssembly.Imports) => {
      for (const part of new Set([imports.env, imports.wasi_snapshot_preview1])) {
        if (part !== undefined) wall.guard(part);
      }
      return instantiate(source, imports);
    },
  });
  try {
    const python = await loadPyodide({ ...INTERPRETER_OPTIONS });
    installRuntime(python);
    const handle = runtimeHandle(python);
    wall.close();
    return { handle, wall };
  } finally {
    Object.assign(WebAssembly, { instantiate });
  }
}

let handle: Handle;
let wall: Wall;
beforeAll(async () => {
  ({ handle, wall } = await startBehindWall());
});

const printed = (program: string, stdin: string) =>
  readProgramRun(handle(JSON.stringify({ op: 'program', program, stdin, limits: DEFAULT_LIMITS })))?.stdout;

describe('programs behind the wall of the sandbox', () => {
  test('one that stays with the usual streams changes nothing outside of the heap', () => {
    expect(printed('import sys\nprint(input(), sys.stdin.read())', '1\n2')).toBe('1 2\n');
    expect(wall.changed).toBe(false);
  });

  test.each(READING)('reading %s passes', (_way, program) => {
    expect(printed(program, NUMBERS)).toBe(EXPECTED);
  });

  test.each(PRINTING)('printing %s passes', (_way, program) => {
    expect(printed(program, '')).toBe(PRINTED);
  });

  test('after descriptors were used, the worker is not used again', () => {
    expect(wall.changed).toBe(true);
  });
});
