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
  #useSnapshot: boolean;
  #active: PythonWorker | null = null;
  #spare: PythonWorker | null = null;
  #probed = false;

  constructor(frame: SandboxFrame, options: { readonly probeUrl: string; readonly useSnapshot: boolean }) {
    this.#frame = frame;
    this.#probeUrl = options.probeUrl;
    this.#useSnapshot = options.useSnapshot;
  }

  /** A worker that is ready to run. Rejects with `sandbox-failed` or `sandbox-open`. */
  async active(): Promise<PythonWorker> {
    const current = this.#active;
    if (current !== null && !current.dead) {
      await current.settled();
      if (!current.dead && this.#active === current) return current;
    }
    const next = await this.spare();
    this.#active = next;
    this.#spare = this.#probed ? this.#spawn() : null;
    return next;
  }

  /** The waiting worker, when it is ready. It stays the waiting one: no program may run in it. */
  async spare(): Promise<PythonWorker> {
    const waiting = this.#spare;
    if (waiting !== null && !waiting.dead) {
      await waiting.settled();
      if (await this.#booted(waiting)) return waiting;
    }
    const spawned = this.#spawn();
    this.#spare = spawned;
    if (await this.#booted(spawned)) return spawned;
    // A snapshot that this browser does not take is no reason to go without Python.
    this.#useSnapshot = false;
    const plain = this.#spawn();
    this.#spare = plain;
    if (await this.#booted(plain)) return plain;
    throw failedToStart(await plain.boot);
  }

  close(): void {
    this.#active?.kill();
    this.#spare?.kill();
    this.#frame.close();
  }

  #spawn(): PythonWorker {
    const probeUrl = this.#probed ? null : this.#probeUrl;
    return new PythonWorker(this.#frame, { useSnapshot: this.#useSnapshot, probeUrl });
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

function failedToStart(end: Awaited<PythonWorker['boot']>): PlaygroundError {
  const reason = end.kind === 'failed' ? `: ${end.message}` : '';
  return new PlaygroundError({
    code: 'sandbox-failed',
    message: `Python did not start${reason}.`,
    advice: 'Close other heavy tabs and reload the page; it needs about 150 MB of memory.',
  });
}
