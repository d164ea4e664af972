/** Runs tasks one after another. A task whose signal fires while it waits is not begun. */
import type { CancelSignal } from '../../guidance/cancellation';

export class ExclusiveQueue {
  #last: Promise<unknown> = Promise.resolve();

  /** Rejects as soon as the signal fires, also while an earlier task still runs. */
  run<T>(signal: CancelSignal, task: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => {
      signal.throwIfAborted();
      return task();
    });
    this.#last = turn.catch(() => undefined);
    return new Promise((resolve, reject) => {
      const abort = () => {
        try {
          signal.throwIfAborted();
        } catch (reason) {
          reject(reason);
        }
      };
      if (signal.aborted) abort();
      else signal.addEventListener('abort', abort, { once: true });
      turn.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
    });
  }
}
