/** The other way to trace a test: CPython on this machine, a new process for every test. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { REPOSITORY } from '../lib/repository.mjs';

const SCRIPT = path.join(REPOSITORY, 'scripts', 'bench', 'settrace_test.py');
const VALUES_FOLDER = path.join(REPOSITORY, 'workers', 'python', 'runtime');

/**
 * @typedef {object} Subprocesses
 * @property {string} version
 * @property {(program: string, test: string) => { passed: boolean, steps: [string, number][] }} trace
 * @property {() => void} close
 */

/** @returns {Subprocesses | null} null without a python3 */
export function startSubprocesses() {
  /** @type {string} */ let executable;
  /** @type {string} */ let version;
  try {
    // The interpreter itself: what `python3` names may be a script that looks for one, and would be timed along.
    const said = execFileSync('python3', ['-c', 'import sys; print(sys.executable); print(sys.version.split()[0])']);
    [executable = '', version = ''] = said.toString().trim().split('\n');
  } catch {
    return null;
  }
  // What it imports is compiled once, as it is for a tool that is installed.
  const cache = mkdtempSync(path.join(tmpdir(), 'bench-python-'));
  return {
    version,
    trace(program, test) {
      const { status, stdout, stderr } = spawnSync(executable, [SCRIPT, VALUES_FOLDER], {
        input: JSON.stringify({ program, test, maxSteps: 20_000, maxKept: 400 }),
        env: { ...process.env, PYTHONPYCACHEPREFIX: cache, PYTHONHASHSEED: '0' },
      });
      if (status !== 0) throw new Error(`python3 ended with ${status}: ${stderr}`);
      return JSON.parse(stdout.toString());
    },
    close: () => rmSync(cache, { recursive: true, force: true }),
  };
}
