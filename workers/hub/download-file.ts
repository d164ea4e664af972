/** One file over HTTP into a store, from where an earlier try left off, and checked once it is whole. */
import type { FileRecord } from '../../src/hub/model-record';
import type { FileStore } from '../storage/file-store';
import { HubError, isPassing } from './fault';
import { gitSha1Of, sha256Of } from './hash';
import { failOnStatus, hubFetch, STALL_SECONDS, withoutStalling } from './hub-request';

/** Tries in a row that bring less than ENOUGH_BYTES before a broken connection is told. */
const MOST_RETRIES = 3;
const ENOUGH_BYTES = 4 << 20;

export interface FilePlace {
  readonly url: string;
  readonly store: FileStore;
  /** In the store. */
  readonly path: string;
}

export interface DownloadTiming {
  readonly stallSeconds: number;
  /** Before the n-th retry, which counts from 1. */
  readonly pauseMs: (retry: number) => number;
}

const PATIENT: DownloadTiming = { stallSeconds: STALL_SECONDS, pauseMs: (retry) => 1000 * 2 ** (retry - 1) };

/** `retry` is 0 while the connection holds. */
export type OnFileBytes = (storedBytes: number, retry: number) => void;

/**
 * Resolves when the store holds the whole file, which is not checked yet. Rejects with a HubError, with StorageFull, or
 * with the signal's reason; what has arrived stays in the store each time.
 */
export async function downloadFile(
  signal: AbortSignal,
  place: FilePlace,
  file: FileRecord,
  onBytes: OnFileBytes,
  timing: DownloadTiming = PATIENT,
): Promise<void> {
  let retry = 0;
  for (;;) {
    const before = await place.store.size(place.path);
    onBytes(before, retry);
    try {
      await downloadRest(signal, place, file, timing.stallSeconds, (storedBytes) => onBytes(storedBytes, 0));
      return;
    } catch (thrown) {
      if (!(thrown instanceof HubError) || !isPassing(thrown.fault)) throw thrown;
      const gained = (await place.store.size(place.path)) - before;
      retry = gained >= ENOUGH_BYTES ? 1 : retry + 1;
      if (retry > MOST_RETRIES) throw thrown;
      onBytes(before + Math.max(0, gained), retry);
      await pause(signal, timing.pauseMs(retry));
    }
  }
}

async function downloadRest(
  signal: AbortSignal,
  { url, store, path }: FilePlace,
  file: FileRecord,
  stallSeconds: number,
  onStored: (storedBytes: number) => void,
): Promise<void> {
  let stored = await store.size(path);
  if (stored > file.sizeBytes) {
    await store.remove(path);
    stored = 0;
  }
  // An empty file is made without asking for it.
  if (stored === file.sizeBytes && stored > 0) return;
  await withoutStalling(signal, stallSeconds, async (alive, inner) => {
    const response = await hubFetch(inner, url, stored);
    alive();
    if (response.status === 416) {
      // What lies here is not a beginning of what lies there.
      await store.remove(path);
      throw new HubError({ kind: 'cut', receivedBytes: 0, totalBytes: file.sizeBytes });
    }
    failOnStatus(response);
    if (response.headers.get('content-type')?.includes('text/html')) throw new HubError({ kind: 'web-page' });
    const begin = response.status === 206 ? beginOf(response, stored) : 0;
    if (begin !== stored) {
      // A server without ranges sends all of it again.
      await store.remove(path);
      stored = 0;
    }
    const saidBytes = lengthOf(response);
    if (saidBytes !== null && begin + saidBytes !== file.sizeBytes) {
      await store.remove(path);
      throw new HubError({ kind: 'wrong-length', saidBytes: begin + saidBytes, totalBytes: file.sizeBytes });
    }
    const appender = await store.append(path);
    try {
      await copyBody(inner, response, async (chunk) => {
        alive();
        if (stored + chunk.length > file.sizeBytes) {
          throw new HubError({ kind: 'wrong-length', saidBytes: stored + chunk.length, totalBytes: file.sizeBytes });
        }
        await appender.write(chunk);
        stored += chunk.length;
        onStored(stored);
      });
    } finally {
      await appender.close();
    }
    if (stored < file.sizeBytes) {
      throw new HubError({ kind: 'cut', receivedBytes: stored, totalBytes: file.sizeBytes });
    }
  }).catch(async (thrown: unknown) => {
    if (thrown instanceof HubError && thrown.fault.kind === 'wrong-length') await store.remove(path);
    if (thrown instanceof BodyBroken) {
      throw new HubError({ kind: 'cut', receivedBytes: await store.size(path), totalBytes: file.sizeBytes });
    }
    throw thrown;
  });
}

/** The connection ended in the middle, in whatever words the browser has for it. */
class BodyBroken extends Error {}

async function copyBody(
  signal: AbortSignal,
  response: Response,
  write: (chunk: Uint8Array<ArrayBuffer>) => Promise<void>,
): Promise<void> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((thrown: unknown) => {
        signal.throwIfAborted();
        throw new BodyBroken(String(thrown));
      });
      if (done) return;
      await write(value);
    }
  } finally {
    // Ends the request where the copying ended before it; a body that broke has nothing to cancel.
    await reader.cancel().catch(() => undefined);
  }
}

/** Where a partial answer begins. Other hosts need not let a page read the header; then it begins where it was asked to. */
function beginOf(response: Response, asked: number): number {
  const said = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '');
  const begin = said === null ? asked : Number(said[1]);
  if (begin === asked) return begin;
  throw new HubError({ kind: 'bad-answer', words: `it begins at byte ${begin} instead of ${asked}` });
}

/** Of a compressed answer the header tells the compressed length. */
function lengthOf(response: Response): number | null {
  if (response.headers.has('content-encoding')) return null;
  const text = response.headers.get('content-length');
  return text !== null && /^\d+$/.test(text) ? Number(text) : null;
}

/**
 * The SHA-256 of what the store holds. Rejects with a HubError of kind `wrong-bytes` after throwing the file away
 * where it is not what the commit names.
 */
export async function checkFile(signal: AbortSignal, { store, path }: FilePlace, file: FileRecord): Promise<string> {
  const stored = (await store.read(path)) ?? new Blob();
  const sha256 = await sha256Of(signal, stored);
  const wrong = async (expected: string, got: string) => {
    await store.remove(path);
    return new HubError({ kind: 'wrong-bytes', expected, got });
  };
  if (stored.size !== file.sizeBytes) throw await wrong(`${file.sizeBytes} bytes`, `${stored.size} bytes`);
  if (file.sha256 !== null && file.sha256 !== sha256) throw await wrong(file.sha256, sha256);
  if (file.sha256 === null && file.gitSha1 !== null) {
    const gitSha1 = await gitSha1Of(signal, stored);
    if (gitSha1 !== file.gitSha1) throw await wrong(file.gitSha1, gitSha1);
  }
  return sha256;
}

function pause(signal: AbortSignal, milliseconds: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
