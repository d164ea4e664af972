/** All files of a model, one after the other, under a lock that holds across tabs. */
import { PlaygroundError } from '../../src/guidance/failure';
import { type FileRecord, type ModelRecord, sizeOf, storedPath } from '../../src/hub/model-record';
import { type FileStore, isQuotaError, StorageFull } from '../storage/file-store';
import { checkFile, type DownloadTiming, downloadFile } from './download-file';
import { HubError, hubFailure, megabytes } from './fault';
import type { ModelRecords } from './model-records';
import type { DownloadProgress } from './protocol';

export interface ModelPlace {
  readonly hub: string;
  readonly store: FileStore;
  readonly records: ModelRecords;
  readonly timing?: DownloadTiming;
}

/**
 * Resolves with the record of the whole, checked model. Rejects with a PlaygroundError in words or with the signal's
 * reason; what has arrived is kept, and the same call goes on from there. The caller holds the model's lock.
 */
export async function downloadModel(
  signal: AbortSignal,
  place: ModelPlace,
  begun: ModelRecord,
  onProgress: (progress: DownloadProgress) => void,
): Promise<ModelRecord> {
  const { hub, store, records } = place;
  const totalBytes = sizeOf(begun);
  let record = begun;
  const write = () =>
    records.put(record).catch((thrown: unknown) => {
      throw isQuotaError(thrown) ? storageFull(record, USED_UP) : thrown;
    });
  await failWithoutRoom(begun, store);
  await write();
  let doneBytes = 0;
  for (const [index, file] of begun.files.entries()) {
    const path = storedPath(record, file.path);
    if (file.checkedSha256 === null || (await store.size(path)) !== file.sizeBytes) {
      const address = `${hub}/${record.repository}/resolve/${record.commit}/${encodePath(file.path)}`;
      const filePlace = { url: address, store, path };
      const checkedSha256 = await inWords(hub, record, file, async () => {
        const onBytes = (storedBytes: number, retry: number) =>
          onProgress({
            kind: 'downloading',
            receivedBytes: doneBytes + storedBytes,
            totalBytes,
            path: file.path,
            retry,
          });
        await downloadFile(signal, filePlace, file, onBytes, place.timing);
        signal.throwIfAborted();
        onProgress({ kind: 'checking', path: file.path });
        return checkFile(signal, filePlace, file);
      });
      record = { ...record, files: record.files.with(index, { ...file, checkedSha256 }) };
      await write();
    }
    doneBytes += file.sizeBytes;
  }
  record = { ...record, finishedAt: record.finishedAt ?? new Date().toISOString() };
  await write();
  return record;
}

async function inWords<T>(hub: string, record: ModelRecord, file: FileRecord, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof HubError) throw hubFailure(hub, record.repository, file.path, thrown.fault);
    if (thrown instanceof StorageFull) throw storageFull(record, USED_UP);
    throw thrown;
  }
}

const USED_UP = 'the room that this browser gives to this page is used up';

/** Before the first byte: a download that cannot end is not begun. */
async function failWithoutRoom(record: ModelRecord, store: FileStore): Promise<void> {
  const estimate = await globalThis.navigator?.storage?.estimate?.();
  if (estimate?.quota === undefined || estimate.usage === undefined) return;
  let missing = 0;
  for (const file of record.files) {
    missing += file.sizeBytes - Math.min(file.sizeBytes, await store.size(storedPath(record, file.path)));
  }
  const free = Math.max(0, estimate.quota - estimate.usage);
  if (missing > free) {
    throw storageFull(
      record,
      `${megabytes(missing)} are still to come and this browser gives this page ${megabytes(free)} more`,
    );
  }
}

function storageFull({ repository }: ModelRecord, why: string): PlaygroundError {
  return new PlaygroundError({
    code: 'storage-full',
    message: `There is no room for ${repository}: ${why}.`,
    advice: 'Delete a model below or free space on this device, then resume. What has arrived is kept.',
  });
}

function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
