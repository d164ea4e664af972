/** A test of any kind in two parts: what is asked of the answer, and what is expected of it. */
import { isProgramTest, type ProblemTest, shownTest } from '../../problems/problem-test';
import { type AssertParts, splitAssert } from './split-assert';

export function testParts(test: ProblemTest): AssertParts {
  if (typeof test === 'string') {
    const parts = splitAssert(test);
    // What compares nothing is shown as it stands.
    return parts.expected === null ? { call: test, expected: null } : parts;
  }
  if (isProgramTest(test)) return { call: `input ${JSON.stringify(test.input)}`, expected: test.output };
  return { call: shownTest(test), expected: null };
}
