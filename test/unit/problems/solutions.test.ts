/** Both files of functions and the file of programs, run by the interpreter that judges answers on the page. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import { programOutcome } from '../../../src/guidance/program-test';
import bundledRows from '../../../src/problems/bundled.json';
import programRows from '../../../src/problems/bundled-programs.json';
import freeRows from '../../../src/problems/freely-worded.json';
import { ProgramProblemSchema } from '../../../src/problems/program-problem';
import { parseProblem } from '../../../src/problems/schema';
import { describeWithPython } from '../needs';
import { type RuntimeInNode, startRuntime } from '../python/interpreter';
import wrongFree from './free-wrong-readings.json';
import wrongPrograms from './wrong-programs.json';

const functionRows = [...bundledRows, ...freeRows];
const everyRow = [...functionRows, ...programRows];
let runtime: RuntimeInNode;
beforeAll(async () => {
  runtime = await startRuntime();
});

function failing(program: string, tests: readonly string[]): string[] {
  return tests.filter((test) => runtime.judge(program, test).outcome.kind !== 'passed');
}

function failingCases(program: string, cases: readonly { input: string; output: string }[]): string[] {
  return cases
    .filter((one) => programOutcome(runtime.program(program, one.input), one).kind !== 'passed')
    .map(({ input }) => input);
}

/** Readings that no visible test or case refutes. */
function unrefuted(
  wrong: readonly { id: string; reading: string; program: string }[],
  passes: (id: string, program: string) => boolean,
): string[] {
  return wrong.filter(({ id, program }) => passes(id, program)).map(({ id, reading }) => `${id}: ${reading}`);
}

describe('reference solutions under the runtime of the page', () => {
  it.each(functionRows.map((row) => [row.id, row] as const))('%s passes its tests', (_id, row) => {
    expect(failing(row.solution, [...row.visibleTests, ...row.hiddenTests])).toEqual([]);
  });

  it.each(programRows.map((row) => [row.id, row] as const))('%s passes its cases', (_id, row) => {
    expect(failingCases(row.solution, [...row.visibleTests, ...row.hiddenTests])).toEqual([]);
  });
});

describe('other readings of the statements', () => {
  it('fail a visible test of every freely worded problem', () => {
    const visible = new Map(freeRows.map((row) => [row.id, row.visibleTests]));
    expect(unrefuted(wrongFree, (id, program) => failing(program, visible.get(id) ?? []).length === 0)).toEqual([]);
    expect(new Set(wrongFree.map(({ id }) => id))).toEqual(new Set(visible.keys()));
  });

  it('fail a visible case of every program', () => {
    const visible = new Map(programRows.map((row) => [row.id, row.visibleTests]));
    const passes = (id: string, program: string) => failingCases(program, visible.get(id) ?? []).length === 0;
    expect(unrefuted(wrongPrograms, passes)).toEqual([]);
    expect(new Set(wrongPrograms.map(({ id }) => id))).toEqual(new Set(visible.keys()));
  });
});

describe('the problem files', () => {
  it('hold at least sixty freely worded problems, a third of each kind', () => {
    expect(freeRows.length).toBeGreaterThanOrEqual(60);
    for (const level of [1, 2, 3]) {
      const share = freeRows.filter((row) => row.level === level).length / freeRows.length;
      expect(share).toBeGreaterThan(0.25);
      expect(share).toBeLessThan(0.42);
    }
  });

  it.each(freeRows.map((row) => [row.id, row] as const))('hold %s as the schema wants it', (_id, row) => {
    expect(parseProblem(row).kind).toBe('problem');
    expect(row.visibleTests).toHaveLength(3);
    expect(row.hiddenTests.length).toBeGreaterThanOrEqual(4);
    expect(new Set([...row.visibleTests, ...row.hiddenTests]).size).toBe(3 + row.hiddenTests.length);
    expect(row.tags.length).toBeGreaterThan(0);
  });

  it.each(programRows.map((row) => [row.id, row] as const))('hold %s as the schema wants it', (_id, row) => {
    expect(v.safeParse(ProgramProblemSchema, row).success).toBe(true);
    expect(row.visibleTests).toHaveLength(3);
    expect(row.hiddenTests.length).toBeGreaterThanOrEqual(4);
    const inputs = [...row.visibleTests, ...row.hiddenTests].map(({ input }) => input);
    expect(new Set(inputs).size).toBe(inputs.length);
  });

  it.each(['id', 'title', 'statement', 'solution'] as const)('repeat no %s', (field) => {
    const values = everyRow.map((row) => row[field]);
    expect(values.filter((value, i) => values.indexOf(value) !== i)).toEqual([]);
  });
});

describeWithPython('behaviour of the problems', [], (python) => {
  const same = (rows: readonly object[]): unknown => {
    const script = path.join(import.meta.dirname, 'behaviours.py');
    const run = spawnSync(python, [script], { input: JSON.stringify(rows), encoding: 'utf8' });
    expect(run.stderr).toBe('');
    return JSON.parse(run.stdout);
  };

  it('no two functions do the same', () => {
    expect(same(functionRows)).toEqual([]);
  });

  it('two that do the same would be seen', () => {
    const [row] = bundledRows;
    const { solution = '' } = row ?? {};
    const twin = { ...row, id: 'twin', solution: solution.replace('num % 2 == 0', 'not num % 2') };
    expect(twin.solution).not.toBe(solution);
    expect(same([...functionRows, twin])).toEqual([['count-even', 'twin']]);
  });
});
