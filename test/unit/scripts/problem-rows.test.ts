import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { readProblemRows } from '../../../scripts/lib/problem-rows.mjs';
import rows from '../../../src/problems/bundled.json';
import { parseProblem } from '../../../src/problems/schema';
import { describeWithData } from '../needs';

const mbpp = { task_id: 7, text: 'Add two numbers.', test_list: ['assert add(1, 2) == 3'] };
const lines = (...values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).join('\n');

describe('readProblemRows', () => {
  it("reads MBPP's fields", () => {
    const row = {
      ...mbpp,
      code: 'def add(a, b): ...',
      challenge_test_list: ['assert add(0, 0) == 0'],
      test_setup_code: 'x = 1',
    };
    expect(readProblemRows(lines(row))).toEqual({
      unit: 'entry',
      problems: [
        {
          id: '7',
          title: 'Task 7',
          statement: 'Add two numbers.',
          entryPoint: 'add',
          visibleTests: ['assert add(1, 2) == 3'],
          hiddenTests: ['assert add(0, 0) == 0'],
          setup: 'x = 1',
        },
      ],
      solutions: new Map([['7', 'def add(a, b): ...']]),
      programs: [],
      broken: [],
    });
  });

  it('reads our own fields and keeps the solution apart', () => {
    const { problems, solutions, broken } = readProblemRows(lines(...rows));
    expect(rows.map((row) => solutions.get(row.id))).toEqual(rows.map((row) => row.solution));
    expect(broken).toEqual([]);
    expect(problems.map((problem) => problem.id)).toEqual(rows.map((row) => row.id));
    for (const problem of problems) {
      expect(parseProblem(problem)).toEqual({ kind: 'problem', problem });
      expect(Object.keys(problem)).not.toContain('solution');
    }
  });

  it('reads one problem per line, a list, and an object that holds one', () => {
    const byLine = readProblemRows(lines(...rows));
    expect(byLine.unit).toBe('line');
    for (const whole of [JSON.stringify(rows, null, 1), JSON.stringify({ problems: rows })]) {
      const listed = readProblemRows(whole);
      expect(listed.unit).toBe('entry');
      expect(listed).toEqual({ ...byLine, unit: 'entry' });
    }
    const broken = readProblemRows(JSON.stringify([mbpp, 3, mbpp]));
    expect(broken.problems).toHaveLength(1);
    expect(broken.broken).toEqual([
      { line: 2, reason: 'it is no object' },
      { line: 3, reason: 'its id 7 is taken by entry 1' },
    ]);
  });

  it('sets aside what asks for a whole program', () => {
    const program = { id: 'echo', kind: 'program', title: 'Echo', visibleTests: [{ input: 'a', output: 'a' }] };
    const { problems, programs, broken } = readProblemRows(lines(mbpp, program));
    expect(problems).toHaveLength(1);
    expect(programs).toEqual(['echo']);
    expect(broken).toEqual([]);
  });

  it('leaves out a row that cannot be used, with its line and the reason, and reads the rest', () => {
    const text = [
      `\uFEFF${JSON.stringify(mbpp)}`,
      '{"task_id": 8,',
      '',
      '[1]',
      JSON.stringify({ ...mbpp, task_id: 9, text: ' ' }),
      JSON.stringify({ ...mbpp, task_id: 10, test_list: [] }),
      JSON.stringify({ ...mbpp, task_id: 11, test_list: ['assert True'] }),
      JSON.stringify({ ...mbpp, task_id: 12, challenge_test_list: [1] }),
      JSON.stringify(mbpp),
      JSON.stringify({ ...mbpp, task_id: 'last' }),
    ].join('\r\n');
    const { problems, broken } = readProblemRows(text);
    expect(problems.map((problem) => problem.id)).toEqual(['7', 'last']);
    expect(broken.map(({ line }) => line)).toEqual([2, 4, 5, 6, 7, 8, 9]);
    expect(broken[0]?.reason).toContain('no JSON');
    expect(broken.slice(1).map(({ reason }) => reason)).toEqual([
      'it is no object',
      'its field text holds no text',
      'its field test_list holds no tests',
      'its first test calls no function',
      'its field challenge_test_list is no list of texts',
      'its id 7 is taken by line 1',
    ]);
  });
});

describeWithData('readProblemRows on MBPP', (dataDir) => {
  it('reads every row and finds the function that the reference defines', () => {
    const text = gunzipSync(readFileSync(path.join(dataDir, 'mbpp.test.jsonl.gz'))).toString('utf8');
    const { problems, broken } = readProblemRows(text);
    expect(broken).toEqual([]);
    expect(problems).toHaveLength(500);
    const Row = v.object({ code: v.string() });
    const references = text
      .trim()
      .split('\n')
      .map((line) => v.parse(Row, JSON.parse(line)).code);
    const elsewhere = problems.filter(
      ({ entryPoint }, i) => !new RegExp(`^(def|class)\\s+${entryPoint}\\b`, 'm').test(references[i] ?? ''),
    );
    expect(elsewhere).toEqual([]);
  });
});
