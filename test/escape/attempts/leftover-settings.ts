/** A program changes a setting of the interpreter, which is one for all that runs, or leaves something that is called. */
import { body, program } from '../attempt';

const attempt = program('next');

export const LEFTOVER_SETTINGS = [
  attempt('the way imports go', 'every import calls it', body('import builtins', 'builtins.__import__ = None')),
  attempt(
    'where modules are looked for',
    'one list for all',
    body('import sys', 'sys.path.clear()', 'sys.path_importer_cache.clear()'),
  ),
  attempt(
    'who reads a folder of modules',
    'asked for each folder anew',
    body(
      'import sys',
      'def hook(path):',
      '    raise RuntimeError("no")',
      'sys.path_hooks.insert(0, hook)',
      'sys.path_importer_cache.clear()',
    ),
  ),
  attempt(
    'who knows encodings',
    'the list of those who are asked can be emptied',
    body('import codecs, encodings', 'codecs.unregister(encodings.search_function)'),
  ),
  attempt('the precision of decimals', 'a context for all', body('import decimal', 'decimal.getcontext().prec = 2')),
  attempt(
    'the longest number that is shown',
    'one for the interpreter',
    body('import sys', 'sys.set_int_max_str_digits(640)'),
  ),
  attempt('the garbage collector', 'can be switched off', body('import gc', 'gc.disable()')),
  attempt(
    'a tool that watches',
    'is called in every function that follows',
    body(
      'import sys',
      'watch = sys.monitoring',
      'watch.use_tool_id(3, "left")',
      'watch.register_callback(3, watch.events.PY_START, lambda *_: 1 / 0)',
      'watch.set_events(3, watch.events.PY_START)',
    ),
  ),
  attempt(
    'a profiler',
    'is called in every function that follows',
    body(
      'import sys',
      'def spy(frame, event, argument):',
      '    frame.f_globals["depth"] = None',
      'sys.setprofile(spy)',
    ),
  ),
  attempt(
    'a class of the library',
    'its methods can be replaced',
    body('import collections', 'collections.Counter.update = lambda *a, **k: None'),
  ),
  attempt(
    'the number three',
    'small numbers are objects, and memory can be written to',
    body('import ctypes', 'ctypes.c_uint32.from_address(id(3) + 12).value = 4'),
  ),
  attempt(
    'a finalizer by weak reference',
    'is called when its object goes, whenever that is',
    'import builtins, gc, weakref\nclass Node:\n    pass\ndef f(x):\n    a, b = Node(), Node()\n    a.other, b.other = b, a\n    weakref.finalize(a, setattr, builtins, "sorted", None)\n    gc.set_threshold(1)\n    return x\n',
  ),
  attempt(
    'a generator that is left open',
    'its end runs when it is collected',
    'import builtins\ndef g():\n    try:\n        yield me\n    finally:\n        builtins.sum = None\ndef f(x):\n    global me\n    me = g()\n    next(me)\n    me = None\n    return x\n',
  ),
  attempt(
    'the library cut short',
    'a file can be made shorter',
    body('import os', 'os.truncate("/lib/python314.zip", 10)'),
  ),
  attempt('the library removed', 'a file can be removed', body('import os', 'os.remove("/lib/python314.zip")')),
  attempt(
    'the library by another descriptor',
    'a descriptor can be made to mean another file',
    body(
      'import os',
      'handle = os.open("/lib/python314.zip", os.O_RDWR)',
      'copy = os.dup(handle)',
      'os.ftruncate(copy, 10)',
    ),
  ),
  attempt(
    'descriptors doubled until there are none',
    'there are only so many',
    body('import os', 'try:', '    while True:', '        os.dup(1)', 'except OSError:', '    pass'),
  ),
  attempt(
    'pipes until there are none',
    'each takes two descriptors',
    body('import os', 'try:', '    while True:', '        os.pipe()', 'except OSError:', '    pass'),
  ),
  attempt(
    'a folder that is a link',
    'the home of programs can lead elsewhere',
    body(
      'import os',
      'os.chdir("/")',
      'os.rename("/home/pyodide", "/home/pyodide-before")',
      'os.symlink("/lib", "/home/pyodide")',
    ),
  ),
  attempt(
    'the abstract classes',
    'who counts as what is remembered',
    body('import numbers, builtins', 'builtins.isinstance = lambda *a: False'),
  ),
  attempt(
    'the loader of modules in archives',
    'it is a class in Python',
    body('import zipimport', 'zipimport.zipimporter.find_spec = None', 'zipimport.zipimporter.get_data = None'),
  ),
];
