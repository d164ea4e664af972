/** One worker in the sandbox, from its start to its end. It runs one order at a time and is dead after a failure. */
import type { FromWorker, ToWorker } from '../../../workers/python/messages';
import { assertNever } from '../../guidance/assert-never';
import { readWorkerMessage } from './worker-messages';

const BOOT_DEADLINE_MS = 60_000;
/** Putting the heap back takes milliseconds; a worker that needs longer is stuck. */
const SETTLE_DEADLINE_MS = 2_000;
/** A reply may already lie in the queue behind the timer that gives it up. */
const GRACE_MS = 25;

export interface SpawnOptions {
  /** Start from the snapshot instead of from nothing. */
  readonly useSnapshot: boolean;
  /** Try to get out before anything else, to this address; null to leave that out. */
  readonly probeUrl: string | null;
  /** Names of packages to install, handed in before, dependencies included; usually none. */
  readonly packages?: readonly string[];
}

/** Where workers are started: the sandboxed frame. */
export interface WorkerSpawner {
  spawn(options: SpawnOptions, onError: (message: string) => void): SpawnedWorker;
}

export interface SpawnedWorker {
  readonly port: MessagePort;
  kill(): void;
}

export type BootEnd =
  | { readonly kind: 'ready'; readonly bootMs: number }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'open'; readonly way: 'network' | 'storage' };

/** `index` is the request that did not end. */
export type OrderEnd =
  | { readonly kind: 'finished' }
  /** The worker was given up before: nothing of it ran, and another worker may run it. */
  | { readonly kind: 'not-begun' }
  | { readonly kind: 'deadline'; readonly index: number }
  | { readonly kind: 'crashed'; readonly index: number; readonly reason: CrashReason };

export type CrashReason = 'recursion' | 'memory' | 'outside' | 'other';

export interface Order {
  readonly requests: readonly string[];
  /** For each request alone. */
  readonly deadlineMs: number;
  readonly maxHeapBytes: number;
  /** Whether a program runs, so that the heap must be put back afterwards. */
  readonly restore: boolean;
  readonly onReply: (index: number, reply: string) => void;
}

interface RunningOrder {
  readonly id: number;
  readonly order: Order;
  /** The request that runs now. */
  index: number;
  readonly end: (end: OrderEnd) => void;
}

let nextOrder = 1;

export class PythonWorker {
  /** How starting went. Never rejects. */
  readonly boot: Promise<BootEnd>;
  readonly #spawned: SpawnedWorker;
  #settleBoot: (end: BootEnd) => void = () => undefined;
  #running: RunningOrder | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dead = false;
  /** The order after which the heap is being put back; null while none is. */
  #settling: number | null = null;

  constructor(frame: WorkerSpawner, options: SpawnOptions) {
    this.boot = new Promise((resolve) => {
      this.#settleBoot = resolve;
    });
    this.#spawned = frame.spawn(options, (message) => this.#fail(message));
    this.#spawned.port.onmessage = (event) => {
      const message = readWorkerMessage(event.data);
      if (message !== null && !this.#dead) this.#take(message);
    };
    this.#arm(BOOT_DEADLINE_MS, () => this.#fail('it did not start within a minute'));
  }

  get dead(): boolean {
    return this.#dead;
  }

  /**
   * Runs an order in a worker that has booted. Resolves with the last reply, whatever the end. The order is handed over
   * while the heap of the one before is still being put back, because to wait for word of that costs as much again.
   */
  run(order: Order): Promise<OrderEnd> {
    if (this.#dead) return Promise.resolve({ kind: 'not-begun' });
    if (order.requests.length === 0) return Promise.resolve({ kind: 'finished' });
    return new Promise((resolve) => {
      const id = nextOrder++;
      this.#running = { id, order, index: 0, end: resolve };
      const { requests, maxHeapBytes, restore } = order;
      const message: ToWorker = { kind: 'run', id, maxHeapBytes, requests, restore };
      this.#spawned.port.postMessage(message);
      if (this.#settling === null) this.#armDeadline();
    });
  }

  /** Ends it at once; an order that runs ends as crashed. */
  kill(): void {
    if (this.#dead) return;
    this.#dead = true;
    clearTimeout(this.#timer);
    this.#spawned.kill();
    this.#settleBoot({ kind: 'failed', message: 'it was ended' });
    this.#endOrder((index) =>
      this.#settling === null ? { kind: 'crashed', index, reason: 'other' } : { kind: 'not-begun' },
    );
  }

  #take(message: FromWorker): void {
    switch (message.kind) {
      case 'ready':
        clearTimeout(this.#timer);
        this.#settleBoot({ kind: 'ready', bootMs: message.bootMs });
        return;
      case 'boot-failed':
        this.#fail(message.message);
        return;
      case 'open':
        this.#settleBoot({ kind: 'open', way: message.way });
        this.kill();
        return;
      case 'result':
        this.#takeResult(message.id, message.index, message.text);
        return;
      case 'crashed':
        if (message.id !== this.#running?.id || this.#settling !== null) return;
        this.#endOrder((index) => ({ kind: 'crashed', index, reason: message.reason }));
        this.kill();
        return;
      case 'idle':
        // Whoever says that it cannot go on is believed, whenever that is said.
        if (!message.restored) {
          this.kill();
          return;
        }
        if (message.id !== this.#settling) return;
        this.#settling = null;
        clearTimeout(this.#timer);
        this.#armDeadline();
        return;
      default:
        assertNever(message);
    }
  }

  #takeResult(id: number, index: number, text: string): void {
    const running = this.#running;
    if (running === null || this.#settling !== null || running.id !== id || running.index !== index) return;
    running.order.onReply(index, text);
    running.index++;
    if (running.index < running.order.requests.length) {
      this.#armDeadline();
      return;
    }
    this.#settling = id;
    this.#endOrder(() => ({ kind: 'finished' }));
    this.#arm(SETTLE_DEADLINE_MS, () => this.kill());
  }

  #armDeadline(): void {
    const running = this.#running;
    if (running === null) return;
    const { index } = running;
    this.#arm(running.order.deadlineMs, () =>
      this.#arm(GRACE_MS, () => {
        if (this.#running !== running || running.index !== index) return;
        this.#endOrder(() => ({ kind: 'deadline', index }));
        this.kill();
      }),
    );
  }

  #arm(delayMs: number, then: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(then, delayMs);
  }

  #fail(message: string): void {
    this.#settleBoot({ kind: 'failed', message });
    this.kill();
  }

  #endOrder(end: (index: number) => OrderEnd): void {
    const running = this.#running;
    if (running === null) return;
    this.#running = null;
    running.end(end(running.index));
  }
}
