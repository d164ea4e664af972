/** A folder as a zip, in pieces: the caller's thread breathes between files, and no two copies are in memory. */
import { deflateSync, Zip, type ZipInputFile } from 'fflate';
import { breather } from './breather';
import { crc32 } from './crc32';
import { bytesOf, FileFault, type StoredFile } from './stored-file';

/** What a zip without its large form can list. */
export const MOST_ZIP_FILES = 65_534;
/** Zips know no year before it. The same files give the same zip, byte for byte. */
const NO_TIME = new Date(1980, 0, 1);

export interface ZipProgress {
  readonly files: number;
  readonly sizeBytes: number;
}

/**
 * The zip's bytes, piece after piece. Rejects with a `FileFault` where there are more files than a zip can list, and as
 * the signal says.
 */
export async function* writeZip(
  signal: AbortSignal,
  files: Iterable<readonly [path: string, file: StoredFile]> | AsyncIterable<readonly [path: string, file: StoredFile]>,
  onProgress: (progress: ZipProgress) => void = () => {},
): AsyncGenerator<Uint8Array> {
  let pieces: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error !== null) throw error;
    pieces.push(piece);
  });
  let count = 0;
  let sizeBytes = 0;
  const breathe = breather();
  for await (const [path, file] of files) {
    signal.throwIfAborted();
    if (++count > MOST_ZIP_FILES) {
      throw new FileFault(`A zip holds at most ${MOST_ZIP_FILES} files. Save fewer problems, or leave the runs out.`);
    }
    const bytes = await bytesOf(file);
    // Each file at once: the streaming Deflate of fflate 0.8.3 writes what no one can read (fflate #260).
    const entry: ZipInputFile = {
      filename: path,
      size: bytes.length,
      crc: crc32(bytes),
      compression: 8,
      mtime: NO_TIME,
    };
    zip.add(entry);
    entry.ondata?.(null, deflateSync(bytes), true);
    for (const piece of pieces) sizeBytes += piece.length;
    yield* pieces;
    pieces = [];
    onProgress({ files: count, sizeBytes });
    await breathe();
  }
  zip.end();
  yield* pieces;
}

/** All of it at once, for tests and small folders. */
export async function zipBytes(files: Iterable<readonly [path: string, file: StoredFile]>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of writeZip(new AbortController().signal, files)) pieces.push(piece);
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
