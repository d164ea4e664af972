/**
 * The sandboxed frame: it compiles Python's WebAssembly once and starts and ends the workers that run it. Its origin
 * is opaque and its policy allows no network; workers inherit both.
 */
import { assertNever } from '../../src/guidance/assert-never';
import type { FromFrame, ToFrame, Wheel, WorkerStart } from './messages';

type Files = Extract<ToFrame, { kind: 'files' }>;
type Spawn = Extract<ToFrame, { kind: 'spawn' }>;

// The one way out of a document that policies do not govern. Workers have none, and no program runs in this document:
// a second lock on a door that is shut.
for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection']) Reflect.deleteProperty(globalThis, name);

const workers = new Map<number, Worker>();
const wheels = new Map<string, Wheel>();
let module: Promise<WebAssembly.Module> | null = null;
let files: Files | null = null;
let workerUrl = '';

addEventListener(
  'message',
  (event) => {
    const [port] = event.ports;
    if (event.source !== parent || port === undefined) return;
    port.onmessage = (order: MessageEvent<ToFrame>) => {
      take(order.data, order.ports, port).catch((error: unknown) =>
        say(port, { kind: 'frame-failed', message: String(error).slice(0, 500) }),
      );
    };
  },
  { once: true },
);

function say(port: MessagePort, message: FromFrame): void {
  port.postMessage(message);
}

async function take(order: ToFrame, ports: readonly MessagePort[], port: MessagePort): Promise<void> {
  switch (order.kind) {
    case 'wasm':
      module = WebAssembly.compile(order.wasm);
      return;
    case 'files':
      files = order;
      workerUrl = URL.createObjectURL(new Blob([order.workerText], { type: 'text/javascript' }));
      await module;
      say(port, { kind: 'frame-ready' });
      return;
    case 'wheels':
      for (const wheel of order.wheels) wheels.set(wheel.locked.name, wheel);
      return;
    case 'spawn':
      await spawn(order, ports, port);
      return;
    case 'kill':
      workers.get(order.worker)?.terminate();
      workers.delete(order.worker);
      return;
    default:
      assertNever(order);
  }
}

async function spawn(order: Spawn, ports: readonly MessagePort[], port: MessagePort): Promise<void> {
  const [workerPort] = ports;
  if (module === null || files === null || workerPort === undefined)
    throw new Error('a worker was asked for too early');
  const start: WorkerStart = {
    module: await module,
    standardLibrary: files.standardLibrary,
    snapshot: order.useSnapshot ? files.snapshot : null,
    probeUrl: order.probeUrl,
    wheels: order.packages.flatMap((name) => wheels.get(name) ?? []),
  };
  // A classic worker: Chromium starts no module worker from a blob of an opaque origin.
  const worker = new Worker(workerUrl);
  workers.set(order.worker, worker);
  worker.onerror = (error) => {
    // Reported once: a program must not be able to flood the page through here.
    worker.onerror = null;
    say(port, { kind: 'worker-error', worker: order.worker, message: String(error.message).slice(0, 500) });
  };
  worker.postMessage(start, [workerPort]);
}
