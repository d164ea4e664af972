import { describe, expect, it } from 'vitest';
import { splitAssert } from '../../../src/ui/line/split-assert';

describe('splitAssert', () => {
  it.each([
    ['assert f(1, 2) == 3', 'f(1, 2)', '3'],
    ["assert f('a == b') == 'c'", "f('a == b')", "'c'"],
    ['assert f({"a": 1}) == {"b": [1, 2]}', 'f({"a": 1})', '{"b": [1, 2]}'],
    ["assert f('it\\'s') == 1, 'a message'", "f('it\\'s')", '1'],
    ['assert (f(1) == 2)', '(f(1) == 2)', null],
    ['assert f(1)', 'f(1)', null],
    ['assert not f(1)', 'not f(1)', null],
    ['assert f(1) == 2 and f(2) == 3', 'f(1) == 2 and f(2) == 3', null],
    ['assert band(1) == 2', 'band(1)', '2'],
    ['assert f(1) != 2', 'f(1) != 2', null],
  ])('%s', (test, call, expected) => {
    expect(splitAssert(test)).toEqual({ call, expected });
  });
});
