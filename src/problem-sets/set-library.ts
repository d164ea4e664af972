/** The sets that the visitor loaded: what there is, what is being read, and the ways to a problem. */
import { type ReadonlySignal, signal } from '@preact/signals';
import entryUrl from '../../workers/problem-sets/worker.ts?worker&url';
import { createModuleWorker } from '../clients/module-worker';
import { assertNever } from '../guidance/assert-never';
import type { BrokenRow, LoadedProblem } from '../problems/readers/problem-rows';
import type { Problem } from '../problems/schema';
import type { SetMessage, SetSource } from './messages';
import type { IndexRow, SetInfo } from './set-info';
import { PART_SIZE, removeStored, storedBroken, storedIndex, storedPart, storedSets } from './set-storage';

export interface ReadingSet {
  readonly id: string;
  readonly name: string;
  readonly state:
    | {
        readonly kind: 'reading';
        readonly problems: number;
        readonly bytes: number;
        readonly totalBytes: number | null;
      }
    | { readonly kind: 'failed'; readonly reason: string };
}

export interface SetLibrary {
  readonly sets: ReadonlySignal<readonly SetInfo[]>;
  /** Under way, or failed and not yet dismissed. */
  readonly reading: ReadonlySignal<readonly ReadingSet[]>;
  readonly storageProblem: ReadonlySignal<string | null>;
  /** Settles when the stored sets are known. */
  readonly restored: Promise<void>;
  /** Begins to read; resolves to the set, or to null where that failed or was given up. */
  load(name: string, from: string, source: SetSource): Promise<SetInfo | null>;
  /** Gives up what is being read, or takes the word of its failure away. */
  dismiss(id: string): void;
  remove(id: string): Promise<void>;
  index(set: SetInfo): Promise<IndexRow[]>;
  broken(set: SetInfo): Promise<BrokenRow[]>;
  /** By its place in the index; null where it is not there. */
  problem(set: SetInfo, at: number): Promise<LoadedProblem | null>;
  /** All of them, as an experiment wants them. */
  problems(set: SetInfo): Promise<Problem[]>;
}

const REFUSED = 'This browser does not let the page store sets: none can be loaded.';

export function createSetLibrary(): SetLibrary {
  const sets = signal<readonly SetInfo[]>([]);
  const reading = signal<readonly ReadingSet[]>([]);
  const storageProblem = signal<string | null>(null);
  const workers = new Map<string, { readonly stop: () => void }>();

  const show = (one: ReadingSet) => {
    reading.value = [...reading.value.filter(({ id }) => id !== one.id), one];
  };
  const hide = (id: string) => {
    reading.value = reading.value.filter((one) => one.id !== id);
  };
  const restored = storedSets().then(
    (found) => {
      const loaded = sets.value.filter(({ id }) => found.every((one) => one.id !== id));
      sets.value = [...found, ...loaded];
    },
    () => {
      storageProblem.value = REFUSED;
    },
  );

  return {
    sets,
    reading,
    storageProblem,
    restored,
    load: (name, from, source) =>
      new Promise((resolve) => {
        // Sorts by time, so that sets stand in the order in which they came; drawn, so that two tabs never agree.
        const id = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 8)}`;
        const worker = createModuleWorker(entryUrl, 'problem-set');
        const end = (info: SetInfo | null) => {
          worker.terminate();
          workers.delete(id);
          resolve(info);
        };
        const fail = (reason: string) => {
          show({ id, name, state: { kind: 'failed', reason } });
          end(null);
        };
        workers.set(id, { stop: () => end(null) });
        worker.addEventListener('error', (event) => fail(`the reader stopped (${event.message || 'out of memory'})`));
        worker.addEventListener('message', ({ data }: MessageEvent<SetMessage>) => {
          if (!workers.has(id)) return;
          switch (data.kind) {
            case 'progress':
              show({ id, name, state: { ...data, kind: 'reading' } });
              return;
            case 'failed':
              fail(data.reason);
              return;
            case 'done':
              sets.value = [...sets.value, data.info];
              hide(id);
              end(data.info);
              return;
            default:
              assertNever(data);
          }
        });
        show({ id, name, state: { kind: 'reading', problems: 0, bytes: 0, totalBytes: null } });
        worker.postMessage({ id, name, from, source });
      }),
    dismiss(id) {
      workers.get(id)?.stop();
      hide(id);
      void removeStored(id).catch(() => undefined);
    },
    async remove(id) {
      sets.value = sets.value.filter((one) => one.id !== id);
      await removeStored(id);
    },
    index: storedIndex,
    broken: storedBroken,
    async problem(set, at) {
      const rows = await storedPart(set, Math.floor(at / PART_SIZE));
      return rows[at % PART_SIZE] ?? null;
    },
    async problems(set) {
      const found: Problem[] = [];
      for (let part = 0; part < set.partCount; part++) {
        for (const { problem } of await storedPart(set, part)) found.push(problem);
      }
      return found;
    },
  };
}
