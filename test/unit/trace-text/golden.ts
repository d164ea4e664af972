/** The texts of a case, as the fixture holds them, and the fixture's reader and writer. */

import { readFileSync, writeFileSync } from 'node:fs';
import * as v from 'valibot';
import { readRun } from '../../../src/clients/python/replies';
import type { TestRun } from '../../../src/guidance/ports';
import {
  budgetedText,
  fullText,
  invocationOf,
  minimalText,
  publishedText,
  TRACE_TEXT_FORMAT,
  type TracedCandidate,
} from '../../../src/guidance/trace-text/index';
import { shownTest } from '../../../src/problems/problem-test';

const FILE = new URL('../../fixtures/trace-text-v1.json', import.meta.url);

const RunSchema = v.pipe(
  v.unknown(),
  v.transform((value): TestRun => {
    const run = readRun(JSON.stringify(value));
    if (run === null) throw new Error('the fixture holds a run of no known shape');
    return run;
  }),
);

const TextsSchema = v.object({
  runs: v.array(v.object({ full: v.string(), minimal: v.string(), published: v.nullable(v.string()) })),
  budgeted: v.array(
    v.object({
      maxTokens: v.number(),
      text: v.string(),
      tokens: v.number(),
      leftOut: v.object({
        outcomes: v.number(),
        states: v.number(),
        outputs: v.number(),
        steps: v.number(),
        unrecorded: v.number(),
      }),
    }),
  ),
});

const RowSchema = v.object({
  says: v.string(),
  candidates: v.array(v.object({ program: v.string(), runs: v.array(RunSchema) })),
  texts: TextsSchema,
});

const FixtureSchema = v.object({ format: v.literal(TRACE_TEXT_FORMAT), rows: v.array(RowSchema) });

export type GoldenRow = v.InferOutput<typeof RowSchema>;
export type Texts = v.InferOutput<typeof TextsSchema>;

export function readGolden(): GoldenRow[] {
  return v.parse(FixtureSchema, JSON.parse(readFileSync(FILE, 'utf8'))).rows;
}

export function writeGolden(rows: readonly GoldenRow[]): void {
  writeFileSync(FILE, `${JSON.stringify({ format: TRACE_TEXT_FORMAT, rows }, null, 1)}\n`);
}

/** Words and signs: near enough to a tokenizer for a count. */
export const countTokens = (text: string) => text.match(/\w+|[^\w\s]|\n/g)?.length ?? 0;

export function textsOf(candidates: readonly TracedCandidate[], budgets: readonly number[]): Texts {
  return {
    runs: candidates.flatMap(({ program, runs }) =>
      runs.map((run) => ({
        full: fullText(program, run),
        minimal: minimalText(run),
        published: publishedText(program, run, invocationOf(shownTest(run.test)) ?? shownTest(run.test)),
      })),
    ),
    budgeted: budgets.map((maxTokens) => ({ maxTokens, ...budgetedText(candidates, { maxTokens, countTokens }) })),
  };
}
