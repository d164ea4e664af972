/** The problems that come with the page. Their reference solutions stay in the files: they check the tests, no more. */
import * as v from 'valibot';
import functionRows from './bundled.json';
import programRows from './bundled-programs.json';
import { type ProgramProblem, ProgramProblemSchema } from './program-problem';
import { type FunctionProblem, FunctionProblemSchema, type Problem } from './schema';

/** What the visitor is told of a bundled problem; no run reads it. */
export interface Lesson {
  /** One sentence: what to look at when this problem runs. */
  readonly teaches: string;
  /** Kinds of values and techniques, in one word each. */
  readonly tags: readonly string[];
}

export interface BundledProblem extends Lesson {
  readonly problem: FunctionProblem;
}

export interface BundledProgram extends Lesson {
  readonly problem: ProgramProblem;
}

const LessonSchema = v.object({
  teaches: v.pipe(v.string(), v.nonEmpty()),
  tags: v.pipe(v.array(v.pipe(v.string(), v.nonEmpty())), v.minLength(1)),
});

/** In the order in which the page lists them, easiest first. Parsing drops `solution`, so no prompt can hold it. */
export const BUNDLED: readonly BundledProblem[] = functionRows.map((row) => ({
  problem: v.parse(FunctionProblemSchema, row),
  ...v.parse(LessonSchema, row),
}));

export const BUNDLED_PROBLEMS: readonly FunctionProblem[] = BUNDLED.map((entry) => entry.problem);

/** Those that read standard input and write standard output, easiest first. */
export const BUNDLED_PROGRAMS: readonly BundledProgram[] = programRows.map((row) => ({
  problem: v.parse(ProgramProblemSchema, row),
  ...v.parse(LessonSchema, row),
}));

/** Functions, then programs. */
export const ALL_BUNDLED: readonly Problem[] = [...BUNDLED_PROBLEMS, ...BUNDLED_PROGRAMS.map(({ problem }) => problem)];
