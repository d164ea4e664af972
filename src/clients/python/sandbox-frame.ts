/// <reference path="./virtual.d.ts" />
/** The page's end of the sandboxed frame: opens it, has workers started and ended in it. */
import { frameHtml } from 'virtual:python-sandbox';
import * as v from 'valibot';
import type { ToFrame, Wheel } from '../../../workers/python/messages';
import { assertNever } from '../../guidance/assert-never';
import { PlaygroundError } from '../../guidance/failure';
import type { SandboxAssets } from './assets';
import type { SpawnedWorker, SpawnOptions, WorkerSpawner } from './python-worker';

/** Downloads over a slow line are part of it. */
const OPEN_DEADLINE_MS = 10 * 60_000;

const FrameMessageSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('frame-ready') }),
  v.strictObject({ kind: v.literal('frame-failed'), message: v.pipe(v.string(), v.maxLength(2000)) }),
  v.strictObject({
    kind: v.literal('worker-error'),
    worker: v.pipe(v.number(), v.integer()),
    message: v.pipe(v.string(), v.maxLength(1000)),
  }),
]);

export class SandboxFrame implements WorkerSpawner {
  readonly #element: HTMLIFrameElement;
  readonly #port: MessagePort;
  readonly #onWorkerError = new Map<number, (message: string) => void>();
  #nextWorker = 0;

  private constructor(element: HTMLIFrameElement, port: MessagePort) {
    this.#element = element;
    this.#port = port;
  }

  /** Opens while the assets are still on their way. Rejects with `sandbox-failed`. */
  static async open(assets: SandboxAssets): Promise<SandboxFrame> {
    const element = document.createElement('iframe');
    // Scripts and nothing else: no origin, no forms, no windows, no navigation of the page.
    element.setAttribute('sandbox', 'allow-scripts');
    element.title = 'Python sandbox';
    element.hidden = true;
    element.srcdoc = frameHtml;
    const { port1, port2 } = new MessageChannel();
    const frame = new SandboxFrame(element, port1);
    try {
      const ready = frame.#listen();
      // Any target: an opaque origin has no name. The document is the one that we wrote.
      element.onload = () => element.contentWindow?.postMessage(null, '*', [port2]);
      document.body.append(element);
      await Promise.all([ready, frame.#handIn(assets)]);
      return frame;
    } catch (error) {
      frame.close();
      if (error instanceof PlaygroundError) throw error;
      throw new PlaygroundError({
        code: 'sandbox-failed',
        message: `The sandbox that Python runs in did not open (${String(error)}).`,
        advice: 'Reload the page. If it stays so, an extension may be blocking frames or workers on this page.',
      });
    }
  }

  async #handIn(assets: SandboxAssets): Promise<void> {
    const wasm = await assets.wasm;
    this.#send({ kind: 'wasm', wasm }, [wasm]);
    const [workerText, standardLibrary, snapshot] = await Promise.all([
      assets.workerText,
      assets.standardLibrary,
      assets.snapshot,
    ]);
    const buffers = snapshot === null ? [standardLibrary] : [standardLibrary, snapshot];
    this.#send({ kind: 'files', workerText, standardLibrary, snapshot }, buffers);
  }

  #listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#port.onmessage = (event) => {
        const read = v.safeParse(FrameMessageSchema, event.data);
        if (!read.success) return;
        const message = read.output;
        switch (message.kind) {
          case 'frame-ready':
            resolve();
            return;
          case 'frame-failed':
            reject(new Error(message.message));
            return;
          case 'worker-error':
            this.#onWorkerError.get(message.worker)?.(message.message);
            return;
          default:
            assertNever(message);
        }
      };
      setTimeout(() => reject(new Error('no answer')), OPEN_DEADLINE_MS);
    });
  }

  spawn(options: SpawnOptions, onError: (message: string) => void): SpawnedWorker {
    const worker = this.#nextWorker++;
    const { port1, port2 } = new MessageChannel();
    this.#onWorkerError.set(worker, onError);
    this.#send({ kind: 'spawn', worker, packages: [], ...options }, [port2]);
    return {
      port: port1,
      kill: () => {
        this.#onWorkerError.delete(worker);
        port1.close();
        this.#send({ kind: 'kill', worker }, []);
      },
    };
  }

  /** Packages for workers that are started from now on. They are copied, not moved: others may wait for the same. */
  handInWheels(wheels: readonly Wheel[]): void {
    this.#send({ kind: 'wheels', wheels }, []);
  }

  /** Ends every worker with it. */
  close(): void {
    this.#port.close();
    this.#element.remove();
  }

  #send(message: ToFrame, transfer: Transferable[]): void {
    this.#port.postMessage(message, transfer);
  }
}
