/**
 * Files in the origin's private file system, written in place through handles that only workers have. The writable
 * streams that the page has too were not taken: they copy the whole file before every appending, and lose what was
 * written when the page is closed.
 */
import { type FileAppender, type FileStore, isQuotaError, StorageFull } from './file-store';

const FOLDER = 'hub-models';
/** How much a crash of the browser may cost. */
const FLUSH_BYTES = 16 << 20;

export class OpfsStore implements FileStore {
  readonly kind = 'opfs';

  /** Rejects where the browser gives this page no file system (private windows of some, pages without TLS). */
  static async open(): Promise<OpfsStore> {
    const root = await navigator.storage.getDirectory();
    const store = new OpfsStore(await root.getDirectoryHandle(FOLDER, { create: true }));
    // Some browsers hand the folder out and refuse the handles.
    const probe = `probe-${crypto.randomUUID()}`;
    await (await store.append(probe)).close();
    await store.remove(probe);
    return store;
  }

  private constructor(private readonly folder: FileSystemDirectoryHandle) {}

  async size(path: string): Promise<number> {
    return (await this.read(path))?.size ?? 0;
  }

  async append(path: string): Promise<FileAppender> {
    const { folder, name } = await this.parent(path, true);
    const file = await folder.getFileHandle(name, { create: true });
    return new OpfsAppender(await file.createSyncAccessHandle());
  }

  async read(path: string): Promise<Blob | null> {
    try {
      const { folder, name } = await this.parent(path, false);
      return await (await folder.getFileHandle(name)).getFile();
    } catch (thrown) {
      if (isMissing(thrown)) return null;
      throw thrown;
    }
  }

  async remove(path: string): Promise<void> {
    try {
      const { folder, name } = await this.parent(path, false);
      await folder.removeEntry(name, { recursive: true });
    } catch (thrown) {
      if (!isMissing(thrown)) throw thrown;
    }
  }

  private async parent(path: string, create: boolean): Promise<{ folder: FileSystemDirectoryHandle; name: string }> {
    const parts = path.split('/');
    const name = parts.pop() ?? '';
    let folder = this.folder;
    for (const part of parts) folder = await folder.getDirectoryHandle(part, { create });
    return { folder, name };
  }
}

class OpfsAppender implements FileAppender {
  private at: number;
  private unflushed = 0;

  constructor(private readonly handle: FileSystemSyncAccessHandle) {
    this.at = handle.getSize();
  }

  async write(chunk: Uint8Array<ArrayBuffer>): Promise<void> {
    let written: number;
    try {
      written = this.handle.write(chunk, { at: this.at });
    } catch (thrown) {
      throw isQuotaError(thrown) ? new StorageFull('The file system is full') : thrown;
    }
    // Without room Chromium writes a part, throws nothing and returns 4294967288, an error's number without its sign.
    if (written !== chunk.length) throw new StorageFull('The file system took only a part');
    this.at += written;
    this.unflushed += written;
    if (this.unflushed < FLUSH_BYTES) return;
    this.handle.flush();
    this.unflushed = 0;
  }

  async close(): Promise<void> {
    this.handle.flush();
    this.handle.close();
  }
}

function isMissing(thrown: unknown): boolean {
  return thrown instanceof DOMException && (thrown.name === 'NotFoundError' || thrown.name === 'TypeMismatchError');
}
