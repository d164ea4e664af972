/**
 * The wall between Python and JavaScript. Whatever Python does outside of its own memory, it does by a function that
 * its WebAssembly imports, so this is the one place that no trick in Python gets around: not an import under another
 * spelling, not a proxy found by the garbage collector, not memory overwritten with ctypes.
 *
 * Functions that only look are let through. Those that change what lies outside of the heap (files, timers) are let
 * through and noted: putting the heap back does not undo them, so the worker must not be used again. All others, the
 * way to JavaScript above all, end the run with an exception that Python cannot catch.
 */

/** Reading, clocks, chance, memory, and what calling into Python and back is made of. */
const LOOKS =
  /^(?:invoke_\w+|_PyEM_TrampolineCall_JS|js2python_js|_python2js_ascii|Jsv(?:Array_Get|Error_Check|Error_Throw|NoValue_Check)|new_error|capture_stderr|restore_stderr|fail_test|can_run_sync_js|environ_(?:sizes_)?get|clock_\w+|random_get|emscripten_(?:resize_heap|get_heap_max|get_now|date_now)|_(?:tzset|timegm|mktime|localtime|gmtime)_js|fd_(?:read|pread|write|seek|fdstat_get)|__syscall_(?:stat64|lstat64|fstat64|newfstatat|getdents64|getcwd|faccessat|readlinkat|ioctl|poll|statfs64|fstatfs64|getuid32_js)|proc_exit|exit|_abort_js|abort|__assert_fail|_Py_emscripten_runtime|_Py_CheckEmscriptenSignals_Helper|emscripten_runtime_keepalive_\w+|_emscripten_runtime_keepalive_clear|_emscripten_get_progname|_emscripten_lookup_name)$/;

/** Files, descriptors, timers, foreign functions, the names of hosts. */
const CHANGES =
  /^(?:__syscall_(?:umask_js|chdir|fchdir|f?chmod|fchmodat2|fchownat|fchown32|dup|dup3|fcntl64|fdatasync|ftruncate64|truncate64|mkdirat|mknodat|pipe|fadvise64|fallocate|unlinkat|rmdir|renameat|symlinkat|utimensat)|fd_(?:pwrite|sync)|_try_fcntl64|_setitimer_js|__call_sighandler|_mmap_js|_munmap_js|_msync_js|_dlopen_js|_dlsym_js|_emscripten_(?:dlopen_js|system|log_formatted)|ffi_\w+|getprotobyname|clock_res_get)$/;

/** Flags of open() that write: WRONLY, RDWR, CREAT, TRUNC, APPEND. */
const WRITES = 1 | 2 | 64 | 512 | 1024;
/** Input, output, errors. */
const STANDARD = 2;

const { apply } = Reflect;
const { add: addTo, delete: deleteFrom } = Set.prototype;

/** A function from Python's side, whose arguments are nobody's business here. */
type Imported = (...values: unknown[]) => unknown;

/** Thrown through Python where it may not go on; the page tells of it in words. */
export class Outside extends Error {
  constructor(name: string) {
    super(`outside: ${name}`);
  }
}

export class Wall {
  #closed = false;
  #changed = false;
  readonly #open = new Set<unknown>();

  /** From now on programs run. Starting Python needs what they may not have. */
  close(): void {
    this.#closed = true;
  }

  /** Whether something outside of the heap is no longer as it was. */
  get changed(): boolean {
    return this.#changed || this.#open.size > 0;
  }

  guard(imports: Record<string, unknown>): void {
    for (const [name, imported] of Object.entries(imports)) {
      if (!isFunction(imported)) continue;
      // With its properties: the loader reads a function's signature from it, and stops half-way without one.
      if (name === '__syscall_openat') imports[name] = Object.assign(this.#opening(imported), imported);
      else if (name === 'fd_close') imports[name] = Object.assign(this.#closing(imported), imported);
      else if (!LOOKS.test(name)) imports[name] = Object.assign(this.#guarded(name, imported), imported);
    }
  }

  #guarded(name: string, imported: Imported): Imported {
    const allowed = CHANGES.test(name);
    return (...values) => {
      if (this.#closed) {
        this.#changed = true;
        if (!allowed) throw new Outside(name);
      }
      return apply(imported, undefined, values);
    };
  }

  #opening(imported: Imported): Imported {
    return (...values) => {
      const descriptor = apply(imported, undefined, values);
      if (this.#closed) {
        const flags = values[2];
        if (typeof flags !== 'number' || (flags & WRITES) !== 0) this.#changed = true;
        if (typeof descriptor === 'number' && descriptor >= 0) apply(addTo, this.#open, [descriptor]);
      }
      return descriptor;
    };
  }

  #closing(imported: Imported): Imported {
    return (...values) => {
      const [descriptor] = values;
      // What was opened by nobody here is the interpreter's own.
      if (this.#closed && !apply(deleteFrom, this.#open, [descriptor])) this.#changed = true;
      if (this.#closed && typeof descriptor === 'number' && descriptor <= STANDARD) this.#changed = true;
      return apply(imported, undefined, values);
    };
  }
}

function isFunction(value: unknown): value is Imported {
  return typeof value === 'function';
}
