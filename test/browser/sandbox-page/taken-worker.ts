/**
 * The product's own frame and worker, but with somebody else's JavaScript in the worker: as if a program had broken out
 * of Python. It runs once Python has started, where programs would.
 */
import { frameHtml } from 'virtual:python-sandbox';
import { fetchAssets } from '../../../src/clients/python/assets';
import type { ToFrame } from '../../../workers/python/messages';

const ANSWER_MS = 4_000;

interface Frame {
  readonly port: MessagePort;
  readonly workerText: string;
  readonly standardLibrary: ArrayBuffer;
  readonly snapshot: ArrayBuffer | null;
}

let frame: Promise<Frame> | null = null;
let workers = 0;

/** What the body of an async function returns, as text. */
export async function runInTakenWorker(source: string): Promise<string> {
  frame ??= openFrame();
  const { port, workerText, standardLibrary, snapshot } = await frame;
  const { port1, port2 } = new MessageChannel();
  const worker = workers++;
  const send = (message: ToFrame, transfer: Transferable[] = []) => port.postMessage(message, transfer);
  send({ kind: 'files', workerText: taken(workerText, source), standardLibrary, snapshot });
  send({ kind: 'spawn', worker, useSnapshot: snapshot !== null, probeUrl: null, packages: [] }, [port2]);
  const said = await new Promise<string>((resolve) => {
    port1.onmessage = (event: MessageEvent<{ kind: string; text?: string; message?: string }>) => {
      const { kind, text, message } = event.data;
      // From when its script runs: starting takes as long as the machine needs.
      if (kind === 'ready') setTimeout(() => resolve('no answer'), ANSWER_MS);
      if (kind === 'said') resolve(text ?? '');
      if (kind === 'boot-failed') resolve(`the worker did not start: ${message}`);
    };
  });
  port1.close();
  send({ kind: 'kill', worker });
  return said;
}

async function openFrame(): Promise<Frame> {
  const element = document.createElement('iframe');
  element.setAttribute('sandbox', 'allow-scripts');
  element.hidden = true;
  element.srcdoc = frameHtml;
  const { port1, port2 } = new MessageChannel();
  const loaded = new Promise((resolve) => {
    element.onload = resolve;
  });
  // Before the product's own, which tests take for the last.
  document.body.prepend(element);
  await loaded;
  element.contentWindow?.postMessage(null, '*', [port2]);
  const assets = fetchAssets(() => undefined);
  const wasm: ToFrame = { kind: 'wasm', wasm: await assets.wasm };
  port1.postMessage(wasm, [wasm.wasm]);
  port1.start();
  const [workerText, standardLibrary, snapshot] = await Promise.all([
    assets.workerText,
    assets.standardLibrary,
    assets.snapshot,
  ]);
  return { port: port1, workerText, standardLibrary, snapshot };
}

/** The worker's text with the source in front, waiting for the word that Python is ready. */
function taken(workerText: string, source: string): string {
  return `addEventListener('message', (event) => {
    const [port] = event.ports;
    const post = port.postMessage.bind(port);
    port.postMessage = (message) => {
      post(message);
      if (message.kind !== 'ready') return;
      (async () => { ${source} })().then(
        (value) => post({ kind: 'said', text: String(value) }),
        (error) => post({ kind: 'said', text: 'error: ' + error }),
      );
    };
  }, { once: true });
  ${workerText}`;
}
