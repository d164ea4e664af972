/** Suites that need something a machine may lack: they skip there, and their names say why. */
import { spawnSync } from 'node:child_process';
import { describe } from 'vitest';
import { DATA_MARK } from '../../scripts/lib/vitest-report.mjs';

const { DATA_DIR } = process.env;

/** Runs with the folder of the public data sets. `npm test` counts those skipped by the mark in their names. */
export function describeWithData(name: string, suite: (dataDir: string) => void): void {
  const marked = `${name} ${DATA_MARK}`;
  if (DATA_DIR) describe(marked, () => suite(DATA_DIR));
  else describe.skip(`${marked} (skipped: DATA_DIR is not set)`, () => suite(''));
}

/** Runs with a Python that can import the named modules. */
export function describeWithPython(name: string, modules: readonly string[], suite: (python: string) => void): void {
  const check = modules.length > 0 ? `import ${modules.join(', ')}` : 'pass';
  const python = ['python3', 'python'].find((program) => spawnSync(program, ['-c', check]).status === 0);
  const missing = `(skipped: no python3${modules.length > 0 ? ` with ${modules.join(', ')}` : ''})`;
  if (python !== undefined) describe(name, () => suite(python));
  else describe.skip(`${name} ${missing}`, () => suite(''));
}
