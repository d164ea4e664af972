import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { readProblemSet } from '../../../scripts/lib/problem-sets.mjs';
import { BUNDLED_PROBLEMS } from '../../../src/problems/bundled';
import programs from '../../../src/problems/bundled-programs.json';

const folder = mkdtempSync(path.join(tmpdir(), 'sets-'));
afterAll(() => rmSync(folder, { recursive: true }));

function read(name: string) {
  const said: string[] = [];
  return { ...readProblemSet(name, (line) => said.push(line)), said };
}

describe('readProblemSet', () => {
  it('knows the bundled problems, and says that those on standard input are left out', () => {
    const { name, problems, solutions, said } = read('bundled');
    expect(name).toBe('bundled');
    expect(problems.map((problem) => problem.id)).toEqual(BUNDLED_PROBLEMS.map((problem) => problem.id));
    expect([...solutions.keys()]).toEqual(problems.map((problem) => problem.id));
    expect(said).toContain(`${programs.length} problems read standard input: left out, only functions run.`);
  });

  it('knows the freely worded ones', () => {
    const { problems, solutions } = read('free');
    expect(problems.length).toBeGreaterThanOrEqual(60);
    expect(solutions.size).toBe(problems.length);
    const bundledIds = new Set(BUNDLED_PROBLEMS.map((problem) => problem.id));
    expect(problems.filter((problem) => bundledIds.has(problem.id))).toEqual([]);
  });

  it('reads a file, packed or not, under the name that it has without its folder', () => {
    const row = JSON.stringify({ task_id: 1, text: 'Add.', test_list: ['assert add(1, 2) == 3'] });
    const plain = path.join(folder, 'some.jsonl');
    const packed = path.join(folder, 'some.jsonl.gz');
    writeFileSync(plain, `${row}\nno row\n`);
    writeFileSync(packed, gzipSync(row));
    expect(read(plain)).toMatchObject({ name: 'some.jsonl', problems: [{ id: '1' }] });
    expect(read(plain).said[0]).toContain('some.jsonl, line 2 is left out: it is no JSON');
    expect(read(packed).problems).toHaveLength(1);
  });

  it('says what cannot be read', () => {
    expect(() => read(path.join(folder, 'nothing.jsonl'))).toThrow('cannot be read');
    const empty = path.join(folder, 'empty.jsonl');
    writeFileSync(empty, '[]');
    expect(() => read(empty)).toThrow('no usable problem');
  });
});
