/**
 * A zip from anywhere as a folder. Names that lead out of it, links, doubles, encrypted files, files that lie over one
 * another and files that are too large are left out, each with its reason; content is inflated only when it is asked
 * for, never beyond the size that was announced, and its checksum is compared.
 */
import { inflateSync } from 'fflate';
import { crc32 } from './crc32';
import { inflateUpTo } from './inflate';
import { isSystemFile, safePath } from './safe-path';
import { FileFault, type FileTree, MOST_FILE_BYTES, type SkippedFile, type StoredFile, tooLarge } from './stored-file';
import { readZipDirectory, type ZipEntry } from './zip-directory';

export interface ReadZip {
  readonly files: FileTree;
  readonly skipped: readonly SkippedFile[];
}

const LOCAL_MARK = 0x04034b50;
const LOCAL_BYTES = 30;
const SMALL_BYTES = 256 * 1024;
const STORED = 0;
const DEFLATED = 8;
/** Announced sizes together: more than anybody's results, less than what would keep a tab busy for hours. */
const MOST_TOTAL_BYTES = 8 * 2 ** 30;

/** Rejects with a `FileFault` where nothing of it can be used. */
export async function readZip(zip: StoredFile): Promise<ReadZip> {
  const entries = await readZipDirectory(zip);
  const overlapping = overlaps(entries);
  const files = new Map<string, StoredFile>();
  const skipped: SkippedFile[] = [];
  let total = 0;
  for (const entry of entries) {
    const safe = safePath(entry.name);
    if ('path' in safe && (safe.path === '' || isSystemFile(safe.path))) continue;
    const reason = 'reason' in safe ? safe.reason : refusal(entry, files.has(safe.path), overlapping.has(entry));
    if (reason !== null) {
      skipped.push({ path: entry.name, reason });
      continue;
    }
    total += entry.sizeBytes;
    if (total > MOST_TOTAL_BYTES) {
      skipped.push({ path: entry.name, reason: 'The files before it have 8 GB already.' });
      continue;
    }
    if ('path' in safe) files.set(safe.path, contentOf(zip, entry));
  }
  return { files, skipped };
}

function refusal(entry: ZipEntry, double: boolean, overlapping: boolean): string | null {
  if (entry.encrypted) return 'It is encrypted.';
  if (entry.link) return 'It is a link to another file.';
  if (entry.method !== STORED && entry.method !== DEFLATED)
    return `It is compressed by method ${entry.method}; only deflate is read.`;
  if (overlapping) return 'Its data lies over that of another file, as in zips that are made to fill a disk.';
  if (entry.sizeBytes > MOST_FILE_BYTES) return tooLarge(entry.sizeBytes, MOST_FILE_BYTES);
  if (double) return 'An earlier file in the zip has the same name.';
  return null;
}

/** Entries whose data starts before that of the one before it ends. */
function overlaps(entries: readonly ZipEntry[]): ReadonlySet<ZipEntry> {
  const found = new Set<ZipEntry>();
  let end = 0;
  for (const entry of [...entries].sort((a, b) => a.offset - b.offset)) {
    if (entry.offset < end) found.add(entry);
    end = Math.max(end, entry.offset + LOCAL_BYTES + entry.compressedBytes);
  }
  return found;
}

function contentOf(zip: StoredFile, entry: ZipEntry): StoredFile {
  return {
    sizeBytes: entry.sizeBytes,
    async slice(start, end) {
      const from = Math.max(0, start);
      const to = Math.min(end, entry.sizeBytes);
      if (entry.compressedBytes > mostCompressed(entry))
        throw new FileFault('It does not have the size that the zip says.');
      const data = await compressedOf(zip, entry);
      const isWhole = from === 0 && to === entry.sizeBytes;
      // One more than announced, to see whether there is more.
      const bytes = entry.method === STORED ? data : inflated(data, isWhole ? entry.sizeBytes + 1 : to);
      if (!isWhole) return bytes.subarray(from, to);
      if (bytes.length !== entry.sizeBytes) throw new FileFault('It does not have the size that the zip says.');
      if (crc32(bytes) !== entry.crc)
        throw new FileFault('Its checksum is not the one that the zip says: it is damaged.');
      return bytes;
    },
  };
}

/** Deflate makes nothing larger than by a few bytes in each of its blocks; what is larger holds more than it says. */
function mostCompressed({ sizeBytes }: ZipEntry): number {
  return sizeBytes + 64 + Math.ceil(sizeBytes / 100);
}

/** The first `most` bytes. Small ones in one go, which for thousands of them is ten times as quick as by streams. */
function inflated(data: Uint8Array, most: number): Uint8Array {
  if (most > SMALL_BYTES) return inflateUpTo(data, most, 'deflate');
  try {
    // What does not fit into the array is dropped, and there is little of it: the data is small too.
    return inflateSync(data, { out: new Uint8Array(most) });
  } catch {
    throw new FileFault('Its compressed data is damaged.');
  }
}

async function compressedOf(zip: StoredFile, { offset, compressedBytes }: ZipEntry): Promise<Uint8Array> {
  const local = await zip.slice(offset, offset + LOCAL_BYTES);
  const view = new DataView(local.buffer, local.byteOffset, local.byteLength);
  if (local.length < LOCAL_BYTES || view.getUint32(0, true) !== LOCAL_MARK) {
    throw new FileFault('It is not where the zip says: the zip is damaged.');
  }
  const from = offset + LOCAL_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
  const data = await zip.slice(from, from + compressedBytes);
  if (data.length < compressedBytes) throw new FileFault('The zip ends before it: it was cut short.');
  return data;
}
