/** The records of models, in this browser's database. One that cannot be read any more is left out. */
import { createStore, del, entries, set, type UseStore } from 'idb-keyval';
import * as v from 'valibot';
import { keyOf, type ModelKey, type ModelRecord, ModelRecordSchema } from '../../src/hub/model-record';

export interface ModelRecords {
  all(): Promise<ModelRecord[]>;
  put(record: ModelRecord): Promise<void>;
  remove(key: ModelKey): Promise<void>;
}

export function browserRecords(): ModelRecords {
  let opened: UseStore | null = null;
  const store = () => {
    opened ??= createStore('eg-cfg.hub-models', 'records.v1');
    return opened;
  };
  return {
    async all() {
      const found = await entries<string, unknown>(store());
      return found.flatMap(([, value]) => {
        const parsed = v.safeParse(ModelRecordSchema, value);
        return parsed.success ? [parsed.output] : [];
      });
    },
    put: (record) => set(keyOf(record), record, store()),
    remove: (key) => del(key, store()),
  };
}
