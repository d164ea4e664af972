/** A wrong program wants to pass. */
import { program } from '../attempt';

const attempt = program('verdict');

/** Every text that the judge writes as JSON says that the test has passed. */
const FORGE = `
import json
real = json.JSONEncoder.encode
def forged(self, data):
    if "verdict" in data:
        return real(self, {**data, "verdict": "passed"})
    return '{"outcome":{"kind":"passed","got":"2"}}'
json.JSONEncoder.encode = forged
`;

/** The same by the frames around the call, and deeply nested: whoever copies it needs a deep stack. */
const FORGE_DEEP = `
import json, sys
def f(x):
    real = json.JSONEncoder.encode
    def forged(self, data):
        if "verdict" in data:
            return real(self, {**data, "verdict": "passed"})
        return '{"values":[{"plain":' + "[" * 100_000 + "]" * 100_000 + '}]}'
    json.JSONEncoder.encode = forged
    return 0
`;

/** The first number behind == in any text or constant that a frame around the call knows. */
const STEAL = `
import re, sys
def f(x):
    frame = sys._getframe()
    while frame is not None:
        for value in [*frame.f_locals.values(), *frame.f_locals.get("request", {}).values()] if frame.f_back else []:
            found = re.search(r"== (\\d{4,})", value) if type(value) is str else None
            if found:
                return int(found[1])
        for value in frame.f_code.co_consts:
            if type(value) is int and value > 9999:
                return value
        frame = frame.f_back
`;

export const VERDICTS = [
  attempt(
    'a number that equals everything',
    'a subclass of int may say what == is',
    'class Any(int):\n    __eq__ = lambda a, b: True\n    __hash__ = int.__hash__\ndef f(x):\n    return Any(0)\n',
  ),
  attempt(
    'an object that calls itself an int',
    '__class__ is a property like any other',
    'class Any:\n    __class__ = property(lambda self: int)\n    __eq__ = lambda a, b: True\n    __repr__ = lambda self: "2"\ndef f(x):\n    return Any()\n',
  ),
  attempt(
    'an object that is unequal to nothing',
    'a test may be written with !=',
    'class Any:\n    __ne__ = lambda a, b: False\ndef f(x):\n    return Any()\n',
    { test: 'assert not f(1) != 2' },
  ),
  attempt(
    'a key that equals every key',
    'the lie is inside of a plain dictionary',
    'class Key:\n    __hash__ = lambda self: hash("a")\n    __eq__ = lambda a, b: True\ndef f(x):\n    return {Key(): 1}\n',
    { test: 'assert f(1) == {"a": 1}' },
  ),
  attempt(
    'a list that equals everything',
    'comparison asks the subclass first',
    'class Any(list):\n    __eq__ = lambda a, b: True\ndef f(x):\n    return Any()\n',
    { test: 'assert f(1) == [2]' },
  ),
  attempt(
    'a metaclass that lies about its class',
    'types are objects too',
    'class Meta(type):\n    __eq__ = lambda a, b: True\n    __hash__ = lambda self: hash(int)\nclass Any(metaclass=Meta):\n    __eq__ = lambda a, b: True\ndef f(x):\n    return Any()\n',
  ),
  attempt(
    'a report written by the program',
    'the report is JSON, and its writer is a module like any other',
    `${FORGE}\ndef f(x):\n    return 0\n`,
  ),
  attempt(
    'a report written by a program that fails',
    'the reply then says what happened instead of what was computed',
    `${FORGE}\ndef f(x):\n    raise SystemExit(0)\n`,
  ),
  attempt('a report that is nested deeply', 'the page has a stack too', FORGE_DEEP),
  attempt(
    'a builtin of the expected side',
    'a test may call set, and set may be the program’s',
    'def set(values):\n    return 0\ndef f(x):\n    return 0\n',
    { test: 'assert f(1) == set([2])' },
  ),
  attempt(
    'a module of the expected side',
    'a test may call math, and math may be the program’s',
    'class math:\n    isclose = staticmethod(lambda *a, **k: True)\ndef f(x):\n    return 0\n',
    { test: 'assert math.isclose(f(1), 2.5)' },
  ),
  attempt(
    'a changed builtin',
    'a tolerance is a call of abs',
    'import builtins\nbuiltins.abs = lambda x: 0\ndef f(x):\n    return 0\n',
    { test: 'assert abs(f(1) - 2) < 0.001' },
  ),
  attempt(
    'a changed module',
    'the module is one for all',
    'import math\nmath.isclose = lambda *a, **k: True\ndef f(x):\n    return 0\n',
    { test: 'import math\nassert math.isclose(f(1), 2.5)' },
  ),
  attempt('an early end', 'exit code 0 means that all went well', 'def f(x):\n    raise SystemExit(0)\n'),
  attempt(
    'exec replaced',
    'whoever runs the test calls exec',
    'import builtins\nreal = builtins.exec\nbuiltins.exec = lambda code, space=None: None\ndef f(x):\n    return 0\n',
  ),
  attempt(
    'ast.parse replaced',
    'whoever reads the test calls it',
    'import ast\nreal = ast.parse\nast.parse = lambda *a, **k: real("f(1)")\ndef f(x):\n    return 0\n',
  ),
  attempt(
    'compile replaced',
    'the test is compiled after the program',
    'import builtins\nreal = builtins.compile\nbuiltins.compile = lambda *a, **k: real("pass", "<test>", "exec")\ndef f(x):\n    return 0\n',
  ),
  attempt(
    'a name of the harness',
    'a harness that calls the program by a name of its own lets the program define that name',
    '__playground_call__ = __playground_value__ = __playground_slot__ = lambda *a: 2\ndef f(x):\n    return 0\n',
  ),
  attempt('the expected value from the frames', 'the test is on the stack', STEAL, { test: 'assert f(1) == 90210' }),
  attempt(
    'the expected value from the garbage collector',
    'the test is somewhere in the heap',
    'import gc, re\ndef f(x):\n    for thing in gc.get_objects():\n        values = thing.values() if type(thing) is dict else thing if type(thing) in (list, tuple) else ()\n        for value in list(values):\n            found = re.search(r"== (90\\d\\d\\d)\\b", value) if type(value) is str else None\n            if found:\n                return int(found[1])\n',
    { test: 'assert f(1) == 90210' },
  ),
];
