/**
 * A problem whose answer is a whole program: text on standard input, text expected on standard output. There is no
 * function that tests could call: guidance begins with the first line, and a program ends where the model ends it.
 */
import * as v from 'valibot';
import { COMMON, tests } from './bounds';
import { PackagesSchema } from './package-names';
import { ProgramTestSchema } from './problem-test';

export const ProgramProblemSchema = v.object({
  kind: v.literal('program'),
  ...COMMON,
  /** null in every problem without a function, so that what needs one asks for it. */
  entryPoint: v.optional(v.null(), null),
  /** What the model reads and candidates are run on. */
  visibleTests: v.pipe(tests(ProgramTestSchema), v.minLength(1, 'is empty: there is nothing to run the program on')),
  /** Only score the finished answer. */
  hiddenTests: v.optional(tests(ProgramTestSchema), []),
  /** A program is all there is: nothing runs before it. */
  setup: v.optional(v.literal(''), ''),
  packages: PackagesSchema,
});

export type ProgramProblem = v.InferOutput<typeof ProgramProblemSchema>;
