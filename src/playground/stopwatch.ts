/** Wall-clock time of a run for the eye; events carry no clock. */
import { type ReadonlySignal, signal } from '@preact/signals';

const TICK_MS = 100;

export class Stopwatch {
  readonly #elapsedMs = signal(0);
  #startedAt: number | null = null;
  #timer: ReturnType<typeof setInterval> | null = null;

  get elapsedMs(): ReadonlySignal<number> {
    return this.#elapsedMs;
  }

  restart(): void {
    this.stop();
    this.#elapsedMs.value = 0;
    this.#startedAt = performance.now();
    this.#timer = setInterval(() => this.#read(), TICK_MS);
  }

  stop(): void {
    this.#read();
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#startedAt = null;
  }

  clear(): void {
    this.show(0);
  }

  /** Stands still at a time that was measured before. */
  show(elapsedMs: number): void {
    this.stop();
    this.#elapsedMs.value = elapsedMs;
  }

  #read(): void {
    if (this.#startedAt !== null) this.#elapsedMs.value = performance.now() - this.#startedAt;
  }
}
