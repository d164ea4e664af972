/**
 * Keeps the page for use without a network, behind everything else that it does, and notices when its server has a new
 * version. A page goes on with its own version until it is loaded again; nothing is exchanged under its feet.
 */
import { type ReadonlySignal, signal } from '@preact/signals';
import { PlaygroundError, toFailure } from '../guidance/failure';
import type { Device } from '../guidance/ports';
import { lockName, MANIFEST_FILE, WORKER_FILE } from './addresses';
import { keepVersion, versionOfPage } from './keep';
import { neededFiles, type OfflineManifest, parseManifest } from './manifest';
import type { NewVersion, OfflineState } from './offline-state';
import { openOfflineStore } from './store';
import { sweep } from './sweep';

export interface Offline {
  readonly state: ReadonlySignal<OfflineState>;
  /** null while this page is the newest that is known. */
  readonly newer: ReadonlySignal<NewVersion | null>;
  /** Looks at what is kept already; asks no server. */
  recall(): Promise<void>;
  /** Keeps what the device needs, unless the visitor does not want that. `state` says how it went. */
  keep(device: Device): Promise<void>;
  /** As the visitor asks for it, after a failure too: goes on where it stopped. */
  keepAfterAll(device: Device): Promise<void>;
  /** Looks for another version on the server, and keeps it if this one is kept. Nothing happens without a network. */
  lookForNewer(): Promise<void>;
  /** Removes what is kept, and keeps nothing again until it is asked for. */
  remove(): Promise<void>;
}

export interface BrowserParts {
  readonly caches: CacheStorage;
  readonly serviceWorker: Pick<ServiceWorkerContainer, 'register' | 'getRegistration'>;
  readonly locks: Pick<LockManager, 'request'>;
}

export interface OfflineParts {
  /** The folder that the page lies in, absolute, with a slash at its end. */
  readonly scope: string;
  /** Of this page, as the build wrote it; null on the development server. */
  readonly version: string | null;
  /** null where the browser lacks one of them, or keeps them from this page. */
  readonly browser: BrowserParts | null;
  readonly isSecure: boolean;
  readonly savesData: boolean;
  /** Whether the visitor removed what was kept; remembered over visits. */
  readonly removed: { read(): boolean; write(removed: boolean): void };
  readonly fetch: (address: string, cache: RequestCache) => Promise<Response>;
  /** Resolves when the page has nothing better to do. */
  readonly quiet: () => Promise<void>;
}

