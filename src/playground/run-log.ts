/** The current run's events and their fold, published at most once per frame so that streaming tokens stay smooth. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { RunEvent } from '../guidance/events';
import { applyEvent, EMPTY_VIEW, type RunView } from '../runs/run-view';

export class RunLog {
  #events: RunEvent[] = [];
  #folded: RunView = EMPTY_VIEW;
  #scheduled = false;
  readonly #view = signal<RunView>(EMPTY_VIEW);

  get view(): ReadonlySignal<RunView> {
    return this.#view;
  }

  get events(): readonly RunEvent[] {
    return this.#events;
  }

  clear(): void {
    this.#events = [];
    this.#folded = EMPTY_VIEW;
    this.#view.value = EMPTY_VIEW;
  }

  append(event: RunEvent): void {
    this.#events.push(event);
    this.#folded = applyEvent(this.#folded, event);
    if (this.#scheduled) return;
    this.#scheduled = true;
    // A hidden tab has no frames; a timer alone would make visible ones stutter.
    if (document.hidden) setTimeout(() => this.#publish(), 0);
    else requestAnimationFrame(() => this.#publish());
  }

  /** Publishes what is pending now: a run that ended must not wait for a frame. */
  flush(): void {
    this.#publish();
  }

  #publish(): void {
    this.#scheduled = false;
    this.#view.value = this.#folded;
  }
}
