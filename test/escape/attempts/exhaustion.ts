/** A program uses up what there is: time in built-in code, memory, output. */
import { body, program } from '../attempt';

const time = program('runs-on');
const memory = program('heap');

export const EXHAUSTION = [
  time('a sum without end', 'no step of Python happens', body('import itertools', 'sum(itertools.repeat(1))')),
  time('a search without end', 'nor here', body('import itertools', 'return 5 in itertools.repeat(1)')),
  time('a regular expression', 'backtracks for ever', body('import re', 're.match("(a+)+$", "a" * 40 + "b")')),
  time('a power', 'one instruction', body('return 10 ** 10 ** 8 % 7')),
  time('a factorial', 'one call', body('import math', 'math.factorial(10 ** 7)')),
  time('sleep', 'waits instead of working', body('import time', 'time.sleep(1000)')),
  time('printing', 'output without end', body('while True:', '    print("x" * 1000)')),
  time(
    'writing to the error stream',
    'the other stream',
    body('import sys', 'while True:', '    sys.stderr.write("x" * 1000)'),
  ),
  time(
    'writing to the descriptor',
    'below the streams of Python',
    body('import os', 'while True:', '    os.write(1, b"x" * 1000)'),
  ),
  time(
    'writing to the first stream',
    'kept by the interpreter under another name',
    body('import sys', 'while True:', '    sys.__stdout__.write("x" * 1000)', '    sys.__stdout__.flush()'),
  ),
  time(
    'warnings',
    'are printed too',
    body('import warnings', 'warnings.simplefilter("always")', 'while True:', '    warnings.warn("x" * 1000)'),
  ),
  time(
    'a text that is compiled for ever',
    'the parser has no steps',
    body('source = "x = " + "+".join(["1"] * 2_000_000)', 'while True:', '    compile(source, "s", "exec")'),
  ),
  memory('one large list', 'asked for at once', body('kept = [0] * (10 ** 8)')),
  memory('one large text', 'asked for at once', body('kept = "x" * (4 * 10 ** 8)')),
  memory(
    'a text that doubles',
    'each step asks for a little more',
    body('kept = "x" * 1000', 'while len(kept) < 3 * 10 ** 8:', '    kept += kept'),
  ),
  memory(
    'many small things',
    'no single one is too large',
    body('kept = []', 'for i in range(400):', '    kept.append(bytearray(10 ** 6))'),
  ),
  time(
    'a reply that is too long',
    'what is shown of a type is its name, and a name may be as long as one likes',
    'Long = type("x" * 20_000_000, (), {})\ndef f(x):\n    value = Long()\n    while True:\n        value = [value]\n',
  ),
];
