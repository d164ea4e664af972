/**
 * Hashes of files of any size, read piece by piece from the disk. WebCrypto wants all bytes at once, which for a model
 * would be a second copy of it in memory; @noble/hashes does not.
 */
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/** Rejects with the signal's reason. */
export async function sha256Of(signal: AbortSignal, file: Blob): Promise<string> {
  const hash = sha256.create();
  await eachPiece(signal, file, (piece) => hash.update(piece));
  return bytesToHex(hash.digest());
}

/** The name that git gives to a file with these bytes; how the Hub names small files. */
export async function gitSha1Of(signal: AbortSignal, file: Blob): Promise<string> {
  const hash = sha1.create().update(new TextEncoder().encode(`blob ${file.size}\0`));
  await eachPiece(signal, file, (piece) => hash.update(piece));
  return bytesToHex(hash.digest());
}

async function eachPiece(signal: AbortSignal, file: Blob, use: (piece: Uint8Array) => unknown): Promise<void> {
  const reader = file.stream().getReader();
  try {
    for (let piece = await reader.read(); piece.value !== undefined; piece = await reader.read()) {
      signal.throwIfAborted();
      use(piece.value);
    }
  } finally {
    reader.releaseLock();
  }
}
