/**
 * Inside the sandbox: a worker that runs requests one after another and answers over its port. It is ended from
 * outside whenever it takes too long, so nothing here waits or cleans up for long.
 */
import { PythonInterpreter } from './interpreter';
import { takeAwayWaysOut } from './lock-down';
import type { FromWorker, ToWorker, WorkerStart } from './messages';
import { findWayOut } from './probe';

addEventListener(
  'message',
  (event: MessageEvent<WorkerStart>) => {
    const [port] = event.ports;
    if (port === undefined) return;
    // Bound before any program runs: replacing it later changes nothing.
    const send: (message: FromWorker) => void = port.postMessage.bind(port);
    start(event.data, port, send).catch((error: unknown) => send({ kind: 'boot-failed', message: describe(error) }));
  },
  { once: true },
);

async function start(start: WorkerStart, port: MessagePort, send: (message: FromWorker) => void): Promise<void> {
  const began = performance.now();
  const way = start.probeUrl === null ? null : await findWayOut(start.probeUrl);
  if (way !== null) {
    send({ kind: 'open', way });
    return;
  }
  const interpreter = await PythonInterpreter.start(start);
  takeAwayWaysOut(globalThis);
  port.onmessage = (event: MessageEvent<ToWorker>) => {
    // The next order may lie there already; it is for another worker then.
    if (!run(interpreter, event.data, send)) port.onmessage = null;
  };
  // Pyodide tells of an interpreter that ended; so do we, in the page's words.
  console.error = () => undefined;
  send({ kind: 'ready', bootMs: performance.now() - began });
}

/** Whether this worker can go on. */
function run(interpreter: PythonInterpreter, order: ToWorker, send: (message: FromWorker) => void): boolean {
  let index = 0;
  try {
    for (const request of order.requests) {
      const text = interpreter.handle(request, order.maxHeapBytes);
      send({ kind: 'result', id: order.id, index, text: text.length > MAX_REPLY_CHARS ? '' : text });
      index++;
    }
  } catch (error) {
    send({ kind: 'crashed', id: order.id, index, reason: reasonOf(error), message: describe(error) });
    return false;
  }
  // After the last reply, so that nobody waits for it.
  const asBefore = !order.restore || restored(interpreter);
  send({ kind: 'idle', id: order.id, restored: asBefore });
  return asBefore;
}

function restored(interpreter: PythonInterpreter): boolean {
  try {
    return interpreter.restore();
  } catch {
    // Whatever a program left that cannot be undone, a new worker does not have.
    return false;
  }
}

/** A reply that no page would read; a longer one is not worth its way there. */
const MAX_REPLY_CHARS = 4_000_000;

/** Recursion through C code ends in the engine's own stack limit, which Python cannot survive. */
function reasonOf(error: unknown): 'recursion' | 'memory' | 'outside' | 'other' {
  const text = describe(error);
  if (text.includes('outside: ')) return 'outside';
  if (error instanceof RangeError || /call stack|too much recursion|RecursionError/i.test(text)) return 'recursion';
  return /MemoryError|out of memory/i.test(text) ? 'memory' : 'other';
}

function describe(error: unknown): string {
  return String(error).slice(0, 500);
}
