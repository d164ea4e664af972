/**
 * A run's events and what they say at any moment. The newest is published at most once per frame, so that streaming
 * tokens stay smooth; earlier moments are folded on demand from the nearest kept view.
 */
import { batch, type ReadonlySignal, signal } from '@preact/signals';
import type { RunEvent } from '../guidance/events';
import { applyEvent, EMPTY_VIEW, type RunView } from '../runs/run-view';

/** What may be known of a run that is still being written, or has ended: all of it, at every moment of it. */
export interface RunHistory {
  /** Grows in place; up to `length` of them are published. */
  readonly events: readonly RunEvent[];
  readonly length: ReadonlySignal<number>;
  /** Fold of all published events. */
  readonly view: ReadonlySignal<RunView>;
  /** Fold of the first `count` events: what was known then. */
  at(count: number): RunView;
}

/** Views are immutable and share what did not change, so keeping one in so many costs little and any fold is short. */
const KEPT_EVERY = 32;

/** A hidden tab has no frames; a timer alone would make visible ones stutter. */
function beforeNextFrame(act: () => void): void {
  if (document.hidden) setTimeout(act, 0);
  else requestAnimationFrame(act);
}

export class RunLog implements RunHistory {
  readonly #events: RunEvent[] = [];
  readonly #kept: RunView[] = [EMPTY_VIEW];
  #newest: RunView = EMPTY_VIEW;
  /** The view asked for last: stepping and playing on from there is one event's work. */
  #last: RunView = EMPTY_VIEW;
  #scheduled = false;
  readonly #length = signal(0);
  readonly #view = signal<RunView>(EMPTY_VIEW);

  /** `schedule` calls back once, soon: before the next frame. */
  constructor(private readonly schedule: (act: () => void) => void = beforeNextFrame) {}

  get events(): readonly RunEvent[] {
    return this.#events;
  }

  get length(): ReadonlySignal<number> {
    return this.#length;
  }

  get view(): ReadonlySignal<RunView> {
    return this.#view;
  }

  at(count: number): RunView {
    const wanted = Math.max(0, Math.min(count, this.#events.length));
    if (wanted === this.#newest.eventCount) return this.#newest;
    const kept = this.#kept[Math.floor(wanted / KEPT_EVERY)] ?? EMPTY_VIEW;
    const near = this.#last.eventCount <= wanted && this.#last.eventCount > kept.eventCount;
    let view = near ? this.#last : kept;
    while (view.eventCount < wanted) {
      const event = this.#events[view.eventCount];
      if (event === undefined) break;
      view = applyEvent(view, event);
    }
    this.#last = view;
    return view;
  }

  append(event: RunEvent): void {
    this.#events.push(event);
    this.#newest = applyEvent(this.#newest, event);
    if (this.#events.length % KEPT_EVERY === 0) this.#kept.push(this.#newest);
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.schedule(() => this.flush());
  }

  /** Publishes what is pending now: a run that ended must not wait for a frame. */
  flush(): void {
    this.#scheduled = false;
    batch(() => {
      this.#length.value = this.#events.length;
      this.#view.value = this.#newest;
    });
  }
}
