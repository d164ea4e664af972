/** Which runs were played on this page, not made: told by their own first event, so that no other run is called one. */
import type { RunEvent } from '../../guidance/events';
import type { RunHistory } from '../../playground/run-log';

export interface Replays {
  add(events: readonly RunEvent[]): void;
  isOne(log: RunHistory): boolean;
}

export function createReplays(): Replays {
  const firstEvents = new WeakSet<RunEvent>();
  const firstOf = (events: readonly RunEvent[]) => events[0] ?? null;
  return {
    add(events) {
      const first = firstOf(events);
      if (first !== null) firstEvents.add(first);
    },
    isOne(log) {
      const first = firstOf(log.events);
      return first !== null && firstEvents.has(first);
    },
  };
}
