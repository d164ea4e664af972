/** Keeps one version of the page: every file once, each checked against the list, the page itself last. */
import { PlaygroundError } from '../guidance/failure';
import { type OfflineManifest, type PublishedFile, totalBytes } from './manifest';
import type { OfflineStore } from './store';

export interface KeepParts {
  readonly store: OfflineStore;
  /** Of the page's own host. Rejects without a network. */
  readonly fetch: (address: string) => Promise<Response>;
  /** Resolves when the page has nothing better to do: no run is being made. */
  readonly quiet: () => Promise<void>;
  readonly onBytes: (kept: number, total: number) => void;
  readonly signal: AbortSignal;
}

/** The build writes its version into the page by this name. */
export function versionOfPage(html: string): string | null {
  return /<meta name="build" content="([^"]+)"/.exec(html)?.[1] ?? null;
}

/**
 * What is kept already is not fetched again, so a keeping that was cut goes on where it stopped. Rejects with a
 * PlaygroundError where a file cannot be had or is not what the list says, and with the signal's reason.
 */
export async function keepVersion(
  manifest: OfflineManifest,
  files: readonly PublishedFile[],
  { store, fetch, quiet, onBytes, signal }: KeepParts,
): Promise<void> {
  const total = totalBytes(files);
  let kept = 0;
  // Before the files: a sweep in another tab then leaves them alone.
  await store.writeList(manifest.version, { addresses: files.map(({ address }) => address), sizeBytes: total });
  const page = files.find(({ address }) => address === '');
  for (const file of files) {
    if (file === page) continue;
    signal.throwIfAborted();
    if (!(await store.has(file.address))) {
      await quiet();
      signal.throwIfAborted();
      const bytes = await fetched(file, fetch);
      if ((await sha256(bytes)) !== file.sha256) throw changed(file);
      await store.put(file.address, bytes, file.type).catch(noRoom);
    }
    kept += file.sizeBytes;
    onBytes(kept, total);
  }
  if (page === undefined) return;
  const bytes = await fetched(page, fetch);
  // Some hosts add a script of their own to a page, so it is not its hash that counts here.
  if (versionOfPage(new TextDecoder().decode(bytes)) !== manifest.version) throw changed(page);
  await store.put('', bytes, page.type).catch(noRoom);
  onBytes(total, total);
}

async function fetched(file: PublishedFile, fetch: KeepParts['fetch']): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(file.address).catch(() => null);
  if (response?.ok !== true) throw unreachable(file, response);
  const bytes = await response.arrayBuffer().catch(() => null);
  if (bytes === null) throw unreachable(file, null);
  return new Uint8Array(bytes);
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const nameOf = ({ address }: PublishedFile) => (address === '' ? 'the page itself' : address.replace(/\?.*$/, ''));

function unreachable(file: PublishedFile, response: Response | null): PlaygroundError {
  const because = response === null ? 'the network broke off' : `the server answers ${response.status}`;
  return new PlaygroundError({
    code: 'not-kept',
    message: `Not everything of this page could be kept for use without a network: ${nameOf(file)}, ${because}.`,
    advice: 'The page works as it is. What was kept stays; try again when the network is back.',
  });
}

function changed(file: PublishedFile): PlaygroundError {
  return new PlaygroundError({
    code: 'not-kept',
    message: `${nameOf(file)} is not the file of this version: the page is being replaced on its server, or the server changes files.`,
    advice: 'The page works as it is. Try again in a few minutes.',
  });
}

function noRoom(thrown: unknown): never {
  throw new PlaygroundError({
    code: 'storage-full',
    message: `This browser has no room to keep the page for use without a network (${thrown instanceof Error ? thrown.message : String(thrown)}).`,
    advice: 'The page works as it is. Free some space, or remove models that you no longer use, and try again.',
  });
}
