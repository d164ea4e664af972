/** Programs that read and print in every way do in CPython, their input a file, what they do here. */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RuntimeInNode, startRuntime } from '../unit/python/interpreter';
import { NUMBERS, PRINTING, READING } from '../unit/python/program-cases';
import { cpythonVersion } from './cpython';

const ENDINGS = [
  'import sys\nsys.exit(3)',
  'raise ValueError(1)',
  'input()\ninput()',
  'import sys\nsys.exit("no")',
  'exit()',
];

let runtime: RuntimeInNode;
beforeAll(async () => {
  runtime = await startRuntime();
});

const folder = mkdtempSync(path.join(tmpdir(), 'programs-'));
afterAll(() => rmSync(folder, { recursive: true }));

function inCPython(program: string, input: string): { ended: boolean; stdout: string } {
  const file = path.join(folder, 'input');
  writeFileSync(file, input);
  const stdin = openSync(file, 'r');
  const { status, stdout } = spawnSync('python3', ['-X', 'utf8', '-c', program], {
    stdio: [stdin, 'pipe', 'ignore'],
    encoding: 'utf8',
  });
  closeSync(stdin);
  return { ended: status === 0, stdout };
}

const version = cpythonVersion();
if (version === null) console.log('Skipped: programs beside CPython (no python3 on this machine).');

test.skipIf(version === null)('standard input and output are those of CPython', () => {
  const programs = [...READING, ...PRINTING].map(([, program]) => program);
  // What is read is empty, ends with a line, or does not; with and without the end of the last line.
  const inputs = [NUMBERS, '', '\n', '1\n2\n', 'é\r\nb\r\n'];
  let runs = 0;
  for (const program of [...programs, ...ENDINGS]) {
    for (const input of inputs) {
      const { outcome, stdout } = runtime.program(program, input);
      expect({ ended: outcome.kind === 'ended', stdout }, program).toEqual(inCPython(program, input));
      runs++;
    }
  }
  console.log(`${programs.length + ENDINGS.length} programs, ${runs} runs beside ${version}: equal endings and output`);
});
