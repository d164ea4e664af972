/** A problem small enough to read, with a program that solves it and one that does not. */
import type { Problem } from '../../../src/problems/schema';

export const WRONG = 'def f(x):\n    y = 0\n    return y\n';
export const RIGHT = 'def f(x):\n    y = x\n    return y\n';

export const PROBLEM: Problem = {
  id: 'p',
  title: 'P',
  level: 1,
  statement: 'Return  the\nargument.',
  entryPoint: 'f',
  visibleTests: ['assert f(1) == 1', 'assert f(2) == 2'],
  hiddenTests: ['assert f(3) == 3'],
  setup: '',
};
