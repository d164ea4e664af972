/**
 * One test of a problem. Which of the three it is follows from the problem's kind; a problem never mixes them:
 *
 * a text: Python that asserts something of a function;
 * a `ProgramTest` (src/guidance/program-test.ts): what a whole program reads on its standard input, and what it must print;
 * a `SnippetCheck`: a check that the problem's own code (its `setup`) makes of a piece of code.
 *
 * Prompts, signals, run files and the page hold them as they are; `shownTest` gives the words.
 */
import * as v from 'valibot';
import { assertNever } from '../guidance/assert-never';
import type { ProgramTest } from '../guidance/program-test';
import { testText } from './bounds';

export const ProgramTestSchema = v.object({
  input: testText,
  output: testText,
  comparison: v.exactOptional(
    v.object({
      whitespace: v.picklist(['trailing', 'exact']),
      floatTolerance: v.nullable(v.pipe(v.number(), v.minValue(0))),
    }),
  ),
});

export const SnippetCheckSchema = v.object({
  /**
   * `runs`: the code runs on the input of a case, whatever comes of it; `result`: the problem's `test_execution` accepts
   * it on every case; `source`: its `test_string` accepts how the code is written.
   */
  check: v.picklist(['runs', 'result', 'source']),
  /** For `runs`: which case of the problem's, counted from 1. */
  case: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
});

export type SnippetCheck = v.InferOutput<typeof SnippetCheckSchema>;

export type ProblemTest = string | ProgramTest | SnippetCheck;

/** For what comes from a file or a worker. */
export const ProblemTestSchema: v.GenericSchema<unknown, ProblemTest> = v.union([
  v.string(),
  ProgramTestSchema,
  SnippetCheckSchema,
]);

export function isProgramTest(test: ProblemTest | undefined): test is ProgramTest {
  return typeof test === 'object' && 'input' in test;
}

export function isSnippetCheck(test: ProblemTest | undefined): test is SnippetCheck {
  return typeof test === 'object' && 'check' in test;
}

/** A test as one text: for captions, keys and lists. */
export function shownTest(test: ProblemTest): string {
  if (typeof test === 'string') return test;
  if (isProgramTest(test)) return `input ${JSON.stringify(test.input)} prints ${JSON.stringify(test.output)}`;
  switch (test.check) {
    case 'runs':
      return `runs on the input of case ${test.case ?? 1}`;
    case 'result':
      return 'gives the expected result on every case';
    case 'source':
      return 'is written as the problem demands';
    default:
      return assertNever(test.check);
  }
}
