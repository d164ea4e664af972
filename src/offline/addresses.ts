/**
 * Addresses of the published files, as the page, the service worker and the build agree on them.
 *
 * An address is fixed when it can only ever mean one content: files under `assets/` carry a hash in their names, and
 * the others are asked for with a `v` that stands for their content. No page can therefore get a file of another
 * version, whichever service worker answers it.
 */

export const MANIFEST_FILE = 'offline.json';
export const WORKER_FILE = 'service-worker.js';
const FOLDER_OF_HASHED_NAMES = 'assets/';

/** One store for each place where the page is published; a host may hold several. */
export function storeName(scope: string): string {
  return `eg-cfg.offline.v1 ${new URL(scope).pathname}`;
}

/** Held by every open page for as long as it is open: what its version needs is not thrown away meanwhile. */
export function lockName(scope: string, version: string): string {
  return `eg-cfg.open ${new URL(scope).pathname} ${version}`;
}

/**
 * How a request of the page is answered. `pass`: by the network alone, as if there were no service worker.
 * `document`: the network while it answers, else the kept page. `fixed`: what is kept, else the network.
 * `changing`: the network, else what is kept.
 */
export type Treatment = 'pass' | 'document' | 'fixed' | 'changing';

export interface Asked {
  readonly url: string;
  readonly method: string;
  readonly mode: string;
  /** Whether only a part of the file is asked for. */
  readonly partial: boolean;
}

/** `scope` is the folder that the page lies in, with a slash at its end. */
export function treatmentOf({ url, method, mode, partial }: Asked, scope: string): Treatment {
  const asked = new URL(url);
  const folder = new URL(scope);
  if (method !== 'GET' || partial) return 'pass';
  if (asked.origin !== folder.origin || !asked.pathname.startsWith(folder.pathname)) return 'pass';
  const path = asked.pathname.slice(folder.pathname.length);
  if (mode === 'navigate') return path === '' || path === 'index.html' ? 'document' : 'pass';
  if (path === MANIFEST_FILE || path === WORKER_FILE) return 'pass';
  return path.startsWith(FOLDER_OF_HASHED_NAMES) || asked.searchParams.has('v') ? 'fixed' : 'changing';
}
