import { spawnSync } from 'node:child_process';
import path from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { BUNDLED, BUNDLED_PROBLEMS, BUNDLED_PROGRAMS } from '../../../src/problems/bundled';
import rows from '../../../src/problems/bundled.json';
import { describeWithPython } from '../needs';
import wrongReadings from './wrong-readings.json';

const RUNNER = path.join(import.meta.dirname, 'run_asserts.py');

interface Check {
  readonly program: string;
  readonly tests: readonly string[];
}

/** For each program, which of its tests pass. */
function runAsserts(python: string, checks: readonly Check[]): boolean[][] {
  const run = spawnSync(python, [RUNNER], { input: JSON.stringify(checks), encoding: 'utf8' });
  expect(run.stderr).toBe('');
  return v.parse(v.array(v.array(v.boolean())), JSON.parse(run.stdout));
}

describe('bundled problems', () => {
  it('are sixty, fifteen of each level, ten of them programs, each list easiest first', () => {
    const functions = BUNDLED_PROBLEMS.map((problem) => problem.level);
    const programs = BUNDLED_PROGRAMS.map(({ problem }) => problem.level);
    const all = [...functions, ...programs];
    expect([1, 2, 3, 4].map((level) => all.filter((one) => one === level).length)).toEqual([15, 15, 15, 15]);
    expect(programs).toHaveLength(10);
    expect(new Set(programs)).toEqual(new Set([1, 2, 3, 4]));
    for (const levels of [functions, programs]) expect(levels).toEqual([...levels].sort());
  });

  it('begin with the problem of the recorded run', () => {
    expect(BUNDLED_PROBLEMS[0]?.id).toBe('count-even');
  });

  it('have ids, titles and functions of their own', () => {
    for (const field of ['id', 'title', 'entryPoint', 'statement'] as const) {
      const values = BUNDLED_PROBLEMS.map((problem) => problem[field]);
      expect(new Set(values).size).toBe(values.length);
    }
  });

  it.each(BUNDLED)('$problem.id is stated in one short paragraph and tested enough', ({ problem, teaches }) => {
    const words = problem.statement.split(/\s+/).length;
    expect(words).toBeGreaterThanOrEqual(8);
    expect(words).toBeLessThanOrEqual(40);
    expect(problem.statement).not.toContain('\n');
    expect(problem.visibleTests).toHaveLength(3);
    expect(problem.hiddenTests.length).toBeGreaterThanOrEqual(5);
    expect(problem.hiddenTests.filter((test) => problem.visibleTests.includes(test))).toEqual([]);
    for (const test of [...problem.visibleTests, ...problem.hiddenTests]) {
      expect(test.startsWith(`assert ${problem.entryPoint}(`)).toBe(true);
    }
    expect(teaches).toMatch(/^[A-Z].*\.$/);
  });

  it('do not carry their solutions to where a prompt is made', () => {
    for (const problem of BUNDLED_PROBLEMS) expect(Object.keys(problem)).not.toContain('solution');
  });
});

describeWithPython('bundled problems under Python', [], (python) => {
  it('are solved by their reference solutions', () => {
    const checks = rows.map((row) => ({ program: row.solution, tests: [...row.visibleTests, ...row.hiddenTests] }));
    const results = runAsserts(python, checks);
    const failing = rows.filter((_, i) => !results[i]?.every(Boolean)).map((row) => row.id);
    expect(failing).toEqual([]);
  });

  it('have visible tests that no wrong reading of the statement passes', () => {
    const visibleTests = new Map(rows.map((row) => [row.id, row.visibleTests]));
    const checks = wrongReadings.map(({ id, program }) => ({ program, tests: visibleTests.get(id) ?? [] }));
    const results = runAsserts(python, checks);
    const passing = wrongReadings.filter((_, i) => results[i]?.every(Boolean)).map(({ id, reading }) => [id, reading]);
    expect(passing).toEqual([]);
    expect(new Set(wrongReadings.map(({ id }) => id))).toEqual(new Set(rows.map((row) => row.id)));
  });

  it('have wrong readings that fail by their values, not by being broken', () => {
    // A program that raises everywhere would satisfy the test above without being a reading of anything.
    const checks = wrongReadings.map(({ id, program }) => {
      const row = rows.find((candidate) => candidate.id === id);
      const calls = row?.visibleTests.map((test) => test.replace(/^assert (.*) == .*$/, '$1')) ?? [];
      return { program, tests: calls };
    });
    const results = runAsserts(python, checks);
    const raising = wrongReadings
      .filter((_, i) => results[i]?.every((ran) => !ran))
      .map(({ id, reading }) => [id, reading]);
    expect(raising).toEqual([]);
  });
});
