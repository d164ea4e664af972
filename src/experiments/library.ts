/** All experiments of this browser: the stored ones, those that are open in this tab, and word from other tabs. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Problem } from '../problems/schema';
import { EXPERIMENT_FORMAT, type Experiment } from './definition';
import type { ResultRow } from './result-row';
import type { RunPart } from './run-one';
import { ExperimentRunner, type RunnerParts } from './runner';

export type NewExperiment = Omit<Experiment, 'format' | 'id' | 'problemCount' | 'model'>;

/** What was made elsewhere, with its runs. */
export interface ImportedExperiment {
  readonly experiment: Experiment;
  readonly problems: readonly Problem[];
  readonly runs: readonly { readonly key: string; readonly row: ResultRow; readonly parts: readonly RunPart[] }[];
}

export interface StoredExperiment {
  readonly experiment: Experiment;
  readonly problems: readonly Problem[];
  /** By `runKey`. */
  readonly rows: ReadonlyMap<string, ResultRow>;
  parts(key: string): Promise<readonly RunPart[] | null>;
}

export interface ExperimentLibrary {
  /** Newest name first is the screen's business; here they are as stored. Null until they are read. */
  readonly list: ReadonlySignal<readonly Experiment[] | null>;
  /** Reads the list again; never rejects, a refusal is an empty list with its reason. */
  reload(): Promise<void>;
  readonly refusal: ReadonlySignal<string | null>;
  /** The same runner for the same experiment as long as the tab lives. Rejects where there is none of that id. */
  open(id: string): Promise<ExperimentRunner>;
  create(experiment: NewExperiment, problems: readonly Problem[]): Promise<ExperimentRunner>;
  take(imported: ImportedExperiment): Promise<ExperimentRunner>;
  remove(id: string): Promise<void>;
  parts(id: string, key: string): Promise<readonly RunPart[] | null>;
  /** Rows of the experiments last stored, for estimates; none where nothing can be read. */
  someRows(): Promise<readonly ResultRow[]>;
  /** All that there is of one, for an export; events are read run by run. */
  content(experiment: Experiment): Promise<StoredExperiment>;
}

/** Experiments whose rows an estimate reads. */
const ESTIMATED_FROM = 5;

export function createLibrary(parts: Omit<RunnerParts, 'tell'>, channelName: string): ExperimentLibrary {
  const { storage } = parts;
  const list = signal<readonly Experiment[] | null>(null);
  const refusal = signal<string | null>(null);
  const runners = new Map<string, Promise<ExperimentRunner>>();
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(channelName);
  const tell = (id: string) => {
    channel?.postMessage(id);
    void reload();
  };

  const reload = async () => {
    try {
      list.value = await storage.list();
      refusal.value = null;
    } catch {
      list.value = [];
      refusal.value = 'This browser refuses to store anything for this page: experiments need that.';
    }
  };
  channel?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    void reload();
    if (typeof data === 'string') void runners.get(data)?.then((runner) => runner.refresh());
  });

  const open = (id: string): Promise<ExperimentRunner> => {
    const known = runners.get(id);
    if (known !== undefined) return known;
    const opening = (async () => {
      const experiment = (await storage.list()).find((one) => one.id === id);
      if (experiment === undefined) throw new Error('There is no such experiment in this browser.');
      const [problems, rows] = await Promise.all([storage.problems(id), storage.rows(id)]);
      return new ExperimentRunner({ ...parts, tell }, experiment, problems, rows);
    })();
    runners.set(id, opening);
    opening.catch(() => runners.delete(id));
    return opening;
  };

  return {
    list,
    refusal,
    reload,
    open,
    async create(given, problems) {
      const experiment: Experiment = {
        ...given,
        format: EXPERIMENT_FORMAT,
        id: freshId(),
        problemCount: problems.length,
        model: null,
      };
      await storage.save(experiment, problems);
      tell(experiment.id);
      return open(experiment.id);
    },
    async take({ experiment, problems, runs }) {
      // An experiment that is here already keeps its place; the imported one stands beside it.
      const taken = (await storage.list()).some(({ id }) => id === experiment.id);
      const own = taken ? { ...experiment, id: freshId() } : experiment;
      await storage.save(own, problems);
      for (const { key, row, parts: events } of runs) await storage.putRun(own.id, key, row, events);
      tell(own.id);
      return open(own.id);
    },
    async remove(id) {
      (await runners.get(id))?.abandon();
      runners.delete(id);
      await storage.remove(id);
      tell(id);
    },
    parts: (id, key) => storage.parts(id, key),
    async someRows() {
      try {
        const last = (await storage.list()).slice(-ESTIMATED_FROM);
        return (await Promise.all(last.map(({ id }) => storage.rows(id)))).flatMap((rows) => [...rows.values()]);
      } catch {
        return [];
      }
    },
    async content(experiment) {
      const { id } = experiment;
      const [problems, rows] = await Promise.all([storage.problems(id), storage.rows(id)]);
      return { experiment, problems, rows, parts: (key) => storage.parts(id, key) };
    },
  };
}

function freshId(): string {
  return [...crypto.getRandomValues(new Uint32Array(3))].map((part) => part.toString(36)).join('');
}
