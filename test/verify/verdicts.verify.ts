/** The verdict on every reference solution of two published sets is CPython's. */
import { beforeAll, describe, expect, test } from 'vitest';
import { type RuntimeInNode, startRuntime } from '../unit/python/interpreter';
import { cpythonVersion, inCPython } from './cpython';
import { humanEvalTasks, mbppTasks, type Task } from './tasks';

/** The slowest reference solution takes about one on a quiet machine. */
const SECONDS = 30;

let runtime: RuntimeInNode;
beforeAll(async () => {
  runtime = await startRuntime();
});

function compare(name: string, tasks: readonly Task[]): void {
  const rows = tasks.flatMap(({ id, program, setup, tests }) =>
    tests.map((one) => ({ id, program, setup, test: one })),
  );
  const said = inCPython(rows, SECONDS);
  if (said === null) {
    console.log(`Skipped: ${name} beside CPython (no python3 on this machine).`);
    return;
  }
  let passed = 0;
  const differences = rows.flatMap(({ id, program, setup, test: one }, i) => {
    const { outcome } = runtime.judge(program, one, setup);
    if (outcome.kind === 'passed') passed++;
    return outcome.kind === said[i]?.kind
      ? []
      : [`${id}: ${outcome.kind}, CPython ${said[i]?.kind}: ${one.slice(0, 200)}`];
  });
  const passedThere = said.filter(({ kind }) => kind === 'passed').length;
  console.log(
    `${name}: ${tasks.length} tasks, ${rows.length} tests; passed ${passed} here, ${passedThere} in ${cpythonVersion()}; ${differences.length} differ`,
  );
  for (const difference of differences) console.log(`  ${difference}`);
  expect(differences).toEqual([]);
}

describe('verdicts on reference solutions', () => {
  for (const [name, tasks, size] of [
    ['MBPP', mbppTasks(), 500],
    ['HumanEval', humanEvalTasks(), 164],
  ] as const) {
    test.skipIf(tasks === null)(`${name}: equal to CPython's`, () => {
      expect(tasks).toHaveLength(size);
      compare(name, tasks ?? []);
    });
  }
});
