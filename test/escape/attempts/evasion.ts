/** A program that does not end gets around whoever counts its steps. */
import { program } from '../attempt';

const attempt = program('runs-on');
const LOOP = '    while True:\n        x += 1\n';

export const EVASION = [
  attempt(
    'the limit is caught',
    'a trace function is removed once it has raised',
    'def f(x):\n    while True:\n        try:\n            x += 1\n        except BaseException:\n            continue\n',
    { limiter: 'settrace' },
  ),
  attempt(
    'no trace function',
    'anyone may take it away',
    `import sys\ndef f(x):\n    sys.settrace(None)\n    sys._getframe().f_trace = None\n    while True:\n        x += 1\n`,
    { limiter: 'settrace' },
  ),
  attempt(
    'the tool is freed',
    'tools of sys.monitoring belong to nobody',
    `import sys\ndef f(x):\n    sys.monitoring.free_tool_id(4)\n${LOOP}`,
    { limiter: 'monitoring' },
  ),
  attempt(
    'its events are switched off',
    'for the same reason',
    `import sys\ndef f(x):\n    sys.monitoring.set_events(4, 0)\n    sys.monitoring.set_local_events(4, f.__code__, 0)\n${LOOP}`,
    { limiter: 'monitoring' },
  ),
  attempt(
    'its callback is replaced',
    'for the same reason',
    `import sys\ndef f(x):\n    for bit in range(17):\n        sys.monitoring.register_callback(4, 1 << bit, None)\n${LOOP}`,
    { limiter: 'monitoring' },
  ),
  attempt(
    'the name of a library file',
    'code of the standard library is not counted',
    'space = {}\nexec(compile("def loop():\\n    while True:\\n        pass", "/lib/python314.zip/loop.py", "exec"), space)\ndef f(x):\n    space["loop"]()\n',
  ),
  attempt(
    'a generator without end',
    'the loop is in built-in code',
    'import itertools\ndef f(x):\n    return list(y for y in iter(lambda: 0, 1) if y)\n',
  ),
  attempt(
    'a value that is shown without end',
    'whoever shows a value runs its code',
    'class Endless:\n    def __repr__(self):\n        while True:\n            pass\ndef f(x):\n    return Endless()\n',
    { test: 'assert f(1) is not None' },
  ),
  attempt(
    'an exception that is read without end',
    'whoever reports it runs its code',
    'class Endless(Exception):\n    def __str__(self):\n        while True:\n            pass\ndef f(x):\n    raise Endless\n',
  ),
  attempt(
    'a finalizer without end',
    'runs when nobody looks',
    'class Bomb:\n    def __del__(self):\n        while True:\n            pass\ndef f(x):\n    Bomb()\n    return x\n',
  ),
  attempt(
    'a traceback that lies',
    'an exception may say where it came from',
    'class Liar(Exception):\n    @property\n    def __traceback__(self):\n        while True:\n            pass\n    def __str__(self):\n        while True:\n            pass\ndef f(x):\n    raise Liar\n',
  ),
];
