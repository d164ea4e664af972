/** Writes the visitor's runs to the storage as they grow: a second's worth at a time, and what is missing at the end. */
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { BranchRequest } from '../playground/branches';
import type { RunHistory } from '../playground/run-log';
import { bytesOf } from '../storage-use/measure';
import { lanesThatFit } from './lanes-that-fit';
import type { Tail } from './restored-runs';
import type { HeldRuns, KeptLane, RunStorage } from './run-storage';

/** A run that is to be there again after a reload. */
export interface SourceLane {
  readonly log: RunHistory;
  readonly origin: { readonly parent: RunHistory | null; readonly request: BranchRequest } | null;
  readonly replay: boolean;
}

export interface KeptSource {
  /** In the order in which they were made. */
  readonly lanes: ReadonlySignal<readonly SourceLane[]>;
  /** The one of them that is on the screen or was there last; null while there is none. */
  readonly shown: ReadonlySignal<RunHistory | null>;
  /** Nothing is being written. */
  readonly ended: ReadonlySignal<boolean>;
}

export interface RunKeeper {
  /** Why the runs are not kept, in words for the visitor. */
  readonly problem: ReadonlySignal<string | null>;
  /** Runs that are not kept: there was no room beside the newer ones, or they were to be forgotten. */
  readonly leftOut: ReadonlySignal<ReadonlySet<RunHistory>>;
  /** So much of this run lies in the storage already, under this name. */
  resume(log: RunHistory, run: string, count: number, pieces: number): void;
  /** None of the runs that there are now is kept from now on; what lies in the storage of them is the caller's to delete. */
  forget(): void;
  /** For the page's last moment: what is kept, and of that what may not be written yet. */
  last(): LastMoment;
}

export interface LastMoment extends HeldRuns {
  readonly tails: readonly Tail[];
}

/** What is kept of one run. */
interface LaneRecord {
  run: string;
  /** Events that were handed to the storage, and those of them that it said to have. */
  written: number;
  saved: number;
  pieces: number;
  /** So many of its events are in `bytes`. */
  counted: number;
  bytes: number;
}

const WAIT_MS = 1_000;
/** Of a tab, about: a hundred usual runs of the built-in model. */
export const MOST_BYTES = 12_000_000;
const REFUSED =
  'This browser did not keep what is on the screen: it is lost when you close or reload the page. Save it with “Share and save”, or free some room under Storage.';

/** `tab` is the name that the runs are kept under. */
export function createRunKeeper(
  source: KeptSource,
  storage: RunStorage,
  tab: Promise<string>,
  mostBytes: number = MOST_BYTES,
): RunKeeper {
  const problem = signal<string | null>(null);
  const leftOut = signal<ReadonlySet<RunHistory>>(new Set());
  const records = new Map<RunHistory, LaneRecord>();
  const forgotten = new WeakSet<RunHistory>();
  /** What the storage was told last. */
  let held = '';
  let writing: Promise<void> = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | null = null;

  /** One after the other: a piece is never written before those that stand in front of it. */
  const enqueue = (work: () => Promise<void>, lost: () => void) => {
    writing = writing.then(work).then(
      () => {
        problem.value = null;
      },
      () => {
        problem.value = REFUSED;
        // What comes next says it again, so that nothing is kept with a hole in it.
        held = '';
        lost();
      },
    );
  };
  const recordOf = (log: RunHistory): LaneRecord => {
    const known = records.get(log) ?? { run: freshName(), written: 0, saved: 0, pieces: 0, counted: 0, bytes: 0 };
    records.set(log, known);
    return known;
  };
  const choose = (): readonly SourceLane[] => {
    const lanes = source.lanes.peek();
    for (const log of records.keys()) if (!lanes.some((lane) => lane.log === log)) records.delete(log);
    const sized = lanes.map(({ log, origin }) => {
      const record = recordOf(log);
      record.bytes += bytesOf(log.events.slice(record.counted));
      record.counted = log.events.length;
      const growing = !source.ended.peek() && log.view.peek().outcome.kind === 'open';
      return {
        id: log,
        parent: origin === null ? null : origin.parent,
        bytes: record.bytes,
        needed: growing || log === source.shown.peek(),
      };
    });
    const fits = new Set(
      lanesThatFit(
        sized.filter(({ id }) => !forgotten.has(id)),
        mostBytes,
      ),
    );
    const out = lanes.filter(({ log }) => !fits.has(log)).map(({ log }) => log);
    for (const log of out) begin(recordOf(log));
    if (out.length !== leftOut.peek().size || out.some((log) => !leftOut.peek().has(log))) leftOut.value = new Set(out);
    return lanes.filter(({ log }) => fits.has(log));
  };
  const told = (kept: readonly SourceLane[]) => {
    const nameOf = (log: RunHistory | null) =>
      log !== null && kept.some((lane) => lane.log === log) ? recordOf(log).run : null;
    const lanes = kept.map(
      ({ log, origin, replay }): KeptLane => ({
        run: recordOf(log).run,
        parent: nameOf(origin?.parent ?? null),
        request: origin?.request ?? null,
        replay,
      }),
    );
    return { shown: nameOf(source.shown.peek()) ?? '', lanes };
  };
  const flush = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (source.shown.peek() === null) return;
    const kept = choose();
    const { shown, lanes } = told(kept);
    const holds = JSON.stringify([shown, lanes.map(({ run, parent }) => [run, parent])]);
    if (holds !== held) {
      held = holds;
      enqueue(
        async () => storage.hold(await tab, shown, lanes),
        () => undefined,
      );
    }
    for (const { log } of kept) {
      const record = recordOf(log);
      const events = log.events.slice(record.written);
      if (events.length === 0) continue;
      const { run } = record;
      const piece = record.pieces++;
      record.written += events.length;
      const { written } = record;
      enqueue(
        async () => {
          await storage.add(run, piece, events);
          if (record.run === run) record.saved = written;
        },
        () => {
          if (record.run === run) begin(record);
        },
      );
    }
  };

  let before: RunHistory | null = null;
  effect(() => {
    const lanes = source.lanes.value;
    const shown = source.shown.value;
    const ended = source.ended.value;
    const isBehind = lanes.some(({ log }) => log.length.value > (records.get(log)?.written ?? 0));
    const another = shown !== before || lanes.length !== records.size;
    before = shown;
    if (!isBehind && !another) return;
    if (ended || another) flush();
    else timer ??= setTimeout(flush, WAIT_MS);
  });

  return {
    problem,
    leftOut,
    resume(log, run, count, pieces) {
      records.set(log, { run, written: count, saved: count, pieces, counted: 0, bytes: 0 });
    },
    forget() {
      for (const { log } of source.lanes.peek()) forgotten.add(log);
      flush();
    },
    last() {
      const kept = choose();
      const tails = kept.flatMap(({ log }) => {
        const { run, saved } = recordOf(log);
        const events = log.events.slice(saved);
        return events.length === 0 ? [] : [{ run, from: saved, events }];
      });
      return { ...told(kept), tails };
    },
  };
}

/** Nothing of it lies in the storage. */
function begin(record: LaneRecord): void {
  Object.assign(record, { run: freshName(), written: 0, saved: 0, pieces: 0 });
}

function freshName(): string {
  return Math.random().toString(36).slice(2, 12);
}