export function createOffline(parts: OfflineParts): Offline {
  const { scope, version, browser, removed, fetch, quiet } = parts;
  const state = signal<OfflineState>(beginning(parts));
  const newer = signal<NewVersion | null>(null);
  let device: Device = 'wasm';
  let running: { readonly abort: AbortController; readonly over: Promise<void> } | null = null;

  if (browser !== null && version !== null) {
    // Held until the page is closed.
    // Refused where the page may store nothing; then there is nothing to hold either.
    browser.locks
      .request(lockName(scope, version), { mode: 'shared' }, () => new Promise(() => {}))
      .catch(() => undefined);
  }

  async function serversManifest(): Promise<OfflineManifest> {
    const response = await fetch(new URL(MANIFEST_FILE, scope).href, 'no-store').catch(() => null);
    if (response?.ok === true) return parseManifest(await response.text());
    throw new PlaygroundError({
      code: 'not-kept',
      message: `The list of the files of this page could not be fetched: ${response === null ? 'there is no network' : `the server answers ${response.status}`}.`,
      advice: 'The page works as it is. Try again when the network is back.',
    });
  }

  /** The version that opens without a network; null where none is kept. */
  async function keptState(): Promise<Extract<OfflineState, { kind: 'ready' }> | null> {
    if (browser === null) return null;
    const store = await openOfflineStore(scope, browser.caches);
    const kept = versionOfPage((await store.page()) ?? '');
    const list = kept === null ? undefined : (await store.lists()).get(kept);
    return list === undefined ? null : { kind: 'ready', sizeBytes: list.sizeBytes, isThisVersion: kept === version };
  }

  async function keepAll(manifest: OfflineManifest, stop: AbortSignal): Promise<void> {
    if (browser === null) return;
    const store = await openOfflineStore(scope, browser.caches);
    await keepVersion(manifest, neededFiles(manifest, device), {
      store,
      // What has a fixed address may come from the browser's own cache; the page itself must be the server's.
      fetch: (one) => fetch(new URL(one, scope).href, one === '' ? 'no-store' : 'default'),
      quiet,
      signal: stop,
      onBytes: (keptBytes, totalBytes) => {
        if (state.value.kind !== 'ready') state.value = { kind: 'keeping', keptBytes, totalBytes };
      },
    });
    await sweep(store, manifest.version, (one) =>
      browser.locks.request(lockName(scope, one), { ifAvailable: true }, async (lock) => lock === null),
    );
  }

  /** False where the browser takes none from this page: what is kept would be served by nobody. */
  async function registerWorker({ serviceWorker }: BrowserParts): Promise<boolean> {
    const address = new URL(WORKER_FILE, scope);
    try {
      // A browser that only pretends to take it answers with nothing.
      return Boolean(await serviceWorker.register(address, { scope, updateViaCache: 'none' }));
    } catch {
      return (await serviceWorker.getRegistration(scope)) !== undefined;
    }
  }

  async function keepServersVersion(abort: AbortController): Promise<void> {
    if (browser === null) return;
    try {
      if (!(await registerWorker(browser))) {
        state.value = { kind: 'impossible', because: 'refused' };
        return;
      }
      const manifest = await serversManifest();
      const other = manifest.version === version ? null : manifest.version;
      newer.value = other === null ? null : { version: other, kept: false };
      await keepAll(manifest, abort.signal);
      if (other !== null) newer.value = { version: other, kept: true };
      state.value = (await keptState()) ?? state.value;
    } catch (thrown) {
      if (abort.signal.aborted) return;
      // A kept version is as good as before; what failed is tried again at the next visit.
      state.value = (await keptState().catch(() => null)) ?? { kind: 'failed', failure: toFailure(thrown) };
    }
  }

  /** One at a time; resolves when it is over. */
  async function keepOnce(): Promise<void> {
    if (running !== null) return running.over;
    const abort = new AbortController();
    const over = keepServersVersion(abort);
    running = { abort, over };
    await over;
    running = null;
  }

  const isWanted = () => state.value.kind !== 'impossible' && state.value.kind !== 'not-wanted';

  return {
    state,
    newer,
    async recall() {
      if (!isWanted()) return;
      const kept = await keptState().catch(() => null);
      if (kept !== null && state.value.kind === 'waiting') state.value = kept;
    },
    async keep(forDevice) {
      device = forDevice;
      if (isWanted()) await keepOnce();
    },
    async keepAfterAll(forDevice) {
      if (state.value.kind === 'impossible') return;
      device = forDevice;
      removed.write(false);
      state.value = { kind: 'keeping', keptBytes: 0, totalBytes: 0 };
      await keepOnce();
    },
    async lookForNewer() {
      if (version === null || running !== null) return;
      const found = await serversManifest().catch(() => null);
      if (found === null || found.version === newer.value?.version) return;
      newer.value = found.version === version ? null : { version: found.version, kept: false };
      if (newer.value !== null && state.value.kind === 'ready') await keepOnce();
    },
    async remove() {
      if (browser === null) return;
      removed.write(true);
      running?.abort.abort();
      await running?.over;
      await (await openOfflineStore(scope, browser.caches)).clear();
      await (await browser.serviceWorker.getRegistration(scope))?.unregister();
      state.value = { kind: 'not-wanted', because: 'removed' };
    },
  };
}

function beginning({ version, browser, isSecure, savesData, removed }: OfflineParts): OfflineState {
  if (version === null) return { kind: 'impossible', because: 'development' };
  if (!isSecure) return { kind: 'impossible', because: 'no-https' };
  if (browser === null) return { kind: 'impossible', because: 'browser' };
  if (removed.read()) return { kind: 'not-wanted', because: 'removed' };
  return savesData ? { kind: 'not-wanted', because: 'saves-data' } : { kind: 'waiting' };
}

/** Keeps nothing: for a page without its browser, as tests make one. */
export function noOffline(): Offline {
  return createOffline({
    scope: 'http://localhost/',
    version: null,
    browser: null,
    isSecure: false,
    savesData: false,
    removed: { read: () => false, write: () => undefined },
    fetch: () => Promise.reject(new Error('There is no network.')),
    quiet: () => Promise.resolve(),
  });
}
