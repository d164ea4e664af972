/**
 * What is kept of the page: files by their addresses, and for each version a list of the addresses that it needs. The
 * page itself is put last, under the folder's own address: it is what the service worker opens.
 */
import * as v from 'valibot';
import { storeName } from './addresses';

const LIST = 'offline-list/';

const ListSchema = v.object({ addresses: v.array(v.string()), sizeBytes: v.number() });

/** What one version needs on this device. */
export type KeptList = v.InferOutput<typeof ListSchema>;

export interface OfflineStore {
  has(address: string): Promise<boolean>;
  put(address: string, bytes: Uint8Array<ArrayBuffer>, type: string): Promise<void>;
  /** The kept page's own text; null while none is kept. */
  page(): Promise<string | null>;
  /** Replaces the list of one version. */
  writeList(version: string, list: KeptList): Promise<void>;
  /** By version. */
  lists(): Promise<ReadonlyMap<string, KeptList>>;
  dropList(version: string): Promise<void>;
  /** Removes every file whose address is not among these; returns how many. */
  keepOnly(addresses: ReadonlySet<string>): Promise<number>;
  /** Everything of this page is gone after it. */
  clear(): Promise<void>;
}

/** `scope` is the folder of the page, absolute, with a slash at its end. Rejects where the browser refuses to store. */
export async function openOfflineStore(scope: string, storage: CacheStorage): Promise<OfflineStore> {
  const cache = await storage.open(storeName(scope));
  const full = (address: string) => new URL(address, scope).href;
  const listUrl = (version: string) => full(`${LIST}${encodeURIComponent(version)}`);
  const listed = async () => (await cache.keys()).map(({ url }) => url).filter((url) => url.startsWith(full(LIST)));

  return {
    has: async (address) => (await cache.match(full(address))) !== undefined,
    put: (address, bytes, type) =>
      cache.put(
        full(address),
        new Response(bytes, { headers: { 'content-type': type, 'content-length': String(bytes.length) } }),
      ),
    page: async () => (await (await cache.match(full('')))?.text()) ?? null,
    writeList: (version, list) => cache.put(listUrl(version), Response.json(list)),
    async lists() {
      const found = new Map<string, KeptList>();
      for (const url of await listed()) {
        const list = v.safeParse(ListSchema, await (await cache.match(url))?.json().catch(() => null));
        if (list.success) found.set(decodeURIComponent(url.slice(full(LIST).length)), list.output);
      }
      return found;
    },
    dropList: async (version) => void (await cache.delete(listUrl(version))),
    async keepOnly(addresses) {
      const wanted = new Set([...addresses].map(full));
      const gone = (await cache.keys()).filter(({ url }) => !wanted.has(url) && !url.startsWith(full(LIST)));
      await Promise.all(gone.map((request) => cache.delete(request)));
      return gone.length;
    },
    clear: async () => void (await storage.delete(storeName(scope))),
  };
}
