/** Writes the visitor's run to the storage as it grows: a second's worth at a time, and what is missing at the end. */
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { RunEvent } from '../guidance/events';
import type { RunStorage } from './run-storage';

export interface KeptSource {
  /** The first event of the run, by which one run is told from another; null where there is none to keep. */
  readonly started: ReadonlySignal<RunEvent | null>;
  readonly length: ReadonlySignal<number>;
  readonly ended: ReadonlySignal<boolean>;
  events(): readonly RunEvent[];
}

export interface RunKeeper {
  /** Why the run is not kept, in words for the visitor. */
  readonly problem: ReadonlySignal<string | null>;
  /** The run that is on the screen is the one that lies in the storage, so far. */
  resume(run: string, started: RunEvent, count: number, pieces: number): void;
  /** What is not written yet, for the page's last moment: the run, where it goes on, and the events. */
  unwritten(): { readonly run: string; readonly from: number; readonly events: readonly RunEvent[] } | null;
}

const WAIT_MS = 1_000;
const REFUSED =
  'This browser did not keep the run that is on the screen: it is lost when you close or reload the page. Save it with “Share and save”, or free some room under Storage.';

export function createRunKeeper(source: KeptSource, storage: RunStorage, tab: string): RunKeeper {
  const problem = signal<string | null>(null);
  let current: { run: string; started: RunEvent; written: number; pieces: number } | null = null;
  let writing: Promise<void> = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | null = null;

  /** One after the other: a piece is never written before those that stand in front of it. */
  const enqueue = (work: () => Promise<void>) => {
    writing = writing.then(work).then(
      () => {
        problem.value = null;
      },
      () => {
        problem.value = REFUSED;
      },
    );
  };
  const flush = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const mine = current;
    if (mine === null) return;
    const events = source.events().slice(mine.written);
    if (events.length === 0) return;
    const piece = mine.pieces++;
    mine.written += events.length;
    enqueue(() => storage.add(mine.run, piece, events));
  };

  effect(() => {
    const started = source.started.value;
    const length = source.length.value;
    const ended = source.ended.value;
    if (started === null) return;
    if (current?.started !== started) {
      const run = Math.random().toString(36).slice(2, 12);
      current = { run, started, written: 0, pieces: 0 };
      enqueue(() => storage.begin(tab, run));
    }
    if (length <= current.written) return;
    if (ended) flush();
    else timer ??= setTimeout(flush, WAIT_MS);
  });

  return {
    problem,
    resume(run, started, count, pieces) {
      current = { run, started, written: count, pieces };
    },
    unwritten() {
      if (current === null) return null;
      const events = source.events().slice(current.written);
      return events.length === 0 ? null : { run: current.run, from: current.written, events };
    },
  };
}
