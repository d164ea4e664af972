import { describe, expect, it } from 'vitest';
import { entryPointOf } from '../../../src/problems/readers/python-text';

describe('entryPointOf', () => {
  it.each([
    ['assert f(1) == 2', 'f'],
    ['assert  (find_it("a(b") == "x")', 'find_it'],
    ['assert f(f(2)) == 3', 'f'],
    ['assert set(similar((3, 4), (5, 6))) == set((4, 5))', 'similar'],
    ['assert not is_odd (4)', 'is_odd'],
    ['assert math.isclose(area(2), 12.5, rel_tol=1e-3)', 'area'],
    ["assert 'say(1)' == speak(\"it's(2)\")", 'speak'],
    ["assert '''a(b)'''.join([]) == f('\\'g(1)')", 'f'],
    ['assert r"\\\\" + "h(" == f(1)', 'f'],
    ['# g(1)\nassert f(1)', 'f'],
    ['assert [x for x in gen(3)] == [1]', 'gen'],
    ['assert sum([1, 2]) == 3', 'sum'],
    ['assert Größe(1) == 2', 'Größe'],
  ])('%s', (assertion, name) => {
    expect(entryPointOf(assertion)).toBe(name);
  });

  it.each(['', 'assert True', 'assert x == (1)', 'assert not (1 == 2)', 'assert "f(1)"'])(
    'finds none in: %s',
    (text) => {
      expect(entryPointOf(text)).toBeNull();
    },
  );
});
