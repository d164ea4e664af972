/** A kept run as it can be shown again: checked like a file, and ended where nothing of it says how it ended. */
import type { RunEvent } from '../guidance/events';
import { EVENT_FORMAT } from '../guidance/events';
import { parseRunFile } from '../runs/run-file';

export interface RestoredRun {
  readonly events: readonly RunEvent[];
  /** It was under way when the page was left; its last event was added here. */
  readonly cut: boolean;
}

export interface Tail {
  /** How many events stand before it. */
  readonly from: number;
  readonly events: readonly unknown[];
}

/** null where it is not a run, of this version at least. */
export function restoredRun(kept: readonly unknown[], tail: Tail | null): RestoredRun | null {
  const whole = tail !== null && tail.from === kept.length ? [...kept, ...tail.events] : kept;
  if (whole.length === 0) return null;
  try {
    const { events } = parseRunFile({ format: EVENT_FORMAT, events: whole });
    if (events[0]?.kind !== 'run-started') return null;
    const last = events.at(-1)?.kind;
    const ended = last === 'run-finished' || last === 'run-stopped' || last === 'run-failed';
    return ended ? { events, cut: false } : { events: [...events, { kind: 'run-stopped' }], cut: true };
  } catch {
    return null;
  }
}
