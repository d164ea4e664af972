/** Programs that read in every way and print in every way; `npm run verify` runs them in CPython too. */

export const NUMBERS = '3\n1 2 3\nlast line';
export const EXPECTED = '3|1 2 3|last line\n';

/** [how it reads, program that prints EXPECTED for NUMBERS] */
export const READING: readonly (readonly [way: string, program: string])[] = [
  ['by input', 'print(input(), input(), input(), sep="|")'],
  ['whole', 'import sys\nprint("|".join(sys.stdin.read().split("\\n")))'],
  ['line by line', 'import sys\nr = sys.stdin.readline\nprint(r().strip(), r().strip(), r(), sep="|")'],
  ['by iteration', 'import sys\nprint(*[line.strip() for line in sys.stdin], sep="|")'],
  ['as a list of lines', 'import sys\nprint(*map(str.strip, sys.stdin.readlines()), sep="|")'],
  ['as bytes', 'import sys\nprint(*sys.stdin.buffer.read().decode().split("\\n"), sep="|")'],
  ['as lines of bytes', 'import sys\nprint(*[b.decode().strip() for b in sys.stdin.buffer], sep="|")'],
  ['by opening descriptor 0', 'print(*open(0).read().splitlines(), sep="|")'],
  ['by opening it in a block', 'with open(0) as f:\n    lines = f.readlines()\nprint(*map(str.strip, lines), sep="|")'],
  ['by opening a copy of the descriptor', 'import os\nprint(*open(os.dup(0)).read().splitlines(), sep="|")'],
  ['by os.read', 'import os\nprint(*os.read(0, 10000).decode().split("\\n"), sep="|")'],
  ['as large as the descriptor says', 'import os\nprint(os.read(0, os.fstat(0).st_size).decode().replace("\\n", "|"))'],
  [
    'in several ways',
    'import sys\na = input()\nb = sys.stdin.readline().strip()\nprint(a, b, sys.stdin.read(), sep="|")',
  ],
  [
    'from a main function, guarded',
    'def main():\n    n = int(input())\n    print(n, input(), input(), sep="|")\nif __name__ == "__main__":\n    main()',
  ],
  [
    'until the end of the file',
    'lines = []\ntry:\n    while True:\n        lines.append(input())\nexcept EOFError:\n    print(*lines, sep="|")',
  ],
];

export const PRINTED = 'é 1\n';

/** [how it prints, program that prints PRINTED] */
export const PRINTING: readonly (readonly [way: string, program: string])[] = [
  ['by print', 'print("é", 1)'],
  ['by sys.stdout.write', 'import sys\nsys.stdout.write("é 1\\n")'],
  ['as bytes', 'import sys\nsys.stdout.buffer.write("é 1\\n".encode())'],
  ['by os.write', 'import os\nos.write(1, "é 1\\n".encode())'],
  ['by the first standard output', 'import sys\nsys.__stdout__.write("é 1\\n")'],
  [
    'through a wrapper that ends with the program',
    'import sys, io\nout = sys.stdout\nsys.stdout = io.StringIO()\nprint("é 1")\nimport atexit\natexit.register(lambda: out.write(sys.stdout.getvalue()))',
  ],
  ['and exits', 'import sys\nprint("é 1")\nsys.exit()'],
  ['and exits with 0', 'print("é 1")\nexit(0)'],
  ['in both ways, in order', 'import os\nprint("é", end=" ")\nos.write(1, b"1\\n")'],
];
