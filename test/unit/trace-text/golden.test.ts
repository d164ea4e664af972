import { beforeAll, describe, expect, test } from 'vitest';
import { type RuntimeInNode, startRuntime } from '../python/interpreter';
import { CASES, type TextCase } from './cases';
import { type GoldenRow, readGolden, textsOf, writeGolden } from './golden';

let runtime: RuntimeInNode;
beforeAll(async () => {
  runtime = await startRuntime();
  // A changed text needs a new format version; a new case does not.
  if (process.env.WRITE_GOLDEN) writeGolden(CASES.map(rowOf));
});

function traced({ programs, tests, entryPoint, maxTraceSteps }: TextCase): GoldenRow['candidates'] {
  const limits = { maxSteps: 1000, maxTraceSteps };
  return programs.map((program) => ({
    program,
    runs: tests.map((assertion) => runtime.trace(program, assertion, { entryPoint, limits })),
  }));
}

function rowOf(one: TextCase): GoldenRow {
  const candidates = traced(one);
  return { says: one.says, candidates, texts: textsOf(candidates, one.budgets) };
}

describe('texts of traces', () => {
  test.each(CASES)('$says: the runtime’s traces are those of the fixture', (one) => {
    const row = readGolden().find(({ says }) => says === one.says);
    expect(traced(one)).toEqual(row?.candidates);
  });

  test.each(CASES)('$says: the texts are those of the fixture', (one) => {
    const row = readGolden().find(({ says }) => says === one.says);
    expect(textsOf(row?.candidates ?? [], one.budgets)).toEqual(row?.texts);
  });
});
