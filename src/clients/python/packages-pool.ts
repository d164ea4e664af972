/**
 * Workers with packages, beside the plain ones and never one of them: a program without packages finds none, and its
 * worker's heap stays small. There is one such pool at a time, for what has been asked for so far.
 */
import type { Wheel } from '../../../workers/python/messages';
import type { SandboxFrame } from './sandbox-frame';
import { WorkerPool } from './worker-pool';

export class PackagedWorkers {
  readonly #frame: SandboxFrame;
  readonly #options: { readonly probeUrl: string; readonly useSnapshot: boolean };
  readonly #handedIn = new Set<string>();
  #names: readonly string[] = [];
  #pool: WorkerPool | null = null;

  constructor(frame: SandboxFrame, options: { readonly probeUrl: string; readonly useSnapshot: boolean }) {
    this.#frame = frame;
    this.#options = options;
  }

  /** Whether workers with these packages can be started. */
  has(names: readonly string[]): boolean {
    return names.every((name) => this.#handedIn.has(name));
  }

  handIn(wheels: readonly Wheel[]): void {
    this.#frame.handInWheels(wheels);
    for (const { locked } of wheels) this.#handedIn.add(locked.name);
  }

  /** Packages that were handed in, dependencies included. Ends a pool that lacks one of them. */
  pool(names: readonly string[]): WorkerPool {
    if (this.#pool !== null && names.every((name) => this.#names.includes(name))) return this.#pool;
    this.#pool?.endWorkers();
    this.#names = [...new Set([...this.#names, ...names])];
    // They are slow to start and large, so none is started ahead of need.
    this.#pool = new WorkerPool(this.#frame, { ...this.#options, packages: this.#names, startsAhead: false });
    return this.#pool;
  }

  endWorkers(): void {
    this.#pool?.endWorkers();
  }
}
