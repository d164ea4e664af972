/** Deletes all that this page keeps. What is open in the page is not told: it is to be loaded again at once. */
import { clear, createStore, delMany, keys } from 'idb-keyval';
import { RUN_DATABASE } from '../kept-run/run-storage';
import { ownKeys } from './measure';

/** Every database of the page's own with its store. */
export const DATABASES: readonly (readonly [name: string, store: string])[] = [
  ['eg-cfg.experiments.v1.definitions', 'all'],
  ['eg-cfg.experiments.v1.problems', 'all'],
  ['eg-cfg.experiments.v1.rows', 'all'],
  ['eg-cfg.experiments.v1.runs', 'all'],
  ['eg-cfg.problem-sets.v1', 'parts'],
  ['eg-cfg.hub-models', 'records.v1'],
  [RUN_DATABASE, 'pieces'],
];
/** The folder of downloaded models in the origin's private file system (workers/storage/opfs-store.ts). */
const MODEL_FOLDER = 'hub-models';

/** Returns in words what could not be deleted. Never rejects. */
export async function deleteEverything(): Promise<readonly string[]> {
  const failed: string[] = [];
  const step = async (what: string, work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (thrown) {
      failed.push(`${what}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
    }
  };
  for (const [name, store] of DATABASES) await step(name, () => clear(createStore(name, store)));
  await step('problems', async () => {
    await delMany((await keys()).filter((key) => String(key).startsWith('eg-cfg.')));
  });
  await step('caches', async () => {
    for (const name of await caches.keys()) if (name.startsWith('eg-cfg.')) await caches.delete(name);
  });
  await step('models', async () => {
    const root = await navigator.storage.getDirectory();
    await root.removeEntry(MODEL_FOLDER, { recursive: true }).catch((thrown: unknown) => {
      if (!(thrown instanceof DOMException && thrown.name === 'NotFoundError')) throw thrown;
    });
  });
  await step('settings', async () => {
    for (const storage of [localStorage, sessionStorage]) {
      for (const key of ownKeys(storage)) storage.removeItem(key);
    }
  });
  return failed;
}
