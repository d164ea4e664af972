/** How much of what lies in this browser: counted by ourselves, because browsers tell one sum for everything. */
import { createStore, keys, promisifyRequest, type UseStore } from 'idb-keyval';

/** Roughly what a value takes: the characters of its text, the bytes of its data. */
export function bytesOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (value instanceof Blob) return value.size;
  if (value instanceof ArrayBuffer) return value.byteLength;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + bytesOf(one), 2);
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).reduce((sum, [name, one]) => sum + name.length + bytesOf(one), 2);
  }
  return 8;
}

export interface Measured {
  readonly count: number;
  readonly bytes: number;
}

/** One value after the other, so that no more than one is in memory. `name` is a database of idb-keyval's form. */
export async function measureStore(
  name: string,
  store: string,
  counts: (key: IDBValidKey) => boolean = () => true,
): Promise<Measured> {
  return measureUsed(createStore(name, store), counts);
}

async function measureUsed(use: UseStore, counts: (key: IDBValidKey) => boolean): Promise<Measured> {
  let count = 0;
  let bytes = 0;
  for (const key of await keys(use)) {
    if (!counts(key)) continue;
    const value: unknown = await use('readonly', (store) => promisifyRequest<unknown>(store.get(key)));
    count++;
    bytes += bytesOf(value);
  }
  return { count, bytes };
}

/** Of a cache that may not be there. */
export async function measureCache(name: string): Promise<Measured> {
  if (!(await caches.has(name))) return { count: 0, bytes: 0 };
  const cache = await caches.open(name);
  const requests = await cache.keys();
  let bytes = 0;
  for (const request of requests) bytes += (await (await cache.match(request))?.blob())?.size ?? 0;
  return { count: requests.length, bytes };
}

/** Keys of localStorage that begin with the page's prefix, and are none of `except`. */
export function measureTexts(
  storage: Pick<Storage, 'key' | 'length' | 'getItem'>,
  except: ReadonlySet<string>,
): Measured {
  const found = ownKeys(storage).filter((key) => !except.has(key));
  const bytes = found.reduce((sum, key) => sum + key.length + (storage.getItem(key) ?? '').length, 0);
  return { count: found.length, bytes };
}

export function ownKeys(storage: Pick<Storage, 'key' | 'length'>): string[] {
  return Array.from({ length: storage.length }, (_, i) => storage.key(i)).filter(
    (key): key is string => key?.startsWith('eg-cfg.') === true,
  );
}
