/**
 * Gets wheels: out of this browser, or over the network, and then each by one download, however many runs wait for it.
 * A download that nobody waits for any more is ended.
 */
import type { LockedPackage, Wheel } from '../../../workers/python/messages';
import type { CancelSignal } from '../../guidance/cancellation';
import { PackageCache } from './packages-cache';
import { downloadWheel } from './packages-download';
import { megabytes, PackageDownloadError, packageError } from './packages-failure';
import type { PackageSource } from './packages-lock';
import type { PythonProgress } from './sandbox';

interface Loading {
  readonly bytes: Promise<ArrayBuffer>;
  readonly abort: AbortController;
  waiting: number;
  /** null before the network was asked. */
  receivedBytes: number | null;
  totalBytes: number | null;
  readonly watchers: Set<() => void>;
}

export class PackageStore {
  readonly #source: PackageSource;
  readonly #cache: PackageCache;
  readonly #loading = new Map<string, Loading>();
  readonly #unkept = new Set<string>();

  constructor(source: PackageSource) {
    this.#source = source;
    this.#cache = new PackageCache(source);
  }

  /** Names of packages that this browser had no room to keep. */
  get unkept(): readonly string[] {
    return [...this.#unkept];
  }

  /** Rejects with a PlaygroundError that names the package, or with the signal's reason; asking again tries again. */
  async wheels(
    signal: CancelSignal,
    packages: readonly LockedPackage[],
    onProgress: (progress: PythonProgress) => void,
  ): Promise<Wheel[]> {
    signal.throwIfAborted();
    const loadings = packages.map((locked) => this.#join(locked));
    const watch = () => {
      const progress = progressOf(packages, loadings);
      if (progress !== null) onProgress(progress);
    };
    for (const loading of loadings) loading.watchers.add(watch);
    let onAbort = () => {};
    const aborted = new Promise<never>((_resolve, reject) => {
      onAbort = () => {
        try {
          signal.throwIfAborted();
        } catch (reason) {
          reject(reason);
        }
      };
    });
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      const bytes = await Promise.race([Promise.all(loadings.map((loading) => loading.bytes)), aborted]);
      return packages.flatMap((locked, i) => {
        const part = bytes[i];
        return part === undefined ? [] : [{ locked, bytes: part }];
      });
    } finally {
      signal.removeEventListener('abort', onAbort);
      for (const loading of loadings) loading.watchers.delete(watch);
      for (const [i, locked] of packages.entries()) this.#leave(locked, loadings[i]);
    }
  }

  #join(locked: LockedPackage): Loading {
    const running = this.#loading.get(locked.name);
    if (running !== undefined) {
      running.waiting++;
      return running;
    }
    const abort = new AbortController();
    const loading: Loading = {
      abort,
      bytes: this.#load(locked, abort.signal, (receivedBytes, totalBytes) => {
        Object.assign(loading, { receivedBytes, totalBytes });
        for (const watch of loading.watchers) watch();
      }),
      waiting: 1,
      receivedBytes: null,
      totalBytes: null,
      watchers: new Set(),
    };
    this.#loading.set(locked.name, loading);
    return loading;
  }

  #leave(locked: LockedPackage, loading: Loading | undefined): void {
    if (loading === undefined || --loading.waiting > 0) return;
    loading.abort.abort();
    if (this.#loading.get(locked.name) === loading) this.#loading.delete(locked.name);
  }

  async #load(
    locked: LockedPackage,
    signal: AbortSignal,
    onBytes: (receivedBytes: number, totalBytes: number | null) => void,
  ): Promise<ArrayBuffer> {
    const kept = await this.#cache.read(locked);
    if (kept !== null) return kept;
    signal.throwIfAborted();
    const url = `${this.#source.baseUrl}${locked.file_name}`;
    try {
      const bytes = await downloadWheel(url, locked, signal, onBytes);
      if (await this.#cache.write(locked, bytes)) this.#unkept.delete(locked.name);
      else this.#unkept.add(locked.name);
      return bytes;
    } catch (error) {
      if (error instanceof PackageDownloadError) throw packageError(locked.name, url, error.fault);
      throw error;
    }
  }
}

/** null while everything comes out of this browser. */
function progressOf(packages: readonly LockedPackage[], loadings: readonly Loading[]): PythonProgress | null {
  const coming = loadings.flatMap(({ receivedBytes, totalBytes }, i) =>
    receivedBytes === null ? [] : [{ name: packages[i]?.name ?? '', receivedBytes, totalBytes }],
  );
  if (coming.length === 0) return null;
  const names = coming.map(({ name }) => name).join(', ');
  const received = coming.reduce((sum, { receivedBytes }) => sum + receivedBytes, 0);
  let total: number | null = 0;
  for (const { totalBytes } of coming) total = total === null || totalBytes === null ? null : total + totalBytes;
  return total === null
    ? { label: `Downloading ${names} (${megabytes(received)} so far)`, fraction: null }
    : { label: `Downloading ${names} (${megabytes(total)})`, fraction: total === 0 ? null : received / total };
}
