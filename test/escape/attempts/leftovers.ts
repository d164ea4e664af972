/** A program leaves something for the next one. */
import { body, program } from '../attempt';

const attempt = program('next');

export const LEFTOVERS = [
  attempt('a builtin', 'shared by all that runs', body('import builtins', 'builtins.len = lambda v: 7')),
  attempt('a number of a module', 'modules are imported once', body('import math', 'math.pi = 3')),
  attempt(
    'a module',
    'whoever imports it gets this one',
    body('import sys, types', 'sys.modules["colorsys"] = types.ModuleType("colorsys")'),
  ),
  attempt('the recursion limit', 'one for the interpreter', body('import sys', 'sys.setrecursionlimit(120)')),
  attempt('the environment', 'one for the interpreter', body('import os', 'os.environ["LEFT"] = "x"')),
  attempt('the working folder', 'kept outside of the heap', body('import os', 'os.chdir("/")')),
  attempt('a file', 'kept outside of the heap', body('open("left", "w").write("x")')),
  attempt(
    'a module as a file',
    'a folder of the import path may be written to',
    body(
      'import sys',
      'place = [p for p in sys.path if p.endswith("site-packages")][0]',
      'open(place + "/scipy.py", "w").write("")',
    ),
  ),
  attempt(
    'another standard library',
    'modules that were not asked for yet come from one file',
    body('open("/lib/python314.zip", "wb").write(b"gone")'),
  ),
  attempt(
    'a standard library that is gone',
    'a file can be moved away',
    body('import os', 'os.rename("/lib/python314.zip", "/lib/other.zip")'),
  ),
  attempt(
    'all files opened',
    'there are only so many',
    body(
      'import os',
      'try:',
      '    while True:',
      '        os.open("/lib/python314.zip", os.O_RDONLY)',
      'except OSError:',
      '    pass',
    ),
  ),
  attempt(
    'a call for later',
    'the event loop lives in JavaScript and calls into whatever the heap then holds',
    body(
      'import asyncio, builtins',
      'def later():',
      '    builtins.sum = None',
      'asyncio.get_event_loop().call_later(0.005, later)',
    ),
  ),
  attempt(
    'a finalizer',
    'runs when the program has long ended',
    'import builtins, gc\nclass Bomb:\n    def __del__(self):\n        builtins.sorted = None\nbombs = [Bomb()]\nbombs.append(bombs)\ndef f(x):\n    bombs.clear()\n    return x\n',
  ),
  attempt(
    'a callback of the garbage collector',
    'is called in the middle of the next program',
    body(
      'import gc, builtins',
      'def called(phase, info):',
      '    builtins.max = None',
      'gc.callbacks.append(called)',
      'gc.set_threshold(1)',
    ),
  ),
  attempt(
    'a trace function',
    'sees every line that follows',
    body(
      'import sys',
      'def spy(frame, event, argument):',
      '    frame.f_globals["depth"] = None',
      '    return spy',
      'sys.settrace(spy)',
      'sys._getframe(1).f_trace = spy',
    ),
  ),
  attempt(
    'an audit hook',
    'cannot be taken away again',
    body(
      'import sys',
      'def hook(name, args):',
      '    if name in ("open", "import"):',
      '        raise RuntimeError("no")',
      'sys.addaudithook(hook)',
    ),
  ),
  attempt(
    'a method of a builtin type, by address',
    'memory can be written to where Python refuses',
    body(
      'import ctypes, gc',
      'table = gc.get_referents(collections.Counter.__dict__)[0]',
      'table["__missing__"] = lambda self, key: 99',
      'import re',
      're.sub = lambda *a: ""',
    ).replace('import ctypes, gc', 'import ctypes, gc, collections'),
  ),
  attempt('standard output closed', 'a descriptor is kept outside of the heap', body('import os', 'os.close(1)')),
  attempt(
    'a clock that stands still',
    'modules are imported once',
    body('import signal', 'import time', 'time.time = lambda: -1'),
  ),
  attempt('json replaced', 'whatever writes the reply uses it', body('import json', 'json.loads = lambda *a: None')),
  attempt(
    'a hook of the import system',
    'asked for every module that follows',
    body(
      'import sys, types',
      'class Finder:',
      '    def find_spec(self, *rest):',
      '        raise RuntimeError("no")',
      'sys.meta_path.insert(0, Finder())',
    ),
  ),
  attempt('chance replaced', 'one generator for all', body('import random', 'random.random = lambda: 4')),
];
