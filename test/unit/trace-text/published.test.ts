import { describe, expect, test } from 'vitest';
import { invocationOf, publishedText } from '../../../src/guidance/trace-text/index';
import {
  exceptionText,
  localsText,
  pythonString,
  returnedText,
} from '../../../src/guidance/trace-text/published-values';
import { readGolden } from './golden';

/** Written from the description of the published format, not by this code. */
const EXAMPLE = ` 
= {} , {}
CALL: def add_all(nums):
= {'add_all': '<Function add_all>'} , {'add_all': 'Function'}
LINE: add_all([1, 2])
== {'nums': [1, 2]} , {'nums': 'list'}
CALL: def add_all(nums):
== {'nums': [1, 2]} , {'nums': 'list'}
LINE:     total = 0
== {'nums': [1, 2], 'total': 0} , {'nums': 'list', 'total': 'int'}
LINE:     for n in nums:
== {'nums': [1, 2], 'total': 0, 'n': 1} , {'nums': 'list', 'total': 'int', 'n': 'int'}
LINE:         total = total + n
== {'nums': [1, 2], 'total': 3, 'n': 2} , {'nums': 'list', 'total': 'int', 'n': 'int'}
LINE:     return total
= {'add_all': '<Function add_all>'} , {'add_all': 'Function'}
RETURN: add_all([1, 2])
Return Value: 3
 `;

describe('the published format', () => {
  test('the example of its description comes out of our own trace', () => {
    const { program, runs } = readGolden()[0]?.candidates[0] ?? { program: '', runs: [] };
    const [run] = runs;
    expect(run && publishedText(program, run, 'add_all([1, 2])')).toBe(EXAMPLE);
    expect(EXAMPLE).toHaveLength(668);
  });

  test.each([
    ['(1, 2)', 'tuple', '[1, 2]'],
    ['(1,)', 'tuple', '[1]'],
    ["{1: 'a', 2.5: None, True: []}", 'dict', "{'1': 'a', '2.5': None, 'true': []}"],
    ['{(1, 2): 3}', 'dict', "'{(1, 2): 3}'"],
    ["{'a', 'b'}", 'set', "\"{'a', 'b'}\""],
    ['[{1}, (2,), {}]', 'list', "['{1}', [2], {}]"],
    ['set()', 'set', "'set()'"],
    ['frozenset({1})', 'frozenset', "'frozenset({1})'"],
    ["b'ab'", 'bytes', '"b\'ab\'"'],
    ['(1+2j)', 'complex', "'(1+2j)'"],
    ['range(0, 3)', 'range', "'range(0, 3)'"],
    ['<Node>', 'Node', "'<Node>'"],
    ['-1.5e-07', 'float', '-1.5e-07'],
    ["'a, (b] {: \\' '", 'str', "'a, (b] {: \\' '"],
    ['[1, 2, 3, 4, 5, 6, 7, 8, ...]', 'list', '[1, 2, 3, 4, 5, 6, 7, 8, ...]'],
    ["{'a': {'b': (1, {2: 3})}, ...}", 'dict', "{'a': {'b': [1, {'2': 3}]}, ...}"],
    ["'aaa'...", 'str', "'aaa'..."],
  ])('the local %s (%s) is written %s', (value, type, written) => {
    expect(localsText(new Map([['x', { value, type }]]))).toBe(`{'x': ${written}} , {'x': '${type}'}`);
  });

  test.each([
    ['[1, 2, 3, 4, 5, 6, 7]', '[1, 2, 3, 4, 5, 6, ...]'],
    ['(1,)', '(1,)'],
    ["{1: 'a', 2: 'b', 3: 'c', 4: 'd', 5: 'e'}", "{1: 'a', 2: 'b', 3: 'c', 4: 'd', ...}"],
    ['{1, 2}', '{1, 2}'],
    ['None', 'None'],
    [`['${'a'.repeat(60)}', '${'b'.repeat(30)}']`, `['${'a'.repeat(60)}', '${'b'.repeat(14)}`],
  ])('the returned %s is written %s', (value, written) => {
    expect(returnedText(value)).toBe(written);
  });

  test('an exception is its type, its repr and a traceback', () => {
    expect(exceptionText("KeyError: 'k'")).toBe("(<class 'KeyError'>, KeyError('k'), <traceback object>)");
    expect(exceptionText('ValueError')).toBe("(<class 'ValueError'>, ValueError(), <traceback object>)");
    expect(exceptionText("TypeError: it's: so")).toBe(
      "(<class 'TypeError'>, TypeError(\"it's: so\"), <traceback object>)",
    );
    expect(pythonString('a\'b"c\\\n')).toBe("'a\\'b\"c\\\\\\n'");
  });

  test.each([
    ['assert f(1, [2]) == 3', 'f(1, [2])'],
    ['assert (f("a)")==("b"))', 'f("a)")'],
    ["  assert((f('it\\'s (', g(2))) == 1)", "f('it\\'s (', g(2))"],
    ['assert set(f(1)) == {1}', 'set(f(1))'],
    ['assert not f(1)', null],
    ['assert 3 == f(1)', null],
    ['x = f(1)', null],
    ['assert f(1', null],
  ])('the call in %s is %s', (assertion, call) => {
    expect(invocationOf(assertion)).toBe(call);
  });
});
