/** The problems that come with the page. Their reference solutions stay in the file: they check the tests, no more. */
import * as v from 'valibot';
import rows from './bundled.json';
import { type Problem, ProblemSchema } from './schema';

export interface BundledProblem extends Problem {
  /** One sentence for the visitor: what to look at when this problem runs. */
  readonly teaches: string;
}

const BundledProblemSchema = v.object({ ...ProblemSchema.entries, teaches: v.pipe(v.string(), v.nonEmpty()) });

/** In the order in which the page lists them, easiest first. Parsing drops `solution`: no prompt can come to hold it. */
export const bundledProblems: readonly BundledProblem[] = v.parse(v.array(BundledProblemSchema), rows);
