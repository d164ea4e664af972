/** Lets the worker read its messages between two runs of the network, so that a cancel arrives in time. */
import type { CancelSignal } from '../../src/guidance/cancellation';

/**
 * Waits for one turn of the message queue, then throws the signal's reason if it has fired. A message port is used
 * because promises alone never let a message in, and a timer waits 4 ms once it is nested.
 */
export async function pause(signal: CancelSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
  signal.throwIfAborted();
}
