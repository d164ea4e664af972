/** Recursion that passes through built-in code, where Python does not count it and the engine's own stack ends. */
import { body, program } from '../attempt';

const attempt = program('ends');
const DEEP = ['import sys', 'sys.setrecursionlimit(10 ** 8)'];

export const CRASHES_DEPTH = [
  attempt(
    'a comparison that compares',
    'recursion through C',
    'import sys\nsys.setrecursionlimit(10 ** 8)\nclass C:\n    def __eq__(self, other):\n        return [self] == [other]\ndef f(x):\n    return C() == C()\n',
  ),
  attempt(
    'a text that shows itself',
    'recursion through C',
    'import sys\nsys.setrecursionlimit(10 ** 8)\nclass C:\n    def __repr__(self):\n        return repr([C()])\ndef f(x):\n    return repr(C())\n',
  ),
  attempt(
    'a map of maps',
    'iterators within iterators',
    body(...DEEP, 'it = iter([1])', 'for _ in range(100_000):', '    it = map(int, it)', 'next(it)'),
  ),
  attempt(
    'deep values compared',
    'comparison recurses in C',
    body(...DEEP, 'a, b = [], []', 'for _ in range(100_000):', '    a, b = [a], [b]', 'return a == b'),
  ),
  attempt(
    'deep values copied',
    'copying recurses',
    body(...DEEP, 'import copy', 'a = []', 'for _ in range(100_000):', '    a = [a]', 'copy.deepcopy(a)'),
  ),
  attempt(
    'deep values as JSON',
    'its writer recurses in C',
    body(...DEEP, 'import json', 'a = []', 'for _ in range(100_000):', '    a = [a]', 'json.dumps(a)'),
  ),
  attempt(
    'a deep partial',
    'calls within calls',
    body(
      ...DEEP,
      'import functools',
      'g = int',
      'for _ in range(100_000):',
      '    g = functools.partial(functools.partial, g)',
      '    g = functools.reduce(lambda a, b: functools.partial(map, a), [g, 1])',
      'repr(g)',
    ),
  ),
  attempt(
    'a bytecode that jumps out',
    'the interpreter trusts it',
    'def g():\n    pass\ncode = bytes([110, 255]) * 8\ng.__code__ = g.__code__.replace(co_code=code, co_stacksize=0)\ndef f(x):\n    return g()\n',
  ),
  attempt(
    'a type with a broken table',
    'memory can be written to',
    body('import ctypes', 'class C:\n    pass', 'ctypes.memset(id(C), 255, 200)', 'C()'),
  ),
  attempt(
    'the type of all types',
    'everything points there',
    body('import ctypes', 'ctypes.memset(id(type), 0, 100)', 'int("1")'),
  ),
  attempt(
    'a freed object',
    'counting references down by hand',
    body(
      'import ctypes',
      'for _ in range(10):',
      '    ctypes.pythonapi.Py_DecRef(ctypes.py_object(dict))',
      '    ctypes.pythonapi.Py_DecRef(ctypes.py_object(type))',
      'ctypes.c_uint32.from_address(id(dict) + 4).value = 1',
      'dict()',
    ),
  ),
  attempt(
    'a stack of frames',
    'a limit that is none, in functions',
    body(...DEEP, 'def g(n):', '    return [*map(g, [n + 1])]', 'g(0)'),
  ),
];
