/**
 * A problem whose answer is a whole program: text on standard input, text expected on standard output. It has no
 * function that tests could call, so neither prompts nor guided runs take it; `PythonClient.judgeProgram` judges it.
 */
import * as v from 'valibot';

const MAX_TEXT = 20_000;
const MAX_CASES = 200;

const text = v.pipe(v.string(), v.maxLength(MAX_TEXT, `is longer than ${MAX_TEXT} characters`));

/** A `ProgramTest` of src/guidance/program-test.ts, compared in the usual way. */
const ProgramCaseSchema = v.object({ input: text, output: text });
const cases = v.pipe(v.array(ProgramCaseSchema), v.maxLength(MAX_CASES, `has more than ${MAX_CASES} cases`));

export const ProgramProblemSchema = v.object({
  id: v.pipe(text, v.nonEmpty('is empty')),
  title: text,
  /** As in `ProblemSchema`. */
  level: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4)),
  statement: v.pipe(
    text,
    v.check((s) => s.trim() !== '', 'is empty: say what the program should do'),
  ),
  visibleCases: v.pipe(cases, v.minLength(1, 'is empty: there is nothing to run the program on')),
  /** Cases that only score the finished answer. */
  hiddenCases: cases,
});

export type ProgramProblem = v.InferOutput<typeof ProgramProblemSchema>;
