/**
 * Which moment of a run is shown. A moment's address is the number of events shown. A run that is being written is a
 * growing log whose playhead follows the newest event until somebody looks back; a recorded run is a finished log whose
 * playhead plays.
 */
import { batch, computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { RunEvent } from '../guidance/events';
import type { RunView } from '../runs/run-view';
import { paceOf } from './pace';
import type { RunHistory } from './run-log';

export const SPEEDS = [0.25, 0.5, 1, 2, 4, 8, 16] as const;
export type Speed = (typeof SPEEDS)[number];

export interface Playhead {
  /** Events there are, shown or not. */
  readonly length: ReadonlySignal<number>;
  /** Events shown: from 1 on, 0 only while there are none. */
  readonly position: ReadonlySignal<number>;
  /** Fold of the events shown: what was known at this moment. */
  readonly view: ReadonlySignal<RunView>;
  /** The last of the events shown; null only while there are none. */
  readonly event: ReadonlySignal<RunEvent | null>;
  /** The newest event is shown, and the next one will be. */
  readonly following: ReadonlySignal<boolean>;
  /** Events may still come. */
  readonly open: ReadonlySignal<boolean>;
  /** Moves on by itself, through events that are there already. */
  readonly playing: ReadonlySignal<boolean>;
  readonly speed: ReadonlySignal<Speed>;
  /** Shows the first `events` events and stands still there; the end is followed. */
  seek(events: number): void;
  /** Shows the newest event, and those that come. */
  follow(): void;
  /** From here on, or from the beginning where the end of a finished run is shown. */
  play(): void;
  /** Stands still at this moment, also while the run goes on behind. */
  pause(): void;
  setSpeed(speed: Speed): void;
  /** To the moment after the next or the last token before. */
  stepToken(by: 1 | -1): void;
  /** To the next or the last moment at which a line is complete. */
  stepLine(by: 1 | -1): void;
  /** By one event, whatever it is. */
  stepEvent(by: 1 | -1): void;
}

/** No screen shows more moments a second; at a higher speed several events pass at once. */
const SHORTEST_TICK_MS = 16;
/** A tab that was hidden for an hour does not come back to the end of its run. */
const MOST_LATE_MS = 1_000;

/** `ended` reads signals and says whether the log will grow no more: then playing from the end begins anew. */
export function createPlayhead(log: ReadonlySignal<RunHistory>, ended: () => boolean): Playhead {
  /** null follows the newest. */
  const held = signal<number | null>(null);
  const playing = signal(false);
  const speed = signal<Speed>(1);
  let timer: ReturnType<typeof setTimeout> | null = null;
  const open = computed(() => !ended());
  const length = computed(() => log.value.length.value);
  const position = computed(() => Math.min(held.value ?? length.value, length.value));

  const halt = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    playing.value = false;
  };
  const follow = () =>
    batch(() => {
      halt();
      held.value = null;
    });
  const seek = (events: number) => {
    const at = Math.max(1, Math.round(events));
    if (Number.isNaN(at) || at >= length.peek()) return follow();
    batch(() => {
      halt();
      held.value = at;
    });
  };

  const play = () => {
    const from = position.peek() >= length.peek() ? 1 : position.peek();
    if (length.peek() < 2 || (held.peek() === null && open.peek())) return;
    const pace = paceOf(log.peek().events);
    const readingMs = (shown: number) => {
      const event = log.peek().events[shown - 1];
      return (event === undefined ? 0 : pace(event)) / speed.peek();
    };
    /** `since`: when `shown` was due. On a busy machine events pass together rather than late. */
    const wait = (shown: number, since: number) => {
      const due = since + readingMs(shown);
      timer = setTimeout(
        () => {
          const now = performance.now();
          let at = shown + 1;
          let atDue = Math.max(due, now - MOST_LATE_MS);
          while (at < length.peek() && atDue + readingMs(at) <= now) atDue += readingMs(at++);
          if (at >= length.peek()) return follow();
          held.value = at;
          wait(at, atDue);
        },
        Math.max(SHORTEST_TICK_MS, due - performance.now()),
      );
    };
    batch(() => {
      halt();
      held.value = from;
      playing.value = true;
    });
    wait(from, performance.now());
  };

  // Another run, or another agent's: what was held belongs to the one before.
  effect(() => {
    log.value;
    follow();
  });

  const step = (stops: (events: readonly RunEvent[], at: number) => boolean, by: 1 | -1) => {
    const { events } = log.peek();
    let at = position.peek() + by;
    while (at > 1 && at < length.peek() && !stops(events, at)) at += by;
    seek(at);
  };

  return {
    length,
    position,
    view: computed(() => (held.value === null ? log.value.view.value : log.value.at(position.value))),
    event: computed(() => log.value.events[position.value - 1] ?? null),
    open,
    following: computed(() => held.value === null),
    playing,
    speed,
    seek,
    follow,
    play,
    pause() {
      if (playing.peek()) halt();
      else if (held.peek() === null && open.peek()) held.value = length.peek();
    },
    setSpeed: (chosen) => {
      speed.value = chosen;
    },
    stepToken: (by) => step((events, at) => events[at - 1]?.kind === 'token-chosen', by),
    stepLine: (by) => step(completesLine, by),
    stepEvent: (by) => step(() => true, by),
  };
}

/** The next event begins something else: another line, another attempt, or the tests on the whole answer. */
function completesLine(events: readonly RunEvent[], at: number): boolean {
  const kind = events[at]?.kind;
  return kind === 'line-started' || kind === 'attempt-started' || kind === 'code-finished';
}
