/** Wheels that this browser keeps. A browser may keep nothing, or have no room left; then they are fetched each time. */
import type { LockedPackage } from '../../../workers/python/messages';
import { matches } from './packages-download';
import type { PackageSource } from './packages-lock';

export class PackageCache {
  readonly #source: PackageSource;

  constructor(source: PackageSource) {
    this.#source = source;
  }

  /** null for a wheel that is not there, or no longer as it was. */
  async read(locked: LockedPackage): Promise<ArrayBuffer | null> {
    try {
      const cache = await caches.open(this.#source.cacheName);
      const kept = await cache.match(this.#address(locked));
      const bytes = await kept?.arrayBuffer();
      if (bytes === undefined) return null;
      if (await matches(bytes, locked)) return bytes;
      await cache.delete(this.#address(locked));
      return null;
    } catch {
      return null;
    }
  }

  /** Whether it is kept now. Wheels of other versions make room. */
  async write(locked: LockedPackage, bytes: ArrayBuffer): Promise<boolean> {
    try {
      const cache = await caches.open(this.#source.cacheName);
      const known = new Set(this.#source.lock.map((one) => this.#address(one)));
      for (const { url } of await cache.keys()) if (!known.has(url)) await cache.delete(url);
      await cache.put(this.#address(locked), new Response(bytes));
      return true;
    } catch {
      return false;
    }
  }

  #address(locked: LockedPackage): string {
    return `${this.#source.baseUrl}${locked.file_name}`;
  }
}
