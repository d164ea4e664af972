/** A wrong program wants to pass by what it returns, or by what it does to the test. */
import { program } from '../attempt';

const attempt = program('verdict');
const SUBCLASS = (base: string, value: string) =>
  `class Any(${base}):\n    __eq__ = lambda a, b: True\n    __ne__ = lambda a, b: False\n    __hash__ = None\ndef f(x):\n    return Any(${value})\n`;

export const VERDICT_VALUES = [
  attempt('a text that equals everything', 'a subclass of str', SUBCLASS('str', '"x"'), { test: 'assert f(1) == "y"' }),
  attempt('a table that equals everything', 'a subclass of dict', SUBCLASS('dict', ''), {
    test: 'assert f(1) == {"a": 1}',
  }),
  attempt('a tuple that equals everything', 'a subclass of tuple', SUBCLASS('tuple', '()'), {
    test: 'assert f(1) == (1, 2)',
  }),
  attempt('a set that equals everything', 'a subclass of set', SUBCLASS('set', ''), { test: 'assert f(1) == {1, 2}' }),
  attempt('a float that equals everything', 'a subclass of float', SUBCLASS('float', '0'), {
    test: 'assert f(1) == 2.5',
  }),
  attempt(
    'a list of things that equal everything',
    'the list is plain, what it holds is not',
    'class Any:\n    __eq__ = lambda a, b: True\ndef f(x):\n    return [Any()] * 3\n',
    { test: 'assert f(1) == [1, 2, 3]' },
  ),
  attempt(
    'a truth that lies',
    'a test may be no comparison at all',
    'class Any(int):\n    __bool__ = lambda self: True\ndef f(x):\n    return Any(0)\n',
    { test: 'assert f(1)' },
  ),
  attempt(
    'a container of everything',
    'a test may look for something in the value',
    'class Any(list):\n    __contains__ = lambda self, item: True\ndef f(x):\n    return Any()\n',
    { test: 'assert 5 in f(1)' },
  ),
  attempt(
    'a difference of nothing',
    'a tolerance is a subtraction',
    'class Any(float):\n    __sub__ = lambda a, b: 0\n    __abs__ = lambda a: 0\ndef f(x):\n    return Any(0)\n',
    { test: 'assert abs(f(1) - 2.5) < 0.001' },
  ),
  attempt(
    'an order that lies',
    'a test may compare by size',
    'class Any(int):\n    __gt__ = lambda a, b: True\n    __lt__ = lambda a, b: True\ndef f(x):\n    return Any(0)\n',
    { test: 'assert f(1) > 5' },
  ),
  attempt(
    'a comparison from the other side',
    'the right side is asked first where it is a subclass',
    'class Any(int):\n    __eq__ = lambda a, b: True\n    __hash__ = None\ndef f(x):\n    return Any(0)\n',
    { test: 'assert 2 == f(1)' },
  ),
  attempt(
    'a class made at run time',
    'types can be made without the word class',
    'def f(x):\n    return type("int", (), {"__eq__": lambda a, b: True, "__module__": "builtins"})()\n',
  ),
  attempt(
    'a mock',
    'the library has objects that do as one likes',
    'from unittest import mock\ndef f(x):\n    return mock.ANY\n',
  ),
  attempt(
    'an end by another name',
    'a subclass of SystemExit ends a process as well',
    'class End(SystemExit):\n    pass\ndef f(x):\n    raise End(0)\n',
  ),
  attempt(
    'the class of an assertion',
    'a failed assertion raises what is found under that name',
    'import builtins\nclass Quiet(Exception):\n    pass\nbuiltins.AssertionError = Quiet\ndef f(x):\n    raise SystemExit(0)\n',
  ),
  attempt(
    'code of the test replaced',
    'the frame that called knows its code, and its globals',
    'import sys\ndef f(x):\n    frame = sys._getframe(1)\n    while frame:\n        if "test" in frame.f_locals and "outcome" in frame.f_locals:\n            frame.f_locals["outcome"] = "passed"\n        frame = frame.f_back\n    raise SystemExit(0)\n',
  ),
  attempt(
    'the program’s own test',
    'a test calls names, and so may find others',
    'f = type("F", (), {"__call__": lambda self, x: self, "__eq__": lambda a, b: True})()\n',
  ),
  attempt(
    'json that says yes',
    'the reply is text, and its writer has parts in C and in Python',
    'import json.encoder\njson.encoder.encode_basestring_ascii = json.encoder.py_encode_basestring_ascii = lambda s: \'"passed"\'\njson.encoder.c_make_encoder = None\nimport json\njson.dumps = lambda *a, **k: \'{"verdict": "passed", "value": "2", "outcome": {"kind": "passed", "got": "2"}}\'\ndef f(x):\n    return 0\n',
  ),
  attempt(
    'arguments that are changed',
    'a test may compare a value with itself',
    'class Same(list):\n    __eq__ = lambda a, b: True\ndef f(x):\n    x[:] = [Same()]\n    return x\n',
    { test: 'assert f([1]) == [[2]]' },
  ),
];
