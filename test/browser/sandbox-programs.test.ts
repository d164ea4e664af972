/** Whole programs on standard input, in the product's own build: every way to read, and how output is compared. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProgramOutcome, ProgramTest } from '../../src/guidance/program-test';
import { PATIENT_LIMITS } from './sandbox-page/drive';
import { type StartedSandbox, startedSandbox } from './sandbox-page/started';

let page: Page;
let close: StartedSandbox['close'] | undefined;
beforeAll(async () => {
  ({ page, close } = await startedSandbox());
});
afterAll(() => close?.());

const judgeProgram = (program: string, cases: readonly ProgramTest[]): Promise<ProgramOutcome[]> =>
  page.evaluate(
    async ({ program, cases, limits }) => {
      if (window.sandbox === undefined) throw new Error('This is not the test page.');
      return window.sandbox.client.judgeProgram(new AbortController().signal, program, cases, { limits });
    },
    { program, cases, limits: PATIENT_LIMITS },
  );

const INPUT = '3\n10 20 30\nlast line without an end';
const EXPECTED = '3 60 last line without an end\n';

/** Each reads the count, the numbers and the last line. */
const WAYS: readonly (readonly [name: string, program: string])[] = [
  ['input()', 'n = input()\nxs = input().split()\nw = input()'],
  [
    'sys.stdin.readline',
    'import sys\nn, xs, w = (sys.stdin.readline().rstrip("\\n") for _ in range(3))\nxs = xs.split()',
  ],
  ['sys.stdin.read', 'import sys\nn, xs, w = sys.stdin.read().split("\\n")\nxs = xs.split()'],
  ['sys.stdin.readlines', 'import sys\nn, xs, w = map(str.strip, sys.stdin.readlines())\nxs = xs.split()'],
  ['iteration', 'import sys\nn, xs, w = [line.strip() for line in sys.stdin]\nxs = xs.split()'],
  ['sys.stdin.buffer', 'import sys\nn, xs, w = sys.stdin.buffer.read().decode().split("\\n")\nxs = xs.split()'],
  [
    'input made of readline',
    'import sys\ninput = sys.stdin.readline\nn = input().strip()\nxs = input().split()\nw = input()',
  ],
  ['open(0)', 'n, xs, w = open(0).read().split("\\n")\nxs = xs.split()'],
  [
    'open(0) in bytes',
    'with open(0, "rb") as f:\n    n, xs, w = (line.decode().strip() for line in f)\nxs = xs.split()',
  ],
  ['os.read(0)', 'import os\nn, xs, w = os.read(0, 10000).decode().split("\\n")\nxs = xs.split()'],
];

describe('standard input', () => {
  test.each(WAYS)('is read by %s, and by a wrong program in vain', async (_name, reading) => {
    const program = `${reading}\nprint(int(n), sum(map(int, xs)), w)\n`;
    const [right, wrong] = await judgeProgram(program, [
      { input: INPUT, output: EXPECTED },
      { input: INPUT, output: EXPECTED.replace('60', '61') },
    ]);
    expect(right).toMatchObject({ kind: 'passed', stdout: EXPECTED });
    expect(wrong).toMatchObject({ kind: 'failed', difference: { line: 1 } });
  });

  test('ends, and its end is an EOFError', async () => {
    const [one, two] = await judgeProgram('print(input())\nprint(input())\n', [
      { input: 'only\n', output: 'only\n' },
      { input: 'a\nb\n', output: 'a\nb\n' },
    ]);
    expect(one).toMatchObject({ kind: 'raised', type: 'EOFError', stdout: 'only\n' });
    expect(two).toMatchObject({ kind: 'passed' });
  });
});

describe('output', () => {
  const PRINTS = 'import sys\nsys.stdout.write(sys.stdin.read())\n';
  const USUAL = undefined;
  const EXACT = { whitespace: 'exact', floatTolerance: null } as const;
  const NUMBERS = { whitespace: 'trailing', floatTolerance: 1e-6 } as const;
  test.each([
    ['spaces at the end of a line do not count', 'a  \nb\t\n', 'a\nb\n', USUAL, 'passed'],
    ['empty lines at the end do not count', 'a\n\n\n', 'a', USUAL, 'passed'],
    ['the end of a line as Windows writes it does not count', 'a\r\nb\r\n', 'a\nb\n', USUAL, 'passed'],
    ['spaces at the start of a line count', ' a\n', 'a\n', USUAL, 'failed'],
    ['spaces between words count', 'a  b\n', 'a b\n', USUAL, 'failed'],
    ['empty lines between others count', 'a\n\nb\n', 'a\nb\n', USUAL, 'failed'],
    ['upper and lower case count', 'Yes\n', 'YES\n', USUAL, 'failed'],
    ['numbers are text', '1.0\n', '1\n', USUAL, 'failed'],
    ['every byte counts where the test asks for it', 'a \n', 'a\n', EXACT, 'failed'],
    [
      'numbers may differ by the tolerance that a test asks for',
      '0.33333333 2\n',
      '0.333333333 2.0\n',
      NUMBERS,
      'passed',
    ],
    ['and by no more', '0.3333 2\n', '0.333333333 2.0\n', NUMBERS, 'failed'],
  ] as const)('%s', async (_name, printed, output, comparison, kind) => {
    const [outcome] = await judgeProgram(PRINTS, [
      { input: printed, output, ...(comparison === undefined ? {} : { comparison }) },
    ]);
    expect(outcome?.kind).toBe(kind);
  });
});
