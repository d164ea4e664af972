/** A page with nothing on it but the Python client and the model worker's way of starting, for the tests to drive. */
import { createModuleWorker } from '../../../src/clients/module-worker';
import type { PackageReport } from '../../../src/clients/python/packages-desk';
import type { PackageSource } from '../../../src/clients/python/packages-lock';
import { PythonClient } from '../../../src/clients/python/python-client';
import { type Failure, toFailure } from '../../../src/guidance/failure';
import probeWorkerUrl from './probe-worker.ts?worker&url';
import { runInTakenWorker } from './taken-worker';

// The page's messages to the frame are what starts a worker.
let spawned = 0;
const { postMessage } = MessagePort.prototype;
MessagePort.prototype.postMessage = function (this: MessagePort, ...given: unknown[]) {
  const [message] = given;
  if (typeof message === 'object' && message !== null && 'kind' in message && message.kind === 'spawn') spawned++;
  return Reflect.apply(postMessage, this, given);
};

const surface = {
  client: new PythonClient(),
  /** What a client with other packages has said of them. */
  packageReports: [] as PackageReport[],

  /** Another client, with packages from elsewhere. */
  async usePackages(packages: PackageSource): Promise<void> {
    await surface.client.dispose();
    surface.packageReports.length = 0;
    surface.client = new PythonClient({ packages, onPackages: (report) => surface.packageReports.push(report) });
  },
  runInTakenWorker,

  failureOf: (error: unknown): Failure => toFailure(error),

  /** How many workers the page has asked its sandbox for so far. */
  spawned: () => spawned,

  /** null when Python started. */
  async start(): Promise<Failure | null> {
    try {
      await surface.client.start();
      return null;
    } catch (error) {
      return toFailure(error);
    }
  },

  /** What a module worker could do: load a chunk, compile wasm, and fetch `target`. */
  askProbeWorker(target: string): Promise<Record<string, string>> {
    const worker = createModuleWorker(probeWorkerUrl, 'probe');
    const replies: Record<string, string> = {};
    return new Promise((resolve, reject) => {
      worker.onmessage = (event: MessageEvent<{ kind: string; detail: string }>) => {
        replies[event.data.kind] = event.data.detail;
        if (event.data.kind !== 'fetch') return;
        worker.terminate();
        resolve(replies);
      };
      worker.onerror = (event) => reject(new Error(event.message));
      worker.postMessage(target);
    });
  },

  /** Evaluates text from a task of the page's own: what a test driver calls directly is exempt from policies. */
  evaluate: (text: string): Promise<string> =>
    new Promise((resolve) =>
      setTimeout(() => {
        try {
          resolve(`evaluated: ${new Function(`return ${text}`)()}`);
        } catch (error) {
          resolve(String(error));
        }
      }),
    ),
};

declare global {
  interface Window {
    sandbox?: typeof surface;
  }
}

window.sandbox = surface;
