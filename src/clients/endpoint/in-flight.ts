/** So many at a time, the others in the order in which they came. */
import type { CancelSignal } from '../../guidance/cancellation';
import { reasonOf } from '../model/abort';

export class InFlight {
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(public most: number) {}

  /** Runs the work in its turn. Work that is cancelled while it waits never begins. */
  async run<T>(signal: CancelSignal, work: () => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    if (this.#running >= this.most) await this.#turn(signal);
    this.#running++;
    try {
      return await work();
    } finally {
      this.#running--;
      this.#waiting.shift()?.();
    }
  }

  #turn(signal: CancelSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const start = () => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      };
      const onAbort = () => {
        const place = this.#waiting.indexOf(start);
        if (place >= 0) this.#waiting.splice(place, 1);
        reject(reasonOf(signal));
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#waiting.push(start);
    });
  }
}
