/** How large the parts of a problem may be: beyond these no page could show it and no run would use it. */
import * as v from 'valibot';

export const MAX_TEXT = 100_000;
/** One test: an assert, a `check` function, or the input or output of a program. */
export const MAX_TEST = 1_000_000;
export const MAX_TESTS = 1_000;

export const text = v.pipe(v.string(), v.maxLength(MAX_TEXT, `is longer than ${MAX_TEXT} characters`));
export const testText = v.pipe(v.string(), v.maxLength(MAX_TEST, `is longer than ${MAX_TEST} characters`));

/** A list of tests of one kind. */
export function tests<T extends v.GenericSchema>(one: T) {
  return v.pipe(v.array(one), v.maxLength(MAX_TESTS, `has more than ${MAX_TESTS} tests`));
}

/** What problems of every kind have. */
export const COMMON = {
  id: v.pipe(text, v.nonEmpty('is empty')),
  title: text,
  /** 1 one loop or one expression, 2 conditions, strings, slices, 3 simple algorithms, 4 several of these at once. */
  level: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4)), 1),
  statement: v.pipe(
    text,
    v.check((s) => s.trim() !== '', 'is empty: say what the function should do'),
  ),
};
