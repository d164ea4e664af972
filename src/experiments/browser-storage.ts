/**
 * Experiments in IndexedDB: definitions, problems, rows and events in a database each, so that a table of ten thousand
 * rows is read without a single event. Events are compressed; a run's events are written before its row, so a row that
 * is there has its events, and a run that was cut in between is made again.
 */
import { createStore, del, delMany, get, promisifyRequest, set, type UseStore } from 'idb-keyval';
import * as v from 'valibot';
import { type Problem, ProblemSchema } from '../problems/schema';
import { RunEventSchema } from '../runs/event-schema';
import { compressed, decompressed } from './compression';
import { type Experiment, ExperimentSchema } from './definition';
import { type ResultRow, ResultRowSchema } from './result-row';
import { type ExperimentStorage, StorageRefused } from './storage';

const STORE = 'all';

const PartsSchema = v.array(v.object({ agent: v.string(), events: v.array(RunEventSchema) }));

export function browserExperimentStorage(prefix: string): ExperimentStorage {
  const open = (name: string): UseStore => createStore(`${prefix}.${name}`, STORE);
  const definitions = open('definitions');
  const problems = open('problems');
  const rows = open('rows');
  const runs = open('runs');

  return {
    async list() {
      const stored: unknown[] = await definitions('readonly', (store) => promisifyRequest(store.getAll()));
      return stored.flatMap((value) => {
        const read = v.safeParse(ExperimentSchema, value);
        return read.success ? [read.output] : [];
      });
    },
    async problems(id) {
      const read = v.safeParse(v.array(ProblemSchema), await get(id, problems));
      return read.success ? read.output : [];
    },
    save: (experiment: Experiment, given?: readonly Problem[]) =>
      refusable(async () => {
        if (given !== undefined) await set(experiment.id, given, problems);
        await set(experiment.id, experiment, definitions);
      }),
    async rows(id) {
      const [keys, values] = await rows('readonly', (store) =>
        Promise.all([
          promisifyRequest<IDBValidKey[]>(store.getAllKeys(rangeOf(id))),
          promisifyRequest<unknown[]>(store.getAll(rangeOf(id))),
        ]),
      );
      const read = new Map<string, ResultRow>();
      for (const [i, key] of keys.entries()) {
        const row = readRow(values[i]);
        const [, name] = Array.isArray(key) ? key : [];
        if (row !== null && typeof name === 'string') read.set(name, row);
      }
      return read;
    },
    row: async (id, key) => readRow(await get([id, key], rows)),
    putRun: (id, key, row, parts) =>
      refusable(async () => {
        if (readRow(await get([id, key], rows)) !== null) return;
        await set([id, key], await compressed(JSON.stringify(parts)), runs);
        await set([id, key], row, rows);
      }),
    async parts(id, key) {
      const bytes: unknown = await get([id, key], runs);
      if (!(bytes instanceof Uint8Array)) return null;
      const read = v.safeParse(PartsSchema, JSON.parse(await decompressed(bytes)));
      return read.success ? read.output : null;
    },
    async dropRuns(id, keys) {
      const all = keys.map((key): [string, string] => [id, key]);
      await delMany(all, rows);
      await delMany(all, runs);
    },
    async remove(id) {
      await del(id, definitions);
      await del(id, problems);
      for (const store of [rows, runs]) {
        await store('readwrite', (all) => promisifyRequest(all.delete(rangeOf(id))));
      }
    },
  };
}

/** Every `[id, key]`: an array sorts behind every string. */
function rangeOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id], [id, []]);
}

function readRow(value: unknown): ResultRow | null {
  const read = v.safeParse(ResultRowSchema, value);
  return read.success ? read.output : null;
}

async function refusable(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    const full = thrown instanceof DOMException && thrown.name === 'QuotaExceededError';
    throw new StorageRefused(full ? 'full' : 'refused', thrown);
  }
}
