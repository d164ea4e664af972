/**
 * Files wherever they lie (a disk, a drop, a zip, memory) as one thing: a size, and bytes that are read when they are
 * asked for. A folder is a map from relative paths with `/` to such files.
 */

export interface StoredFile {
  readonly sizeBytes: number;
  /** Bytes from `start` to before `end`, fewer where the file ends. Rejects with a `FileFault` where it cannot be read. */
  slice(start: number, end: number): Promise<Uint8Array>;
}

export type FileTree = ReadonlyMap<string, StoredFile>;

/** A file that was left out of a folder or a zip. */
export interface SkippedFile {
  readonly path: string;
  /** One sentence. */
  readonly reason: string;
}

/** A file that cannot be used; the message is a sentence for people. */
export class FileFault extends Error {}

/** Above this a file is neither a result nor a run of this page, and reading it would fill the tab. */
export const MOST_FILE_BYTES = 64 * 2 ** 20;

export function inMemory(bytes: Uint8Array): StoredFile {
  return { sizeBytes: bytes.length, slice: async (start, end) => bytes.subarray(start, end) };
}

export function fromText(text: string): StoredFile {
  return inMemory(new TextEncoder().encode(text));
}

export function fromBlob(blob: Blob): StoredFile {
  return {
    sizeBytes: blob.size,
    slice: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
  };
}

export function treeOf(files: Iterable<readonly [path: string, bytes: Uint8Array]>): FileTree {
  return new Map([...files].map(([path, bytes]) => [path, inMemory(bytes)]));
}

/** The whole file. Rejects with a `FileFault` above `mostBytes`. */
export async function bytesOf(file: StoredFile, mostBytes = MOST_FILE_BYTES): Promise<Uint8Array> {
  if (file.sizeBytes > mostBytes) throw new FileFault(tooLarge(file.sizeBytes, mostBytes));
  return file.slice(0, file.sizeBytes);
}

/** The whole file as text; what is not UTF-8 becomes replacement characters, which no reader takes for its own. */
export async function textOf(file: StoredFile, mostBytes = MOST_FILE_BYTES): Promise<string> {
  return new TextDecoder().decode(await bytesOf(file, mostBytes));
}

export function tooLarge(sizeBytes: number, mostBytes: number): string {
  return `It has ${megabytes(sizeBytes)}; files of more than ${megabytes(mostBytes)} are left out.`;
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 2 ** 20)} MB`;
}
