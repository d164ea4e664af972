/** A problem as the page, the files and the events hold it. What comes from outside passes `parseProblem`. */
import * as v from 'valibot';
import { PACKAGE_NAMES } from './package-names';

const MAX_TEXT = 20_000;
const MAX_TESTS = 200;

const text = v.pipe(v.string(), v.maxLength(MAX_TEXT, `is longer than ${MAX_TEXT} characters`));
const tests = v.pipe(v.array(text), v.maxLength(MAX_TESTS, `has more than ${MAX_TESTS} tests`));

export const ProblemSchema = v.object({
  id: v.pipe(text, v.nonEmpty('is empty')),
  title: text,
  /** 1 one loop or one expression, 2 conditions, strings, slices, 3 simple algorithms, 4 several of these at once. */
  level: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4)), 1),
  statement: v.pipe(
    text,
    v.check((s) => s.trim() !== '', 'is empty: say what the function should do'),
  ),
  /** Name of the function the tests call. */
  entryPoint: v.pipe(text, v.regex(/^[A-Za-z_]\w*$/, 'is not a Python name')),
  /** Asserts that the model reads and candidates are run on. */
  visibleTests: v.pipe(tests, v.minLength(1, 'is empty: guidance needs at least one test to run')),
  /** Asserts that only score the finished answer. */
  hiddenTests: v.optional(tests, []),
  /** Python that runs before the program in every test. */
  setup: v.optional(text, ''),
  /** Python packages that its tests or its solutions need, beside those that its own code imports. */
  packages: v.optional(v.array(v.picklist(PACKAGE_NAMES, `names a package other than ${PACKAGE_NAMES.join(' and ')}`))),
});

export type Problem = v.InferOutput<typeof ProblemSchema>;

export type ParsedProblem =
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'invalid'; readonly issues: { readonly field: string; readonly message: string }[] };

export function parseProblem(input: unknown): ParsedProblem {
  const result = v.safeParse(ProblemSchema, input);
  if (result.success) return { kind: 'problem', problem: result.output };
  return {
    kind: 'invalid',
    issues: result.issues.map((issue) => ({
      field: String(issue.path?.[0]?.key ?? 'problem'),
      message: issue.message,
    })),
  };
}
