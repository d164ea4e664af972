/**
 * The list of files at the end of a zip (PKWARE's APPNOTE, 4.3.12 and 4.3.16). It is read by hand because fflate gives
 * neither checksums nor offsets nor two files of one name, and those are what tells a broken or hostile zip.
 */
import { FileFault, type StoredFile } from './stored-file';

export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc: number;
  readonly compressedBytes: number;
  readonly sizeBytes: number;
  /** Of its local header. */
  readonly offset: number;
  /** A link to another file instead of one. */
  readonly link: boolean;
}

const END_BYTES = 22;
const END_MARK = 0x06054b50;
const ENTRY_MARK = 0x02014b50;
const ENTRY_BYTES = 46;
const MOST_COMMENT_BYTES = 65_535;
const MOST_DIRECTORY_BYTES = 64 * 2 ** 20;
const ZIP64_SIZE = 0xffffffff;
const ZIP64_COUNT = 0xffff;

/** Rejects with a `FileFault` where the file is no zip, is cut short, or is of the large kind (zip64). */
export async function readZipDirectory(zip: StoredFile): Promise<readonly ZipEntry[]> {
  const tail = await zip.slice(Math.max(0, zip.sizeBytes - END_BYTES - MOST_COMMENT_BYTES), zip.sizeBytes);
  const end = viewOf(tail);
  let at = tail.length - END_BYTES;
  // The comment behind the mark may hold anything, so a mark counts only where its comment ends with the file.
  while (
    at >= 0 &&
    !(end.getUint32(at, true) === END_MARK && at + END_BYTES + end.getUint16(at + 20, true) === tail.length)
  )
    at--;
  if (at < 0) throw new FileFault('It has no list of files at its end: it is no zip, or was cut short.');
  const count = end.getUint16(at + 10, true);
  const bytes = end.getUint32(at + 12, true);
  const offset = end.getUint32(at + 16, true);
  if (count === ZIP64_COUNT || bytes === ZIP64_SIZE || offset === ZIP64_SIZE) {
    throw new FileFault(
      'It is a zip of the large kind (zip64), with more than 65,534 files or 4 GB. Unpack it and open the folder.',
    );
  }
  if (bytes > MOST_DIRECTORY_BYTES || offset + bytes > zip.sizeBytes) {
    throw new FileFault('Its list of files does not fit into it: it is damaged.');
  }
  const entries = entriesOf(await zip.slice(offset, offset + bytes));
  if (entries.length !== count) {
    throw new FileFault(`It says that it has ${count} files and lists ${entries.length}: it is damaged.`);
  }
  return entries;
}

function entriesOf(directory: Uint8Array): ZipEntry[] {
  const view = viewOf(directory);
  const entries: ZipEntry[] = [];
  let at = 0;
  while (at + ENTRY_BYTES <= directory.length && view.getUint32(at, true) === ENTRY_MARK) {
    const flags = view.getUint16(at + 8, true);
    const nameBytes = view.getUint16(at + 28, true);
    const name = directory.subarray(at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes);
    // The upper half is Unix's mode where the zip was made there; 0xA000 marks a symbolic link.
    const mode = view.getUint16(at + 40, true);
    entries.push({
      name: decodeName(name),
      method: view.getUint16(at + 10, true),
      encrypted: (flags & 1) !== 0,
      crc: view.getUint32(at + 16, true),
      compressedBytes: view.getUint32(at + 20, true),
      sizeBytes: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
      link: (mode & 0xf000) === 0xa000,
    });
    at += ENTRY_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

/** UTF-8 whatever the flag says, since most programs forget it; else one character per byte. */
function decodeName(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return String.fromCharCode(...bytes);
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
