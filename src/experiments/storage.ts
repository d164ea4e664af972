/** Where experiments are kept: an interface, and one in memory for tests and for browsers that refuse storage. */
import type { Problem } from '../problems/schema';
import type { Experiment } from './definition';
import type { ResultRow } from './result-row';
import type { RunPart } from './run-one';

/** No room, or no permission: nothing that was stored before is touched. */
export class StorageRefused extends Error {
  constructor(
    readonly reason: 'full' | 'refused',
    cause: unknown,
  ) {
    super(
      reason === 'full' ? 'This browser has no room left for the results.' : 'This browser refused to store results.',
      {
        cause,
      },
    );
  }
}

export interface ExperimentStorage {
  list(): Promise<Experiment[]>;
  problems(id: string): Promise<Problem[]>;
  /** A new one with its problems, or a changed definition without. Rejects with `StorageRefused`. */
  save(experiment: Experiment, problems?: readonly Problem[]): Promise<void>;
  rows(id: string): Promise<ReadonlyMap<string, ResultRow>>;
  row(id: string, key: string): Promise<ResultRow | null>;
  /** Once it resolves the run outlasts the tab. The first of two equal runs stays. Rejects with `StorageRefused`. */
  putRun(id: string, key: string, row: ResultRow, parts: readonly RunPart[]): Promise<void>;
  /** Null for a run that was not kept with its events. */
  parts(id: string, key: string): Promise<readonly RunPart[] | null>;
  dropRuns(id: string, keys: readonly string[]): Promise<void>;
  remove(id: string): Promise<void>;
}

export function memoryStorage(): ExperimentStorage {
  const experiments = new Map<string, { definition: Experiment; problems: readonly Problem[] }>();
  const runs = new Map<string, Map<string, { row: ResultRow; parts: readonly RunPart[] }>>();
  const of = (id: string) => {
    const known = runs.get(id) ?? new Map<string, { row: ResultRow; parts: readonly RunPart[] }>();
    runs.set(id, known);
    return known;
  };
  return {
    list: async () => [...experiments.values()].map(({ definition }) => definition),
    problems: async (id) => [...(experiments.get(id)?.problems ?? [])],
    async save(definition, problems) {
      const known = experiments.get(definition.id)?.problems ?? [];
      experiments.set(definition.id, { definition, problems: problems ?? known });
    },
    rows: async (id) => new Map([...of(id)].map(([key, { row }]) => [key, row])),
    row: async (id, key) => of(id).get(key)?.row ?? null,
    async putRun(id, key, row, parts) {
      if (!of(id).has(key)) of(id).set(key, { row, parts });
    },
    parts: async (id, key) => of(id).get(key)?.parts ?? null,
    async dropRuns(id, keys) {
      for (const key of keys) of(id).delete(key);
    },
    async remove(id) {
      experiments.delete(id);
      runs.delete(id);
    },
  };
}
