/**
 * One worker at work and one that waits: when a program has to be killed, the next one starts at once, while the
 * replacement boots behind it.
 */
import { assertNever } from '../../guidance/assert-never';
import { PlaygroundError } from '../../guidance/failure';
import { PythonWorker } from './python-worker';
import type { SandboxFrame } from './sandbox-frame';

export class WorkerPool {
  readonly #frame: SandboxFrame;
  readonly #probeUrl: string;
  readonly #packages: readonly string[];
  readonly #startsAhead: boolean;
  #useSnapshot: boolean;
  #active: PythonWorker | null = null;
  #spare: PythonWorker | null = null;
  #probed = false;

  /** `startsAhead`: the waiting worker is started before anyone asks for it. */
  constructor(
    frame: SandboxFrame,
    options: {
      readonly probeUrl: string;
      readonly useSnapshot: boolean;
      readonly packages: readonly string[];
      readonly startsAhead: boolean;
    },
  ) {
    this.#frame = frame;
    this.#probeUrl = options.probeUrl;
    this.#useSnapshot = options.useSnapshot;
    this.#packages = options.packages;
    this.#startsAhead = options.startsAhead;
  }

  /** A worker that is ready to run. Rejects with `sandbox-failed` or `sandbox-open`. */
  async active(): Promise<PythonWorker> {
    const current = this.#active;
    if (current !== null && !current.dead) return current;
    const next = await this.spare();
    this.#active = next;
    this.#spare = this.#probed && this.#startsAhead ? this.#spawn() : null;
    return next;
  }

  /** The waiting worker, when it is ready. It stays the waiting one: no program may run in it. */
  async spare(): Promise<PythonWorker> {
    const waiting = this.#spare;
    if (waiting !== null && !waiting.dead && (await this.#booted(waiting))) return waiting;
    const spawned = this.#spawn();
    this.#spare = spawned;
    if (await this.#booted(spawned)) return spawned;
    // A snapshot that this browser does not take is no reason to go without Python.
    this.#useSnapshot = false;
    const plain = this.#spawn();
    this.#spare = plain;
    if (await this.#booted(plain)) return plain;
    throw failedToStart(await plain.boot, this.#packages);
  }

  endWorkers(): void {
    this.#active?.kill();
    this.#spare?.kill();
  }

  #spawn(): PythonWorker {
    const probeUrl = this.#probed ? null : this.#probeUrl;
    return new PythonWorker(this.#frame, { useSnapshot: this.#useSnapshot, probeUrl, packages: this.#packages });
  }

  /** Whether it is ready; throws where the sandbox turned out to be open. */
  async #booted(worker: PythonWorker): Promise<boolean> {
    const end = await worker.boot;
    switch (end.kind) {
      case 'ready':
        this.#probed = true;
        return !worker.dead;
      case 'failed':
        return false;
      case 'open':
        throw new PlaygroundError({
          code: 'sandbox-open',
          message: `The sandbox does not hold in this browser: a program in it could reach the ${end.way}.`,
          advice: 'No program will be run here. Please use a current Chrome, Edge, Firefox or Safari.',
        });
      default:
        return assertNever(end);
    }
  }
}

function failedToStart(end: Awaited<PythonWorker['boot']>, packages: readonly string[]): PlaygroundError {
  const reason = end.kind === 'failed' ? `: ${end.message}` : '';
  const what = packages.length === 0 ? 'Python' : `Python with ${packages.join(', ')}`;
  return new PlaygroundError({
    code: 'sandbox-failed',
    message: `${what} did not start${reason}.`,
    advice: `Close other heavy tabs and reload the page; it needs about ${packages.length === 0 ? 150 : 600} MB of memory.`,
  });
}
