/**
 * What page, frame and worker say to each other. Types only: each side checks what it receives where it receives it,
 * and the page takes nothing from a worker without a schema (src/clients/python/worker-messages.ts).
 *
 * A worker talks to the page over a port of its own. The frame only starts and ends workers and never reads what they
 * say, because a frame could be made to navigate, and a worker cannot.
 */

/** An entry of Pyodide's lock file, under that file's own names. */
export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  /** Of the wheel, in the folder where all of them lie. */
  readonly file_name: string;
  readonly install_dir: string;
  readonly package_type: string;
  /** Of the wheel, hex. */
  readonly sha256: string;
  /** Names by which programs import it. */
  readonly imports: readonly string[];
  /** Names of packages. */
  readonly depends: readonly string[];
}

/** A package whose bytes have been checked. */
export interface Wheel {
  readonly locked: LockedPackage;
  readonly bytes: ArrayBuffer;
}

/** Page to frame, over the port of the first message. The frame has no network, so everything is handed in. */
export type ToFrame =
  /** Alone and first, because compiling takes a while and needs nothing else. */
  | { readonly kind: 'wasm'; readonly wasm: ArrayBuffer }
  | {
      readonly kind: 'files';
      readonly workerText: string;
      readonly standardLibrary: ArrayBuffer;
      /** Heap of an interpreter that has already started; null starts from nothing, in seconds. */
      readonly snapshot: ArrayBuffer | null;
    }
  /** Packages that workers may be started with from now on. */
  | { readonly kind: 'wheels'; readonly wheels: readonly Wheel[] }
  | {
      readonly kind: 'spawn';
      readonly worker: number;
      readonly useSnapshot: boolean;
      readonly probeUrl: string | null;
      /** Names of packages that were handed in, dependencies included. */
      readonly packages: readonly string[];
    }
  | { readonly kind: 'kill'; readonly worker: number };

export type FromFrame =
  /** Workers can be started. */
  | { readonly kind: 'frame-ready' }
  | { readonly kind: 'frame-failed'; readonly message: string }
  | { readonly kind: 'worker-error'; readonly worker: number; readonly message: string };

/** Frame to worker, once, with the worker's port. */
export interface WorkerStart {
  readonly module: WebAssembly.Module;
  readonly standardLibrary: ArrayBuffer;
  readonly snapshot: ArrayBuffer | null;
  /** An address that answers the page; the worker must not be able to reach it. null when that is known already. */
  readonly probeUrl: string | null;
  /** Installed before any program runs, dependencies included. */
  readonly wheels: readonly Wheel[];
}

/** Page to worker. Each request is JSON text for `handle` in runtime/main.py; replies come one by one. */
export interface ToWorker {
  readonly kind: 'run';
  readonly id: number;
  readonly maxHeapBytes: number;
  readonly requests: readonly string[];
  /** Whether a program runs, so that the heap must be put back afterwards. */
  readonly restore: boolean;
}

export type FromWorker =
  | { readonly kind: 'ready'; readonly bootMs: number }
  | { readonly kind: 'boot-failed'; readonly message: string }
  /** The probe got out of the sandbox. */
  | { readonly kind: 'open'; readonly way: 'network' | 'storage' }
  | { readonly kind: 'result'; readonly id: number; readonly index: number; readonly text: string }
  /** This worker can run nothing more. */
  | {
      readonly kind: 'crashed';
      readonly id: number;
      readonly index: number;
      /** `outside`: it reached for what Python may not have. */
      readonly reason: 'recursion' | 'memory' | 'outside' | 'other';
      readonly message: string;
    }
  /** All results are out; `restored` says whether the heap is as it was before the run. */
  | { readonly kind: 'idle'; readonly id: number; readonly restored: boolean };
