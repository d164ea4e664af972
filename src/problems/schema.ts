/**
 * A problem as the page, the files and the events hold it. What comes from outside passes `parseProblem`.
 *
 * There are three kinds: a function that asserts call (the usual one; `kind` may be missing), a whole program
 * (`program`), a piece of code (`snippet`). All have `visibleTests` and `hiddenTests`, whose elements are of the kind's
 * own form (problem-test.ts), and `entryPoint`, which is null where there is no function; `setup` runs before a function
 * in every test. A strategy hands them to the ports as they are and need not know the kind.
 */
import * as v from 'valibot';
import { assertNever } from '../guidance/assert-never';
import { COMMON, tests, testText, text } from './bounds';
import { PackagesSchema } from './package-names';
import { ProgramProblemSchema } from './program-problem';
import { SnippetProblemSchema } from './snippet-problem';

export const FunctionProblemSchema = v.object({
  kind: v.optional(v.literal('function')),
  ...COMMON,
  /** Name of the function the tests call. */
  entryPoint: v.pipe(text, v.regex(/^[\p{L}_][\p{L}\p{N}_]*$/u, 'is not a Python name')),
  /** Asserts that the model reads and candidates are run on. */
  visibleTests: v.pipe(tests(testText), v.minLength(1, 'is empty: guidance needs at least one test to run')),
  /** Asserts that only score the finished answer. */
  hiddenTests: v.optional(tests(testText), []),
  /** Python that runs before the program in every test. */
  setup: v.optional(testText, ''),
  packages: PackagesSchema,
});

export type FunctionProblem = v.InferOutput<typeof FunctionProblemSchema>;

/** A kind that is none of the others fails as a function would, by the field's name. */
export const ProblemSchema = v.union([FunctionProblemSchema, ProgramProblemSchema, SnippetProblemSchema]);

export type Problem = v.InferOutput<typeof ProblemSchema>;
export type ProblemKind = NonNullable<Problem['kind']>;

export function problemKind(problem: Problem): ProblemKind {
  return problem.kind ?? 'function';
}

export type ParsedProblem =
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'invalid'; readonly issues: { readonly field: string; readonly message: string }[] };

export function parseProblem(input: unknown): ParsedProblem {
  // By its own kind alone: a union would give the complaints of all three.
  const result = v.safeParse(schemaOf(namedKind(input)), input);
  if (result.success) return { kind: 'problem', problem: result.output };
  return {
    kind: 'invalid',
    issues: result.issues.map((issue) => ({
      field: String(issue.path?.[0]?.key ?? 'problem'),
      message: issue.message,
    })),
  };
}

function namedKind(input: unknown): ProblemKind {
  const kind = typeof input === 'object' && input !== null && 'kind' in input ? input.kind : undefined;
  return kind === 'program' || kind === 'snippet' ? kind : 'function';
}

function schemaOf(kind: ProblemKind) {
  switch (kind) {
    case 'function':
      return FunctionProblemSchema;
    case 'program':
      return ProgramProblemSchema;
    case 'snippet':
      return SnippetProblemSchema;
    default:
      return assertNever(kind);
  }
}
