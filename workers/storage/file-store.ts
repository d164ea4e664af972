/**
 * Where downloaded files lie. A small interface with one implementation per kind of storage, so that a download can be
 * cut at any byte, by anything, and goes on from what has been written.
 */
export interface FileStore {
  readonly kind: string;
  /** How many bytes of the file lie here; 0 where there is none. */
  size(path: string): Promise<number>;
  /** Opens the file for writing behind what it holds. One at a time: the caller holds a lock. */
  append(path: string): Promise<FileAppender>;
  /** What lies here of the file, on the disk until it is read; null where there is none. */
  read(path: string): Promise<Blob | null>;
  /** Removes a file, or a folder with everything in it. */
  remove(path: string): Promise<void>;
}

export interface FileAppender {
  /** Rejects with `StorageFull`; what fitted stays. */
  write(chunk: Uint8Array<ArrayBuffer>): Promise<void>;
  /** What was written is kept from here on. */
  close(): Promise<void>;
}

/** There is no room left for this page's files. */
export class StorageFull extends Error {
  override readonly name = 'StorageFull';
}

export function isQuotaError(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === 'QuotaExceededError';
}
