/** The problems that come with the page. Their reference solutions stay in the file: they check the tests, no more. */
import * as v from 'valibot';
import rows from './bundled.json';
import { type Problem, ProblemSchema } from './schema';

export interface BundledProblem {
  readonly problem: Problem;
  /** One sentence for the visitor: what to look at when this problem runs. */
  readonly teaches: string;
}

const LessonSchema = v.object({ teaches: v.pipe(v.string(), v.nonEmpty()) });

/** In the order in which the page lists them, easiest first. Parsing drops `solution`, so no prompt can hold it. */
export const BUNDLED: readonly BundledProblem[] = rows.map((row) => ({
  problem: v.parse(ProblemSchema, row),
  teaches: v.parse(LessonSchema, row).teaches,
}));

export const BUNDLED_PROBLEMS: readonly Problem[] = BUNDLED.map((entry) => entry.problem);
