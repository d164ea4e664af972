/** Published tasks with a reference solution, from the folder in DATA_DIR. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as v from 'valibot';

export interface Task {
  readonly id: string;
  readonly program: string;
  readonly setup: string;
  readonly tests: readonly string[];
  readonly entryPoint: string;
}

const MbppSchema = v.object({
  task_id: v.number(),
  code: v.string(),
  test_setup_code: v.string(),
  test_list: v.array(v.string()),
});

const HumanEvalSchema = v.object({
  task_id: v.string(),
  prompt: v.string(),
  canonical_solution: v.string(),
  test: v.string(),
  entry_point: v.string(),
});

/** null, and a line that says so, where the file is not there. */
export function mbppTasks(): Task[] | null {
  return (
    rows('mbpp.test.jsonl.gz', MbppSchema)?.map((row) => ({
      id: `MBPP/${row.task_id}`,
      program: row.code.replaceAll('\r', ''),
      setup: row.test_setup_code,
      tests: row.test_list,
      entryPoint: /(\w+)\s*\(/.exec(row.test_list[0]?.replace(/^assert\W*/, '') ?? '')?.[1] ?? '',
    })) ?? null
  );
}

export function humanEvalTasks(): Task[] | null {
  return (
    rows('HumanEval.jsonl.gz', HumanEvalSchema)?.map((row) => ({
      id: row.task_id,
      program: row.prompt + row.canonical_solution,
      setup: '',
      tests: [`${row.test}\ncheck(${row.entry_point})`],
      entryPoint: row.entry_point,
    })) ?? null
  );
}

function rows<T>(name: string, schema: v.GenericSchema<unknown, T>): T[] | null {
  const file = path.join(process.env.DATA_DIR ?? '', name);
  if (!process.env.DATA_DIR || !existsSync(file)) {
    console.log(`Skipped: the tasks of ${name} (set DATA_DIR to the folder that holds them).`);
    return null;
  }
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n');
  return lines.map((line) => v.parse(schema, JSON.parse(line)));
}
