/**
 * A dynamic library as compilers make them for Python in WebAssembly, small enough to be written by hand: the module
 * `tinylib` with one function, `count()`, which counts its calls in the library's own data.
 */

const I32 = 0x7f;
const FUNCTION = 0x60;
const GLOBAL_GET = 0x23;
const LOCAL_GET = 0x20;
const LOCAL_SET = 0x21;
const I32_CONST = 0x41;
const I32_ADD = 0x6a;
const I32_LOAD = 0x28;
const I32_STORE = 0x36;
const CALL = 0x10;
const END = 0x0b;

/** Where things lie in the library's data. */
const AT = { name: 0, methodName: 8, counter: 16, methods: 24, definition: 56 };
const DATA_BYTES = AT.definition + 52;
/** Fields of PyMethodDef and PyModuleDef. */
const METHOD = { meth: 4, flags: 8 };
const DEFINITION = { refcount: 0, name: 20, size: 28, methods: 32 };
const METH_NOARGS = 4;
const PYTHON_API_VERSION = 1013;

const MEMORY_BASE = [GLOBAL_GET, 0];
const TABLE_BASE = [GLOBAL_GET, 1];

function leb(value: number): number[] {
  const low = value & 0x7f;
  return value < 0x80 ? [low] : [low | 0x80, ...leb(value >>> 7)];
}

/** Signed, as constants are. */
function signed(value: number): number[] {
  const low = value & 0x7f;
  return value < 0x40 ? [low] : [low | 0x80, ...signed(value >> 7)];
}

const sized = (bytes: readonly number[]): number[] => [...leb(bytes.length), ...bytes];
const text = (value: string): number[] => sized([...Buffer.from(value)]);
const vector = (items: readonly (readonly number[])[]): number[] => [...leb(items.length), ...items.flat()];
const section = (id: number, content: readonly number[]): number[] => [id, ...sized(content)];
const imported = (name: string, what: readonly number[]): number[] => [...text('env'), ...text(name), ...what];
const signature = (parameters: number): number[] => [
  FUNCTION,
  ...vector(Array.from({ length: parameters }, () => [I32])),
  ...vector([[I32]]),
];

const address = (offset: number): number[] => [...MEMORY_BASE, I32_CONST, ...signed(offset), I32_ADD];
const store = (offset: number, value: readonly number[]): number[] => [
  ...MEMORY_BASE,
  ...value,
  I32_STORE,
  2,
  ...leb(offset),
];
const body = (locals: readonly number[], code: readonly number[]): number[] => sized([...locals, ...code, END]);

export function tinyLibrary(): Buffer {
  // Imported functions come first: 0 PyModule_Create2, 1 PyLong_FromLong; then our own, 2 and 3.
  const start = body(
    [0],
    [
      ...store(AT.methods, address(AT.methodName)),
      ...store(AT.methods + METHOD.meth, TABLE_BASE),
      ...store(AT.definition + DEFINITION.name, MEMORY_BASE),
      ...store(AT.definition + DEFINITION.methods, address(AT.methods)),
      ...address(AT.definition),
      I32_CONST,
      ...signed(PYTHON_API_VERSION),
      CALL,
      0,
    ],
  );
  const count = body(
    [1, 1, I32],
    [
      ...MEMORY_BASE,
      I32_LOAD,
      2,
      ...leb(AT.counter),
      I32_CONST,
      1,
      I32_ADD,
      LOCAL_SET,
      2,
      ...store(AT.counter, [LOCAL_GET, 2]),
      LOCAL_GET,
      2,
      CALL,
      1,
    ],
  );
  return Buffer.from([
    ...Buffer.from('\0asm\x01\0\0\0', 'latin1'),
    // Sizes and alignments (as powers of two) of data and table.
    ...section(0, [...text('dylink.0'), 1, ...sized([...leb(DATA_BYTES), 3, 1, 0])]),
    ...section(1, vector([signature(2), signature(1), signature(0)])),
    ...section(
      2,
      vector([
        imported('PyModule_Create2', [0, 0]),
        imported('PyLong_FromLong', [0, 1]),
        imported('memory', [2, 0, 1]),
        imported('__memory_base', [3, I32, 0]),
        imported('__table_base', [3, I32, 0]),
        imported('__indirect_function_table', [1, 0x70, 0, 0]),
      ]),
    ),
    ...section(3, vector([[2], [0]])),
    ...section(7, vector([[...text('PyInit_tinylib'), 0, 2]])),
    ...section(9, vector([[0, ...TABLE_BASE, END, ...vector([[3]])]])),
    ...section(10, vector([start, count])),
    ...section(11, vector([[0, ...MEMORY_BASE, END, ...sized([...initialData()])]])),
  ]);
}

function initialData(): Buffer {
  const data = Buffer.alloc(DATA_BYTES);
  data.write('tinylib', AT.name);
  data.write('count', AT.methodName);
  data.writeUInt32LE(METH_NOARGS, AT.methods + METHOD.flags);
  data.writeUInt32LE(1, AT.definition + DEFINITION.refcount);
  data.writeInt32LE(-1, AT.definition + DEFINITION.size);
  return data;
}
