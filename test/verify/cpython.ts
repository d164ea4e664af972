/** What CPython says of tests: one process of the machine's python3 for a whole set. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';

export interface TestRow {
  readonly program: string;
  readonly setup: string;
  readonly test: string;
}

const SaidSchema = v.object({
  /** `timeout`: a loop that Python noticed; `hung` and `died`: the process had to be ended, or ended itself. */
  kind: v.picklist(['passed', 'failed', 'raised', 'timeout', 'hung', 'died']),
  /** The left side of the test's `==`, shown; null where it has none, or did not get so far. */
  got: v.nullable(v.string()),
  type: v.string(),
});

export type CPythonOutcome = v.InferOutput<typeof SaidSchema>;

const SCRIPT = fileURLToPath(new URL('./cpython.py', import.meta.url));
const RUNTIME = fileURLToPath(new URL('../../workers/python/runtime', import.meta.url));
const MAX_BYTES = 256 * 1024 * 1024;

/** One outcome per row, each within so many seconds of processor time, or null on a machine without python3. */
export function inCPython(rows: readonly TestRow[], seconds: number): CPythonOutcome[] | null {
  const input = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  const ended = spawnSync('python3', ['-B', SCRIPT, RUNTIME, String(seconds)], {
    input,
    maxBuffer: MAX_BYTES,
    encoding: 'utf8',
    env: { ...process.env, PYTHONHASHSEED: '0' },
  });
  if (ended.error !== undefined) return null;
  const lines = ended.stdout.split('\n').filter((line) => line !== '');
  if (lines.length !== rows.length) {
    throw new Error(`python3 answered ${lines.length} of ${rows.length} tests: ${ended.stderr.slice(-2000)}`);
  }
  return lines.map((line) => v.parse(SaidSchema, JSON.parse(line)));
}

export function cpythonVersion(): string | null {
  const ended = spawnSync('python3', ['--version'], { encoding: 'utf8' });
  return ended.error === undefined ? ended.stdout.trim() : null;
}
