/** 5,000 cuts of published programs: executable with every complete statement, or refused where there is none. */
import { beforeAll, expect, test } from 'vitest';
import { type RuntimeInNode, startRuntime } from '../unit/python/interpreter';
import { humanEvalTasks, mbppTasks } from './tasks';
import { truncate } from './truncations';

const CUTS = 5_000;
const SEED = 20_260_102;
/** A call that takes longer would be felt as a hang: the page gives it two seconds. */
const MAX_MS = 2_000;

/** Indentation that is not made of fours, which tabs alone cannot replace. */
const MIXED = /^ *\t|^(?: {4})* {1,3}\S/m;

/** As it is, indented with tabs, and with the line ends of Windows. */
const VARIANTS: readonly ((program: string) => string)[] = [
  (program) => program,
  (program) =>
    MIXED.test(program) ? program : program.replace(/^( {4})+/gm, (indent) => '\t'.repeat(indent.length / 4)),
  (program) => program.replaceAll('\n', '\r\n'),
];

let runtime: RuntimeInNode;
beforeAll(async () => {
  runtime = await startRuntime();
});

const tasks = [...(mbppTasks() ?? []), ...(humanEvalTasks() ?? [])];

test.skipIf(tasks.length === 0)('truncated programs are made executable, or refused', () => {
  const programs = tasks.map(({ program }, i) => VARIANTS[i % VARIANTS.length]?.(program) ?? program);
  const { wrong, ...counts } = truncate(runtime, programs, CUTS, SEED);
  console.log(`${CUTS} cuts of ${programs.length} programs: ${JSON.stringify(counts)}; ${wrong.length} wrong`);
  for (const text of wrong.slice(0, 20)) console.log(text);
  expect(wrong).toEqual([]);
  expect(counts.slowestMs).toBeLessThan(MAX_MS);
});
