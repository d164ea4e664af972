/**
 * Starts Pyodide from what was posted in, and puts its heap back after each run.
 *
 * The heap is the interpreter's whole memory, so putting it back undoes everything a program did in Python: patched
 * builtins, changed modules, a raised recursion limit. That takes about a millisecond; a new interpreter takes 200.
 */
import { loadPyodide, type PyodideInterface } from 'pyodide';
import createPyodideModule from 'pyodide/pyodide.asm.mjs';
import { info } from 'pyodide/pyodide-lock.json';
import { HeapImage } from './heap-image';
import type { WorkerStart } from './messages';
import { installPackages, lockedPackages, wheelAt } from './packages';
import {
  discardOutput,
  type Handle,
  INTERPRETER_OPTIONS,
  installRuntime,
  runtimeHandle,
  warmUp,
} from './start-runtime';
import { Wall } from './wall';

/** Nothing answers here: Pyodide wants an address to ask for its parts, and the answers come from memory. */
const INDEX_URL = 'http://pyodide.invalid/';
/** A heap that has grown beyond this is not put back: clearing it would take longer than a new worker. */
const MAX_RESTORED_BYTES = 96 * 1024 * 1024;
/** With packages a new worker takes seconds, and clearing this much a fraction of one. */
const MAX_RESTORED_BYTES_WITH_PACKAGES = 512 * 1024 * 1024;
/** Room to start in, before the first run names its own limit. */
const START_HEAP_BYTES = 256 * 1024 * 1024;
/** And to install packages in. */
const PACKAGES_HEAP_BYTES = 768 * 1024 * 1024;

// Taken before any program runs: one that reaches JavaScript could replace them.
const { apply } = Reflect;

export class PythonInterpreter {
  readonly #handle: Handle;
  readonly #heap: HeapGuard;
  readonly #wall: Wall;
  readonly #base: HeapImage;
  /** How much the heap grew when packages were installed: what a program may use does not shrink by it. */
  readonly #packageBytes: number;
  readonly #maxRestoredBytes: number;

  private constructor(python: PyodideInterface, heap: HeapGuard, wall: Wall, packageBytes: number | null) {
    this.#heap = heap;
    this.#wall = wall;
    this.#packageBytes = packageBytes ?? 0;
    this.#maxRestoredBytes = packageBytes === null ? MAX_RESTORED_BYTES : MAX_RESTORED_BYTES_WITH_PACKAGES;
    this.#handle = runtimeHandle(python);
    // After the handle: an object shared with JavaScript must be in the heap that is put back.
    this.#base = new HeapImage(heap.bytes());
    wall.close();
  }

  static async start(start: WorkerStart): Promise<PythonInterpreter> {
    const heap = new HeapGuard();
    heap.maxBytes = START_HEAP_BYTES;
    const wall = new Wall();
    const restoreGlobals = answerFromMemory(start, heap, wall);
    try {
      const python = await loadPyodide({
        ...INTERPRETER_OPTIONS,
        indexURL: INDEX_URL,
        createPyodideModule,
        packageBaseUrl: INDEX_URL,
        lockFileContents: JSON.stringify({ info, packages: lockedPackages(start.wheels) }),
        ...(start.snapshot ? { _loadSnapshot: new Uint8Array(start.snapshot) } : {}),
      });
      discardOutput(python);
      // Once after a snapshot: what is cold there is the engine's compiled code.
      if (start.snapshot) warmUp(python, 1);
      else installRuntime(python);
      if (start.wheels.length === 0) return new PythonInterpreter(python, heap, wall, null);
      const plainBytes = heap.bytes().length;
      heap.maxBytes = PACKAGES_HEAP_BYTES;
      await installPackages(python, start.wheels);
      return new PythonInterpreter(python, heap, wall, heap.bytes().length - plainBytes);
    } finally {
      restoreGlobals();
    }
  }

  /** Reply to one request. Throws where the interpreter is lost. */
  handle(request: string, maxHeapBytes: number): string {
    this.#heap.maxBytes = maxHeapBytes + this.#packageBytes;
    return this.#handle(request);
  }

  /**
   * The heap as it was before the first run; false where that would not be all, because something outside of it has
   * changed, or where it has grown too large for that to be worth the time.
   */
  restore(): boolean {
    if (this.#wall.changed) return false;
    const bytes = this.#heap.bytes();
    if (bytes.length > this.#maxRestoredBytes) return false;
    this.#base.restoreTo(bytes);
    return true;
  }
}

/** The heap's growth and its bytes. Growth beyond the limit is refused, which Python sees as a MemoryError. */
class HeapGuard {
  maxBytes = 0;
  #memory: WebAssembly.Memory | null = null;

  watch(instance: WebAssembly.Instance): void {
    const { memory } = instance.exports;
    if (!(memory instanceof WebAssembly.Memory)) throw new Error('Python exports no memory.');
    this.#memory = memory;
  }

  bytes(): Uint8Array<ArrayBuffer> {
    const buffer = this.#memory?.buffer;
    if (!(buffer instanceof ArrayBuffer)) throw new Error('Python has not started.');
    return new Uint8Array(buffer);
  }

  guard(imports: WebAssembly.Imports): void {
    const env = imports.env;
    const resize = env?.emscripten_resize_heap;
    if (env === undefined || typeof resize !== 'function')
      throw new Error('Python does not ask for memory as expected.');
    // Sizes come as signed 32-bit numbers. 0 says that there is no more.
    env.emscripten_resize_heap = (size: number) => (size >>> 0 > this.maxBytes ? 0 : apply(resize, undefined, [size]));
  }
}

/** Answers Pyodide's own requests for its parts; returns a function that takes the answers away again. */
function answerFromMemory(start: WorkerStart, heap: HeapGuard, wall: Wall): () => void {
  const realFetch = globalThis.fetch;
  const realInstantiate = WebAssembly.instantiateStreaming;
  globalThis.fetch = async (input) => {
    const url = input instanceof Request ? input.url : String(input);
    if (url.endsWith('.zip')) return new Response(start.standardLibrary);
    const wheel = wheelAt(url, start.wheels);
    if (wheel !== undefined) return new Response(wheel);
    // instantiateStreaming below takes no notice of this body.
    return new Response(null);
  };
  WebAssembly.instantiateStreaming = async (_source, imports = {}) => {
    heap.guard(imports);
    // One object under two names, and a function must not be guarded twice.
    for (const part of new Set([imports.env, imports.wasi_snapshot_preview1])) if (part !== undefined) wall.guard(part);
    const instance = await WebAssembly.instantiate(start.module, imports);
    heap.watch(instance);
    return { instance, module: start.module };
  };
  return () => {
    globalThis.fetch = realFetch;
    WebAssembly.instantiateStreaming = realInstantiate;
  };
}
