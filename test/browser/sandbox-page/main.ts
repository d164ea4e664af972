/** A page with nothing on it but the Python client and the model worker's way of starting, for the tests to drive. */
import { createModuleWorker } from '../../../src/clients/module-worker';
import { PythonClient } from '../../../src/clients/python/python-client';
import { type Failure, toFailure } from '../../../src/guidance/failure';
import probeWorkerUrl from './probe-worker.ts?worker&url';

const client = new PythonClient();

const surface = {
  client,

  /** null when Python started. */
  async start(): Promise<Failure | null> {
    try {
      await client.start();
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
