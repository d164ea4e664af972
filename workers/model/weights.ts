/** Fetching the network's file: progress, whole or not at all, and the hash that names it. */
import { PlaygroundError } from '../../src/guidance/failure';
import type { LoadProgress } from '../protocol';
import { looksLikePage, type ModelFiles, words } from './model-files';

export interface Weights {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Hex; empty where the page has no secure context (neither https nor localhost), which then has no hash function. */
  readonly sha256: string;
}

export async function fetchWeights(
  signal: AbortSignal,
  files: ModelFiles,
  onProgress: (progress: LoadProgress) => void,
): Promise<Weights> {
  const path = files.weightsPath;
  const response = await files.request(signal, path);
  if (response.headers.get('content-type')?.includes('text/html')) {
    throw files.missing(path, 'the server answers with a web page instead');
  }
  const bytes = await readAll(signal, files, response, onProgress);
  const start = new TextDecoder().decode(bytes.subarray(0, 64));
  if (looksLikePage(start)) throw files.missing(path, 'the server answers with a web page instead');
  if (start.startsWith('version https://git-lfs')) throw corrupt(files, 'it is a Git LFS pointer instead of the data');
  return { bytes, sha256: await sha256(bytes) };
}

async function readAll(
  signal: AbortSignal,
  files: ModelFiles,
  response: Response,
  onProgress: (progress: LoadProgress) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const { headers, body } = response;
  // Of a compressed answer the header tells the compressed length.
  const stated = headers.has('content-encoding') ? null : Number(headers.get('content-length') ?? Number.NaN);
  const expected = stated !== null && Number.isInteger(stated) ? stated : null;
  if (body === null) throw corrupt(files, 'the server sent no data');
  let bytes = new Uint8Array(expected ?? 1 << 20);
  let length = 0;
  let reported = -1;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch((thrown: unknown) => {
      signal.throwIfAborted();
      throw corrupt(files, `the transfer broke off after ${megabytes(length)}${ofAll(expected)} (${words(thrown)})`);
    });
    if (done) break;
    if (length + value.length > bytes.length) {
      const larger = new Uint8Array(Math.max(length + value.length, bytes.length * 2));
      larger.set(bytes.subarray(0, length));
      bytes = larger;
    }
    bytes.set(value, length);
    length += value.length;
    const fraction = expected === null ? null : Math.min(1, length / expected);
    const percent = Math.floor((fraction ?? 0) * 100);
    if (percent === reported && expected !== null) continue;
    reported = percent;
    onProgress({ stage: 'files', label: `Loading the weights: ${megabytes(length)}${ofAll(expected)}`, fraction });
  }
  if (expected !== null && length < expected) throw corrupt(files, `it ends after ${length} of ${expected} bytes`);
  if (length === 0) throw corrupt(files, 'it is empty');
  return length === bytes.length ? bytes : bytes.slice(0, length);
}

/** What is wrong with the weights file, as a failure. */
export function corrupt(files: ModelFiles, what: string): PlaygroundError {
  return new PlaygroundError({
    code: 'model-corrupt',
    message: `The file ${files.weightsPath} of the model ${files.source.id} cannot be used: ${what}.`,
    advice: 'Load the model again. If this comes back, the file is damaged where it is hosted.',
  });
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  if (globalThis.crypto?.subtle === undefined) return '';
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function ofAll(expected: number | null): string {
  return expected === null ? '' : ` of ${megabytes(expected)}`;
}
