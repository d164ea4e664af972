/** One wheel from the network, whole and checked, or not at all. */
import type { LockedPackage } from '../../../workers/python/messages';
import { PackageDownloadError } from './packages-failure';

const STALL_SECONDS = 30;

/** `totalBytes` is null where the host does not say it. */
export type OnBytes = (receivedBytes: number, totalBytes: number | null) => void;

/** Rejects with a PackageDownloadError, or with the reason of the signal. */
export async function downloadWheel(
  url: string,
  locked: LockedPackage,
  signal: AbortSignal,
  onBytes: OnBytes,
): Promise<ArrayBuffer> {
  if (globalThis.crypto?.subtle === undefined) throw new PackageDownloadError({ kind: 'insecure-page' });
  const bytes = await withoutStalling(signal, (alive, inner) =>
    readAll(url, inner, (received, total) => {
      alive();
      onBytes(received, total);
    }),
  );
  if (!(await matches(bytes, locked))) throw new PackageDownloadError({ kind: 'wrong-bytes' });
  return bytes;
}

/** Whether these are the bytes that the lock file means. */
export async function matches(bytes: ArrayBuffer, locked: LockedPackage): Promise<boolean> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('') === locked.sha256;
}

/** Gives the task up where it does not call `alive` for a while. */
async function withoutStalling<T>(
  signal: AbortSignal,
  task: (alive: () => void, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stalled = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stalled.abort(), STALL_SECONDS * 1000);
  };
  alive();
  try {
    return await task(alive, AbortSignal.any([signal, stalled.signal]));
  } catch (error) {
    signal.throwIfAborted();
    if (stalled.signal.aborted) throw new PackageDownloadError({ kind: 'stalled', seconds: STALL_SECONDS });
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function readAll(url: string, signal: AbortSignal, onBytes: OnBytes): Promise<ArrayBuffer> {
  const response = await request(url, signal);
  const said = Number(response.headers.get('Content-Length') ?? Number.NaN);
  // Of a compressed answer the length says nothing of what arrives here.
  const totalBytes = Number.isFinite(said) && !response.headers.has('Content-Encoding') ? said : null;
  onBytes(0, totalBytes);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let receivedBytes = 0;
  try {
    const reader = response.body?.getReader();
    for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
      parts.push(part.value);
      receivedBytes += part.value.length;
      onBytes(receivedBytes, totalBytes);
    }
  } catch {
    throw new PackageDownloadError({ kind: 'cut', receivedBytes, totalBytes });
  }
  return new Blob(parts).arrayBuffer();
}

async function request(url: string, signal: AbortSignal): Promise<Response> {
  let response: Response;
  try {
    // Not kept by the browser's own cache: it would lie there a second time.
    response = await fetch(url, { signal, credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' });
  } catch {
    throw new PackageDownloadError({ kind: 'unreachable' });
  }
  if (!response.ok) throw new PackageDownloadError({ kind: 'status', status: response.status });
  return response;
}
