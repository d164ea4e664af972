/** A blob in one piece of memory of its length, filled from the disk: a model is never held twice. */
import type { OnBytes } from './model-files';

export async function readWhole(signal: AbortSignal, blob: Blob, onBytes: OnBytes): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(blob.size);
  let length = 0;
  const reader = blob.stream().getReader();
  for (let piece = await reader.read(); piece.value !== undefined; piece = await reader.read()) {
    signal.throwIfAborted();
    bytes.set(piece.value, length);
    length += piece.value.length;
    onBytes(length, blob.size);
  }
  return bytes;
}
