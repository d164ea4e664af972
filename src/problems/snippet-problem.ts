/**
 * A problem whose answer is a piece of code that goes into a given program, as DS-1000 has them. `setup` is the
 * problem's own code: it defines `generate_test_case(n)`, `exec_context` (a program with `[insert]` where the answer
 * goes), `test_execution(code)` and perhaps `test_string(code)`.
 */
import * as v from 'valibot';
import { COMMON, tests, testText } from './bounds';
import { PackagesSchema } from './package-names';
import { SnippetCheckSchema } from './problem-test';

export const SnippetProblemSchema = v.object({
  kind: v.literal('snippet'),
  ...COMMON,
  entryPoint: v.optional(v.null(), null),
  visibleTests: v.pipe(tests(SnippetCheckSchema), v.minLength(1, 'is empty: there is nothing to run the code on')),
  hiddenTests: v.optional(tests(SnippetCheckSchema), []),
  setup: v.pipe(testText, v.includes('[insert]', 'has no [insert] where the answer would go')),
  packages: PackagesSchema,
});

export type SnippetProblem = v.InferOutput<typeof SnippetProblemSchema>;
