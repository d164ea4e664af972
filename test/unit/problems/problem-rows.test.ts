/** Rows in our own fields and MBPP's, the forms of files, and rows that cannot be used. */
import { describe, expect, it } from 'vitest';
import rows from '../../../src/problems/bundled.json';
import programs from '../../../src/problems/bundled-programs.json';
import { ProblemRows, readProblemText } from '../../../src/problems/readers/problem-rows';

const mbpp = { task_id: 7, text: 'Add two numbers.', test_list: ['assert add(1, 2) == 3'] };
const lines = (...values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).join('\n');

describe('rows', () => {
  it("have MBPP's fields", () => {
    const row = {
      ...mbpp,
      code: 'def add(a, b): ...',
      challenge_test_list: ['assert add(0, 0) == 0'],
      test_setup_code: 'x = 1',
    };
    expect(readProblemText(lines(row))).toEqual({
      unit: 'line',
      problems: [
        {
          place: 1,
          format: 'mbpp',
          problem: {
            id: '7',
            title: 'Task 7',
            level: 1,
            statement: 'Add two numbers.',
            entryPoint: 'add',
            visibleTests: ['assert add(1, 2) == 3'],
            hiddenTests: ['assert add(0, 0) == 0'],
            setup: 'x = 1',
          },
          solution: 'def add(a, b): ...',
          tags: [],
          notes: [],
        },
      ],
      broken: [],
    });
  });

  it('have our own, whatever the kind, and the solution is kept apart', () => {
    const all = [...rows, ...programs];
    const { problems, broken } = readProblemText(lines(...all));
    expect(broken).toEqual([]);
    expect(problems.map(({ solution }) => solution)).toEqual(all.map((row) => row.solution));
    expect(problems.map(({ problem }) => problem.id)).toEqual(all.map((row) => row.id));
    for (const { problem } of problems) expect(Object.keys(problem)).not.toContain('solution');
  });

  it('stand one on a line, in a list, or in an object that holds one, whatever the pieces', () => {
    const byLine = readProblemText(lines(...rows));
    expect(byLine.unit).toBe('line');
    for (const whole of [JSON.stringify(rows, null, 1), JSON.stringify({ name: 'x', problems: rows })]) {
      const listed = readProblemText(whole);
      expect(listed).toEqual({ ...byLine, unit: 'entry' });
      const reader = new ProblemRows();
      const pieces = (whole.match(/[\s\S]{1,777}/g) ?? []).flatMap((piece) => reader.push(piece));
      expect([...pieces, ...reader.end()]).toEqual(listed.problems);
    }
    expect(readProblemText(JSON.stringify(mbpp, null, 2)).problems).toHaveLength(1);
    expect(readProblemText(JSON.stringify({ rows: [{ row_idx: 0, row: mbpp }] })).problems).toHaveLength(1);
    expect(readProblemText(JSON.stringify([mbpp, 3, mbpp])).broken).toEqual([
      { place: 2, reason: 'it is no object' },
      { place: 3, reason: 'its id 7 is taken by entry 1' },
    ]);
  });

  it('are left out where they cannot be used, with line and reason, and the rest is read', () => {
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
    const { problems, broken } = readProblemText(text);
    expect(problems.map(({ problem }) => problem.id)).toEqual(['7', 'last']);
    expect(broken.map(({ place }) => place)).toEqual([2, 4, 5, 6, 7, 8, 9]);
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

describe('hostile rows', () => {
  const good = JSON.stringify({ ...mbpp, task_id: 'good' });
  const hostile = (row: string) => readProblemText(`${row}\n${good}`);

  it.each([
    ['prototype keys alone', '{"__proto__": {"visibleTests": ["assert f(1)"]}, "constructor": 1}', 'no known set'],
    ['a million brackets', '['.repeat(1_000_000), 'no JSON'],
    [
      'deep nesting',
      `{"id": 1, "statement": "s", "visibleTests": ${'['.repeat(5000)}${']'.repeat(5000)}}`,
      'no list of texts',
    ],
    ['an id that is no number', JSON.stringify({ ...mbpp, task_id: 7 }).replace('7', '1e999'), 'no number'],
    ['a null character', JSON.stringify({ ...mbpp, text: 'a\0b' }), 'null character'],
    ['half a character', `{"task_id": 1, "text": "\\ud800", "test_list": ["assert f(1)"]}`, 'lone surrogate'],
    ['a text beyond all bounds', JSON.stringify({ ...mbpp, text: 'x'.repeat(200_000) }), 'is longer than 100000'],
    ['fifty megabytes', JSON.stringify({ ...mbpp, text: 'x'.repeat(50_000_000) }), 'longer than 20000000 characters'],
    [
      'too many tests',
      JSON.stringify({ id: 1, statement: 's', visibleTests: Array(2000).fill('assert f(1)') }),
      '1000',
    ],
  ])('%s: cost that row alone', (_name, row, reason) => {
    const { problems, broken } = hostile(row);
    expect(broken).toHaveLength(1);
    expect(broken[0]?.reason).toContain(reason);
    expect(problems.map(({ problem }) => problem.id)).toEqual(['good']);
  });

  it('with names of the prototype as ids are problems like others', () => {
    const ids = ['__proto__', 'constructor', 'toString'];
    const { problems, broken } = readProblemText(lines(...ids.map((task_id) => ({ ...mbpp, task_id }))));
    expect(broken).toEqual([]);
    expect(problems.map(({ problem }) => problem.id)).toEqual(ids);
    expect(Object.getPrototypeOf(problems[0]?.problem)).toBe(Object.prototype);
  });

  it('in a list that ends in the middle cost the last entry', () => {
    const { problems, broken } = readProblemText(`[${good}, ${good.replace('good', 'other')}, {"task_id": 5, "te`);
    expect(problems).toHaveLength(2);
    expect(broken).toEqual([{ place: 3, reason: expect.stringContaining('no JSON') }]);
  });
});
