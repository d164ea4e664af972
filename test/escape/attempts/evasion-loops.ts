/** More ways around whoever counts steps: by finding the counter, by looping where it does not look. */
import { program } from '../attempt';

const attempt = program('runs-on');

export const EVASION_LOOPS = [
  attempt(
    'the counter is set back',
    'whoever counts is on the stack, or in the heap',
    `import gc
def f(x):
    while True:
        for thing in gc.get_objects():
            if type(thing).__name__ == "Tracer":
                thing.max_steps = 10 ** 18
            if type(thing).__name__ == "cell" and type(getattr(thing, "cell_contents", None)) is int:
                thing.cell_contents = -10 ** 18
        while True:
            x += 1
`,
    { limiter: 'monitoring' },
  ),
  attempt(
    'the limit is suppressed',
    'a context manager swallows whatever is raised',
    'import contextlib\ndef f(x):\n    while True:\n        with contextlib.suppress(BaseException):\n            while True:\n                x += 1\n',
    { limiter: 'settrace' },
  ),
  attempt(
    'the limit is overtaken',
    'continue in finally drops the exception',
    'def f(x):\n    while True:\n        try:\n            while True:\n                x += 1\n        finally:\n            continue\n',
    { limiter: 'settrace' },
  ),
  attempt(
    'code under another name',
    'a code object may say where it comes from',
    'def loop():\n    while True:\n        pass\nloop.__code__ = loop.__code__.replace(co_filename="<frozen loop>")\ndef f(x):\n    loop()\n',
  ),
  attempt(
    'events switched off at each step',
    'tools may switch each other off',
    'import sys\ndef f(x):\n    while True:\n        for tool in range(6):\n            try:\n                sys.monitoring.set_events(tool, 0)\n                sys.monitoring.set_local_events(tool, f.__code__, 0)\n            except ValueError:\n                pass\n',
    { limiter: 'monitoring' },
  ),
  attempt(
    'a generator that will not end',
    'closing it raises inside of it, which it ignores',
    'def g():\n    try:\n        yield 1\n    finally:\n        while True:\n            pass\ndef f(x):\n    next(g())\n    return x\n',
  ),
  attempt(
    'a comparison without end',
    'sorting calls the program',
    'class Slow:\n    def __lt__(self, other):\n        while True:\n            pass\ndef f(x):\n    return sorted([Slow(), Slow()])\n',
  ),
  attempt(
    'a hash without end',
    'sets call the program',
    'class Slow:\n    def __hash__(self):\n        while True:\n            pass\ndef f(x):\n    return {Slow()}\n',
  ),
  attempt(
    'a class that is never made',
    'its body is code too, run where functions are not',
    'class Endless:\n    while True:\n        pass\ndef f(x):\n    return x\n',
  ),
  attempt(
    'a class that prepares without end',
    'the metaclass is called before the body',
    'class Meta(type):\n    @classmethod\n    def __prepare__(cls, *a):\n        while True:\n            pass\ndef f(x):\n    class C(metaclass=Meta):\n        pass\n    return x\n',
  ),
  attempt(
    'a coroutine without end',
    'is driven by hand',
    'async def loop():\n    while True:\n        pass\ndef f(x):\n    loop().send(None)\n',
  ),
  attempt(
    'an exception that is shown without end',
    'repr instead of str',
    'class Endless(Exception):\n    def __repr__(self):\n        while True:\n            pass\n    __str__ = __repr__\n    @property\n    def __class__(self):\n        while True:\n            pass\ndef f(x):\n    raise Endless\n',
  ),
  attempt(
    'an iterator without end, returned',
    'whoever reads the value reads for ever',
    'import itertools\ndef f(x):\n    return itertools.count()\n',
    { test: 'assert list(f(1)) == [2]' },
  ),
  attempt('text that is run for ever', 'code made at run time', 'def f(x):\n    exec("while True:\\n    pass")\n'),
];
