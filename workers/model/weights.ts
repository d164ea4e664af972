/** Reading the network's file and the weights beside it: progress, whole or not at all, and the hash that names them. */
import { PlaygroundError } from '../../src/guidance/failure';
import type { LoadProgress } from '../protocol';
import { type FileBytes, looksLikePage, type ModelFiles, networkPath } from './model-files';
import { externalFiles } from './onnx/external-files';

/** A file that the network names for its larger tensors. */
export interface ExternalData {
  /** As the network names it. */
  readonly path: string;
  readonly data: Uint8Array<ArrayBuffer>;
}

export interface Weights {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly external: readonly ExternalData[];
  /**
   * Of the network's file, hex; with external data, of the hashes of all of them in order. Empty where the page has no
   * secure context (neither https nor localhost), which then has no hash function.
   */
  readonly sha256: string;
}

/** Rejects with `model-missing` or `model-corrupt`, naming the file. */
export async function fetchWeights(
  signal: AbortSignal,
  files: ModelFiles,
  onProgress: (progress: LoadProgress) => void,
): Promise<Weights> {
  const path = networkPath(files.source);
  const network = await readWhole(signal, files, path, onProgress);
  const start = new TextDecoder().decode(network.bytes.subarray(0, 64));
  if (looksLikePage(start)) throw files.missing(path, 'the server answers with a web page instead');
  if (start.startsWith('version https://git-lfs')) {
    throw corrupt(files, path, 'it is a Git LFS pointer instead of the data');
  }
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const external: ExternalData[] = [];
  const hashes = [await hashOf(network)];
  for (const name of namedFiles(files, path, network.bytes)) {
    const file = await readWhole(signal, files, `${folder}${name}`, onProgress);
    external.push({ path: name, data: file.bytes });
    hashes.push(await hashOf(file));
  }
  const [only = ''] = hashes;
  const together = new TextEncoder().encode(hashes.join(' '));
  const sha256 = hashes.length === 1 || hashes.includes('') ? only : await digest(together);
  return { bytes: network.bytes, external, sha256 };
}

/** Which files the network wants beside it. What is no ONNX file is told by the runtime, which says it better. */
function namedFiles(files: ModelFiles, path: string, bytes: Uint8Array): string[] {
  let names: string[];
  try {
    names = externalFiles(bytes);
  } catch (thrown) {
    if (thrown instanceof RangeError) return [];
    throw thrown;
  }
  const outside = names.find((name) => !/^[\w.-]+$/.test(name) || /^\.+$/.test(name));
  if (outside !== undefined) throw corrupt(files, path, `it names a file outside of its folder ("${outside}")`);
  return names;
}

async function readWhole(
  signal: AbortSignal,
  files: ModelFiles,
  path: string,
  onProgress: (progress: LoadProgress) => void,
): Promise<FileBytes> {
  let reported = -1;
  const file = await files.readBytes(signal, path, (receivedBytes, totalBytes) => {
    const fraction = totalBytes === null ? null : Math.min(1, receivedBytes / totalBytes);
    const percent = Math.floor((fraction ?? 0) * 100);
    if (percent === reported && totalBytes !== null) return;
    reported = percent;
    const of = totalBytes === null ? '' : ` of ${megabytes(totalBytes)}`;
    onProgress({ stage: 'files', label: `Loading the weights: ${megabytes(receivedBytes)}${of}`, fraction });
  });
  if (file.bytes.length === 0) throw corrupt(files, path, 'it is empty');
  return file;
}

/** What is wrong with a file of the weights, as a failure. */
export function corrupt(files: ModelFiles, path: string, what: string): PlaygroundError {
  return new PlaygroundError({
    code: 'model-corrupt',
    message: `The file ${path} of the model ${files.source.id} cannot be used: ${what}.`,
    advice: 'Load the model again. If this comes back, the file is damaged where it is hosted.',
  });
}

function hashOf({ sha256, bytes }: FileBytes): Promise<string> | string {
  return sha256 ?? digest(bytes);
}

async function digest(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  if (globalThis.crypto?.subtle === undefined) return '';
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
