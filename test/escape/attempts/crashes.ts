/** A program ends or wrecks the interpreter that it runs in. */
import { body, program } from '../attempt';

const attempt = program('ends');

export const CRASHES = [
  attempt('os._exit', 'ends the process', body('import os', 'os._exit(0)')),
  attempt('os.abort', 'ends it with a signal', body('import os', 'os.abort()')),
  attempt(
    'os.kill',
    'ends it by its number',
    body('import os, signal', 'os.kill(os.getpid(), signal.SIGKILL)', 'os.abort()'),
  ),
  attempt('memory overwritten', 'from the beginning', body('import ctypes', 'ctypes.memset(1024, 255, 25_000_000)')),
  attempt(
    'an address that is none',
    'reads outside of memory',
    body('import ctypes', 'ctypes.string_at(2 ** 32 - 16, 8)'),
  ),
  attempt(
    'a function that is none',
    'calls outside of the table',
    body('import ctypes', 'ctypes.CFUNCTYPE(None)(99_999_999)()'),
  ),
  attempt(
    'bytecode that is none',
    'the interpreter trusts it',
    'from opcode import opmap\ndef g(x):\n    return x\nwide = opmap["EXTENDED_ARG"]\ncode = bytes([opmap["RESUME"], 0, wide, 15, wide, 255, wide, 255, opmap["LOAD_CONST"], 255, opmap["RETURN_VALUE"], 0])\ng.__code__ = g.__code__.replace(co_code=code)\ndef f(x):\n    return g(x)\n',
  ),
  attempt(
    'a cached function that calls itself',
    'ordinary programs do it too deeply',
    'import functools\n@functools.cache\ndef f(x):\n    return f(x + 1)\n',
  ),
  attempt('a sort key that sorts', 'recursion through C', 'def f(x):\n    return sorted([x], key=f)\n'),
  attempt('a long row of operators', 'the parser goes as deep as it is long', body('eval("not " * 20_000 + "1")')),
  attempt(
    'a deep list, shown',
    'recursion in repr',
    body(
      'import sys',
      'sys.setrecursionlimit(10 ** 6)',
      'kept = []',
      'for _ in range(10 ** 5):',
      '    kept = [kept]',
      'repr(kept)',
    ),
  ),
  attempt(
    'a deep list, returned',
    'whoever walks the value goes as deep',
    body(
      'import sys',
      'sys.setrecursionlimit(10 ** 8)',
      'kept = []',
      'for _ in range(10 ** 5):',
      '    kept = [kept]',
      'repr(kept) if x else kept',
      'return kept',
    ),
  ),
  attempt(
    'a limit that is none',
    'recursion in Python itself',
    'import sys\nsys.setrecursionlimit(10 ** 8)\nclass C:\n    def __getattr__(self, name):\n        return getattr(self, name + "x")\ndef f(x):\n    return C().a\n',
  ),
  attempt(
    'deep JSON',
    'its reader goes as deep',
    body('import json', 'import sys', 'sys.setrecursionlimit(10 ** 8)', 'json.loads("[" * 10 ** 6)'),
  ),
  attempt(
    'objects that come back from the dead',
    'each finalizer makes the next one',
    'class Phoenix:\n    def __del__(self):\n        while True:\n            Phoenix.__new__(Phoenix)\ndef f(x):\n    Phoenix()\n    return x\n',
  ),
];
