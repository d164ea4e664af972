/** Values that grow, and work that one call of built-in code does. */
import { body, program } from '../attempt';

const time = program('runs-on');
const memory = program('heap');

export const EXHAUSTION_VALUES = [
  time(
    'a number as text',
    'digits cost the square of their count',
    body('import sys', 'sys.set_int_max_str_digits(0)', 'str(7 ** (10 ** 6 * 3))'),
  ),
  time(
    'a text as number',
    'the other way',
    body('import sys', 'sys.set_int_max_str_digits(0)', 'int("7" * (4 * 10 ** 6))'),
  ),
  time('a product of long numbers', 'one instruction', body('return pow(3, 10 ** 7 * 3) % 7')),
  time(
    'a remainder of long numbers',
    'one instruction',
    body('return (1 << 40_000_000) % ((1 << 20_000_000) + 1) % 7'),
  ),
  time(
    'a search for a needle',
    'text is compared byte by byte',
    body('import difflib', 'difflib.SequenceMatcher(None, "ab" * 4000, "ba" * 4000, False).ratio()'),
  ),
  time(
    'another regular expression',
    'backtracks without a star in a star',
    body('import re', 're.search("(.*)(.*)(.*)(.*)(.*)(.*)x", "a" * 4000)'),
  ),
  time(
    'all orders of things',
    'an iterator in C',
    body('import collections, itertools', 'collections.deque(itertools.permutations(range(13)), 0)'),
  ),
  time(
    'a queue of everything',
    'an iterator in C',
    body('import collections, itertools', 'collections.deque(itertools.count(), 0)'),
  ),
  time('the longest of endless things', 'an iterator in C', body('import itertools', 'max(itertools.count())')),
  time(
    'a print in a finalizer',
    'runs when the program has ended',
    'class Loud:\n    def __del__(self):\n        while True:\n            print("x" * 1000)\nkept = [Loud()]\ndef f(x):\n    kept.clear()\n    return x\n',
  ),
  time(
    'output in many small pieces',
    'the limit counts bytes, and there are none',
    body('import sys', 'while True:', '    sys.stdout.write("")'),
  ),
  memory(
    'a list that holds itself many times',
    'as many places as one likes',
    body('kept = []', 'for i in range(40):', '    kept.append(kept)', 'kept = kept * (4 * 10 ** 6)'),
  ),
  memory('a table of a program', 'dictionaries grow by doubling', body('kept = {i: None for i in range(6_000_000)}')),
  memory(
    'a message of an exception',
    'is kept as long as the exception',
    'class Large(Exception):\n    __str__ = lambda self: "large"\ndef f(x):\n    raise Large("x" * (4 * 10 ** 8))\n',
  ),
  memory('text put together', 'is one text in the end', body('kept = "".join(["x" * 10 ** 6] * 400)')),
  memory(
    'bytes of a file',
    'files are kept outside of the heap, what is read is inside',
    body('import io', 'kept = io.BytesIO()', 'for i in range(400):', '    kept.write(b"x" * 10 ** 6)'),
  ),
  memory(
    'compressed zeros',
    'little text becomes much',
    body('import zlib', 'data = zlib.compress(bytes(10 ** 7))', 'kept = [zlib.decompress(data) for _ in range(40)]'),
  ),
  memory(
    'memory by a foreign function',
    'not Python’s own allocator',
    body('import ctypes', 'kept = [ctypes.create_string_buffer(10 ** 7) for _ in range(40)]'),
  ),
];
