/** Cancel signals and promises. */
import type { CancelSignal } from '../../guidance/cancellation';

/** Never fires. */
export const NEVER: CancelSignal = new AbortController().signal;

/** What a signal that has fired was given. */
export function reasonOf(signal: CancelSignal): unknown {
  try {
    signal.throwIfAborted();
  } catch (reason) {
    return reason;
  }
  return new Error('The call was cancelled');
}

/** Waits for the promise, or rejects with the signal's reason as soon as it fires. */
export function untilAborted(signal: CancelSignal, promise: Promise<unknown>): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(reasonOf(signal));
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(() => resolve(), reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
