/** Held-out problems as the recipe writes them are problems as the page reads them. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as v from 'valibot';
import { afterAll, expect, it } from 'vitest';
import { REPOSITORY } from '../../../scripts/lib/repository.mjs';
import { lineStarts } from '../../../src/guidance/probe';
import { readProblemText } from '../../../src/problems/readers/problem-rows';
import { describeWithPython } from '../needs';

const COUNT = 4;
const Row = v.object({ id: v.string(), family: v.string(), solution: v.string() });

describeWithPython('training/emit_problems.py', [], (python) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'emitted-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  function inTraining(...args: string[]): string {
    const run = spawnSync(python, args, { cwd: path.join(REPOSITORY, 'training'), encoding: 'utf8' });
    expect(run.status, run.stderr).toBe(0);
    return run.stdout;
  }

  const emitted = new Map<string, string>();
  /** The same options are asked for once. */
  function emit(...options: string[]): string {
    const text = emitted.get(options.join()) ?? emitAnew(...options);
    emitted.set(options.join(), text);
    return text;
  }

  function emitAnew(...options: string[]): string {
    const file = path.join(folder, 'problems.jsonl');
    inTraining('emit_problems.py', '--count', String(COUNT), '--seed', '5', ...options, file);
    return readFileSync(file, 'utf8');
  }

  const families = (text: string) =>
    text
      .trim()
      .split('\n')
      .map((line) => v.parse(Row, JSON.parse(line)).family);

  it('writes problems that the page takes, with solutions that pass their tests', () => {
    const text = emit();
    const { problems, broken } = readProblemText(text);
    expect(broken).toEqual([]);
    expect(problems.map(({ problem }) => problem.id)).toEqual([1, 2, 3, 4].map((i) => `held-out-5-${i}`));
    const checks = problems.map(({ problem, solution }) => {
      if (problem.entryPoint === null || solution === null) throw new Error('no function with a solution');
      expect(problem.visibleTests).toHaveLength(3);
      expect(lineStarts(solution, problem.entryPoint, 3, 1).length).toBeGreaterThan(0);
      return { program: solution, tests: [...problem.visibleTests, ...problem.hiddenTests] };
    });
    const runner = path.join(REPOSITORY, 'test', 'unit', 'problems', 'run_asserts.py');
    const run = spawnSync(python, [runner], { input: JSON.stringify(checks), encoding: 'utf8' });
    const passed = v.parse(v.array(v.array(v.boolean())), JSON.parse(run.stdout));
    expect(passed.flat().every(Boolean)).toBe(true);
    expect(emitAnew()).toBe(text);
  });

  it('draws the wide domain only when asked to, and each reading of its exercises runs and ends', () => {
    expect(families(emit()).filter((family) => family.startsWith('classic_'))).toEqual([]);
    const { problems, broken } = readProblemText(emit('--wide'));
    expect(problems).toHaveLength(COUNT);
    expect(broken).toEqual([]);
    expect(inTraining('check_domain.py', '--inputs', '3')).toMatch(/^\d+ exercises, \d+ readings$/m);
  });

  it('draws unseen idioms only when asked to', () => {
    const unseen = new Set(
      v.parse(
        v.array(v.string()),
        JSON.parse(
          inTraining(
            '-c',
            'import json; from domain.problem import UNSEEN_FAMILIES as u; print(json.dumps(sorted(u)))',
          ),
        ),
      ),
    );
    expect(families(emit('--unseen')).filter((family) => !unseen.has(family))).toEqual([]);
    expect(families(emit()).filter((family) => unseen.has(family))).toEqual([]);
  });
});
