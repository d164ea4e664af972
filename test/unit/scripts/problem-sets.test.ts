import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { readProblemSet } from '../../../scripts/lib/problem-sets.mjs';
import { ALL_BUNDLED, BUNDLED_PROBLEMS } from '../../../src/problems/bundled';

const folder = mkdtempSync(path.join(tmpdir(), 'sets-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(name: string) {
  const said: string[] = [];
  return { ...(await readProblemSet(name, (line) => said.push(line))), said };
}

describe('readProblemSet', () => {
  it('knows the bundled functions, and all bundled problems with the programs', async () => {
    const { name, problems, solutions } = await read('bundled-all');
    expect(name).toBe('bundled-all');
    expect(problems.map((problem) => problem.id)).toEqual(ALL_BUNDLED.map((problem) => problem.id));
    expect([...solutions.keys()]).toEqual(problems.map((problem) => problem.id));
    expect((await read('bundled')).problems).toHaveLength(BUNDLED_PROBLEMS.length);
  });

  it('knows the freely worded ones', async () => {
    const { problems, solutions } = await read('free');
    expect(problems.length).toBeGreaterThanOrEqual(60);
    expect(solutions.size).toBe(problems.length);
    const bundledIds = new Set(BUNDLED_PROBLEMS.map((problem) => problem.id));
    expect(problems.filter((problem) => bundledIds.has(problem.id))).toEqual([]);
  });

  it('reads a file, packed or not, under the name that it has without its folder', async () => {
    const row = JSON.stringify({ task_id: 1, text: 'Add.', test_list: ['assert add(1, 2) == 3'] });
    const plain = path.join(folder, 'some.jsonl');
    const packed = path.join(folder, 'some.jsonl.gz');
    writeFileSync(plain, `${row}\nno row\n`);
    writeFileSync(packed, gzipSync(row));
    expect(await read(plain)).toMatchObject({ name: 'some.jsonl', problems: [{ id: '1' }] });
    expect((await read(plain)).said[0]).toContain('some.jsonl, line 2 is left out: it is no JSON');
    expect((await read(packed)).problems).toHaveLength(1);
  });

  it('says what cannot be read', async () => {
    await expect(read(path.join(folder, 'nothing.jsonl'))).rejects.toThrow('cannot be read');
    const empty = path.join(folder, 'empty.jsonl');
    writeFileSync(empty, '[]');
    await expect(read(empty)).rejects.toThrow('holds no rows');
  });
});
