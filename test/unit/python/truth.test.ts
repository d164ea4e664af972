import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as v from 'valibot';
import { beforeAll, describe, expect, test } from 'vitest';
import { type RuntimeInNode, startRuntime } from './interpreter';

/** Every reference solution passes its tests in CPython, so each of these verdicts must be `passed`. */
const MINUTES_MS = 60_000;
/** One task of so many, spread over the set; all of them with EVERY_TASK=1. */
const STRIDE = process.env.EVERY_TASK ? 1 : 5;

const folder = process.env.DATA_DIR ?? '';
const file = (name: string) => path.join(folder, name);
const missing = (name: string) => folder === '' || !existsSync(file(name));

function rows<T>(name: string, schema: v.GenericSchema<unknown, T>): T[] {
  const lines = gunzipSync(readFileSync(file(name)))
    .toString('utf8')
    .trim()
    .split('\n');
  return lines.filter((_, index) => index % STRIDE === 0).map((line) => v.parse(schema, JSON.parse(line)));
}

const MBPP = 'mbpp.test.jsonl.gz';
const HUMANEVAL = 'HumanEval.jsonl.gz';
for (const name of [MBPP, HUMANEVAL]) {
  if (missing(name)) console.log(`Skipped: the tasks of ${name} (set DATA_DIR to the folder that holds them).`);
}

let runtime: RuntimeInNode;
beforeAll(async () => {
  runtime = await startRuntime();
});

describe('reference solutions of published tasks', () => {
  test.skipIf(missing(MBPP))(
    'pass their assert lists, judged by handing values over',
    () => {
      const schema = v.object({
        task_id: v.number(),
        code: v.string(),
        test_setup_code: v.string(),
        test_list: v.array(v.string()),
      });
      const tasks = rows(MBPP, schema);
      expect(tasks.length).toBeGreaterThanOrEqual(100);
      for (const task of tasks) {
        for (const assertion of task.test_list) {
          const { called, outcome } = runtime.judge(task.code, assertion, task.test_setup_code);
          expect(outcome.kind, `${task.task_id}: ${assertion}`).toBe('passed');
          expect(called, `${task.task_id} is not taken apart: ${assertion}`).not.toBeNull();
        }
      }
    },
    5 * MINUTES_MS,
  );

  test.skipIf(missing(HUMANEVAL))(
    'pass their check functions',
    () => {
      const schema = v.object({
        task_id: v.string(),
        prompt: v.string(),
        canonical_solution: v.string(),
        test: v.string(),
        entry_point: v.string(),
      });
      const tasks = rows(HUMANEVAL, schema);
      expect(tasks.length).toBeGreaterThanOrEqual(30);
      for (const task of tasks) {
        const program = task.prompt + task.canonical_solution;
        const { outcome } = runtime.judge(program, `${task.test}\ncheck(${task.entry_point})`);
        expect(outcome.kind, task.task_id).toBe('passed');
      }
    },
    5 * MINUTES_MS,
  );
});
