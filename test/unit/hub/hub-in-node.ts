/** The downloading worker's own class in this thread, over a folder and without tabs. */
import type { HubService } from '../../../src/clients/hub/hub-client';
import { unwrap } from '../../../src/guidance/failure';
import { keyOf, type ModelRecord } from '../../../src/hub/model-record';
import { HubWorker } from '../../../workers/hub/hub-worker';
import type { Locks } from '../../../workers/hub/lock';
import type { ModelRecords } from '../../../workers/hub/model-records';
import type { DownloadProgress, HubCallId } from '../../../workers/hub/protocol';
import type { FileStore } from '../../../workers/storage/file-store';

export function recordsInMemory(): ModelRecords & { readonly kept: Map<string, ModelRecord> } {
  const kept = new Map<string, ModelRecord>();
  return {
    kept,
    all: async () => [...kept.values()],
    put: async (record) => void kept.set(keyOf(record), record),
    remove: async (key) => void kept.delete(key),
  };
}

/** As the browser's, for one tab: whoever comes second waits. */
export function locksOfOneTab(): Locks {
  const tails = new Map<string, Promise<unknown>>();
  const request = async (name: string, options: LockOptions, work: (lock: Lock | null) => Promise<unknown>) => {
    const tail = tails.get(name);
    if (tail !== undefined && options.ifAvailable) return work(null);
    const mine = (tail ?? Promise.resolve()).then(() => {
      options.signal?.throwIfAborted();
      return work({ name, mode: 'exclusive' });
    });
    const settled = mine
      .catch(() => undefined)
      .finally(() => {
        if (tails.get(name) === settled) tails.delete(name);
      });
    tails.set(name, settled);
    return mine;
  };
  return Object.assign(Object.create(null), { request });
}

export function hubInNode(store: FileStore, records: ModelRecords, locks = locksOfOneTab()): HubService {
  const worker = new HubWorker({ openStore: async () => store, records, locks });
  const listeners = new Map<HubCallId, (progress: DownloadProgress) => void>();
  void worker.connect({ progress: (call, progress) => listeners.get(call)?.(progress) });
  let last: HubCallId = 0;
  const cancelled = async <T>(signal: AbortSignal, ask: (call: HubCallId) => Promise<T>) => {
    const call = ++last;
    signal.addEventListener('abort', () => void worker.cancel(call), { once: true });
    return ask(call);
  };
  return {
    compute: async () => ({ device: 'wasm', shaderF16: false, reason: 'WASM on the processor.' }),
    look: (signal, hub, name) => cancelled(signal, async (call) => unwrap(await worker.look(call, hub, name, 'main'))),
    download: (signal, hub, record, onProgress) =>
      cancelled(signal, async (call) => {
        listeners.set(call, onProgress);
        return unwrap(await worker.download(call, hub, record));
      }),
    kept: async () => unwrap(await worker.kept()),
    check: (signal, key) => cancelled(signal, async (call) => unwrap(await worker.check(call, key))),
    remove: async (key) => void unwrap(await worker.remove(++last, key)),
  };
}
