/** The downloading worker's side of its protocol: calls that can be cancelled, failures as data. */
import { type Outcome, PlaygroundError, toFailure } from '../../src/guidance/failure';
import type { Device } from '../../src/guidance/ports';
import type { Compute } from '../../src/hub/format-choice';
import type { Listing } from '../../src/hub/listing';
import { keyOf, type ModelKey, type ModelRecord, storedPath } from '../../src/hub/model-record';
import type { FileStore } from '../storage/file-store';
import { findCompute } from './compute';
import { downloadModel } from './download-model';
import { sha256Of } from './hash';
import { listRepository } from './hub-api';
import { type Locks, underLock } from './lock';
import type { ModelRecords } from './model-records';
import type { HubCallId, HubSink, HubWorkerApi, KeptModel } from './protocol';

export interface HubPlatform {
  readonly openStore: () => Promise<FileStore>;
  readonly records: ModelRecords;
  readonly locks: Locks;
}

export class HubWorker implements HubWorkerApi {
  private sink: HubSink | null = null;
  private readonly calls = new Map<HubCallId, AbortController>();

  constructor(private readonly platform: HubPlatform) {}

  async connect(sink: HubSink): Promise<void> {
    this.sink = sink;
  }

  compute(wanted: Device | null): Promise<Outcome<Compute>> {
    return outcome(() => findCompute(wanted));
  }

  look(call: HubCallId, hub: string, repository: string, revision: string): Promise<Outcome<Listing>> {
    return this.cancellable(call, (signal) => listRepository(signal, hub, repository, revision));
  }

  download(call: HubCallId, hub: string, record: ModelRecord): Promise<Outcome<ModelRecord>> {
    return this.cancellable(call, async (signal) => {
      const store = await this.platform.openStore();
      const { records } = this.platform;
      const onWait = () => this.sink?.progress(call, { kind: 'waiting' });
      return underLock(signal, this.platform.locks, lockName(record), onWait, async () => {
        // Whoever had the lock before may have gone further.
        const known = (await records.all()).find((other) => keyOf(other) === keyOf(record));
        return downloadModel(signal, { hub, store, records }, known ?? record, (progress) =>
          this.sink?.progress(call, progress),
        );
      });
    });
  }

  kept(): Promise<Outcome<KeptModel[]>> {
    return outcome(async () => {
      const records = await this.platform.records.all();
      // Nothing was ever kept, so no storage need be opened, nor refused.
      if (records.length === 0) return [];
      const store = await this.platform.openStore();
      const kept = records.map(async (record) => ({ record, storedBytes: await storedBytes(store, record) }));
      return (await Promise.all(kept)).sort((a, b) => (a.record.begunAt < b.record.begunAt ? 1 : -1));
    });
  }

  check(call: HubCallId, key: ModelKey): Promise<Outcome<boolean>> {
    return this.cancellable(call, async (signal) => {
      const record = await this.known(key);
      const store = await this.platform.openStore();
      for (const file of record.files) {
        const blob = await store.read(storedPath(record, file.path));
        this.sink?.progress(call, { kind: 'checking', path: file.path });
        if (blob === null || (await sha256Of(signal, blob)) !== file.checkedSha256) return false;
      }
      return true;
    });
  }

  remove(call: HubCallId, key: ModelKey): Promise<Outcome<null>> {
    return this.cancellable(call, async (signal) => {
      const record = await this.known(key);
      const store = await this.platform.openStore();
      return underLock(
        signal,
        this.platform.locks,
        lockName(record),
        () => undefined,
        async () => {
          const others = (await this.platform.records.all()).filter((other) => keyOf(other) !== key);
          const needed = new Set(others.flatMap((other) => other.files.map(({ path }) => storedPath(other, path))));
          await this.platform.records.remove(key);
          for (const { path } of record.files) {
            const place = storedPath(record, path);
            if (!needed.has(place)) await store.remove(place);
          }
          return null;
        },
      );
    });
  }

  async cancel(call: HubCallId): Promise<void> {
    const reason = new PlaygroundError({ code: 'cancelled', message: 'The download was paused.', advice: '' });
    this.calls.get(call)?.abort(reason);
  }

  private async known(key: ModelKey): Promise<ModelRecord> {
    const record = (await this.platform.records.all()).find((other) => keyOf(other) === key);
    if (record !== undefined) return record;
    throw new PlaygroundError({
      code: 'model-missing',
      message: 'This model is not here any more; another tab has deleted it.',
      advice: 'Look the repository up again to download it.',
    });
  }

  private async cancellable<T>(call: HubCallId, work: (signal: AbortSignal) => Promise<T>): Promise<Outcome<T>> {
    const controller = new AbortController();
    this.calls.set(call, controller);
    try {
      return await outcome(() => work(controller.signal));
    } finally {
      this.calls.delete(call);
    }
  }
}

/** Formats of one commit share files. */
function lockName({ repository, commit }: ModelRecord): string {
  return `${repository}@${commit}`;
}

async function storedBytes(store: FileStore, record: ModelRecord): Promise<number> {
  let sum = 0;
  for (const { path } of record.files) sum += await store.size(storedPath(record, path));
  return sum;
}

async function outcome<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (thrown) {
    return { ok: false, failure: toFailure(thrown) };
  }
}
