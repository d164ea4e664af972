/**
 * Files as parts in a cache of the Cache API, for browsers whose file system a page cannot write to. An entry cannot be
 * added to, so a file is a row of parts, each an entry that names where it begins and how long it is.
 */
import { type FileAppender, type FileStore, isQuotaError, StorageFull } from './file-store';

const CACHE = 'eg-cfg.hub-models.v1';
/** Entries need addresses; nothing is ever asked for under this one. */
const BASE = 'https://hub-models.invalid/';
/** How much of a file is held in memory, and how much a crash of the browser may cost. */
const PART_BYTES = 8 << 20;

interface Part {
  readonly url: string;
  readonly begin: number;
  readonly end: number;
}

export class CacheStore implements FileStore {
  readonly kind = 'cache';

  /** Rejects where the browser gives this page no cache. */
  static async open(name = CACHE): Promise<CacheStore> {
    return new CacheStore(await caches.open(name));
  }

  private constructor(private readonly cache: Cache) {}

  async size(path: string): Promise<number> {
    return (await this.parts(path)).at(-1)?.end ?? 0;
  }

  async append(path: string): Promise<FileAppender> {
    return new CacheAppender(this.cache, addressOf(path), await this.size(path));
  }

  async read(path: string): Promise<Blob | null> {
    const blobs: Blob[] = [];
    for (const { url } of await this.parts(path)) {
      const response = await this.cache.match(url);
      if (response === undefined) break;
      blobs.push(await response.blob());
    }
    return blobs.length === 0 ? null : new Blob(blobs);
  }

  async remove(path: string): Promise<void> {
    const address = addressOf(path);
    for (const { url } of await this.cache.keys()) {
      if (url.startsWith(`${address}?`) || url.startsWith(`${address}/`)) await this.cache.delete(url);
    }
  }

  /** In order, without gaps; what lies behind a gap does not count. */
  private async parts(path: string): Promise<Part[]> {
    const start = `${addressOf(path)}?`;
    const found = (await this.cache.keys())
      .filter(({ url }) => url.startsWith(start))
      .map(({ url }): Part => {
        const [begin = Number.NaN, end = Number.NaN] = url.slice(start.length).split('-').map(Number);
        return { url, begin, end };
      })
      .sort((a, b) => a.begin - b.begin || b.end - a.end);
    const parts: Part[] = [];
    for (const part of found) if (part.begin === (parts.at(-1)?.end ?? 0)) parts.push(part);
    return parts;
  }
}

class CacheAppender implements FileAppender {
  private held: Uint8Array<ArrayBuffer>[] = [];
  private heldBytes = 0;

  constructor(
    private readonly cache: Cache,
    private readonly address: string,
    private at: number,
  ) {}

  async write(chunk: Uint8Array<ArrayBuffer>): Promise<void> {
    this.held.push(chunk);
    this.heldBytes += chunk.length;
    if (this.heldBytes >= PART_BYTES) await this.putPart();
  }

  async close(): Promise<void> {
    if (this.heldBytes > 0) await this.putPart();
  }

  private async putPart(): Promise<void> {
    const part = new Blob(this.held);
    this.held = [];
    this.heldBytes = 0;
    const end = this.at + part.size;
    try {
      await this.cache.put(`${this.address}?${this.at}-${end}`, new Response(part));
    } catch (thrown) {
      throw isQuotaError(thrown) ? new StorageFull('The cache is full') : thrown;
    }
    this.at = end;
  }
}

function addressOf(path: string): string {
  return BASE + path.split('/').map(encodeURIComponent).join('/');
}
