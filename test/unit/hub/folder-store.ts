/** A store in a folder of this machine, which can be made too small. */
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type FileAppender, type FileStore, StorageFull } from '../../../workers/storage/file-store';

export class FolderStore implements FileStore {
  readonly kind = 'folder';
  private folder: string | null = null;
  /** Bytes that may still be written. */
  roomBytes = Number.POSITIVE_INFINITY;

  async size(file: string): Promise<number> {
    return statSync(this.place(file), { throwIfNoEntry: false })?.size ?? 0;
  }

  async append(file: string): Promise<FileAppender> {
    const place = this.place(file);
    mkdirSync(path.dirname(place), { recursive: true });
    appendFileSync(place, '');
    return {
      write: async (chunk) => {
        const fits = chunk.subarray(0, Math.max(0, Math.min(chunk.length, this.roomBytes)));
        appendFileSync(place, fits);
        this.roomBytes -= fits.length;
        if (fits.length < chunk.length) throw new StorageFull('full');
      },
      close: async () => undefined,
    };
  }

  async read(file: string): Promise<Blob | null> {
    const place = this.place(file);
    return existsSync(place) ? new Blob([readFileSync(place)]) : null;
  }

  async remove(file: string): Promise<void> {
    rmSync(this.place(file), { recursive: true, force: true });
  }

  delete(): void {
    if (this.folder !== null) rmSync(this.folder, { recursive: true, force: true });
  }

  private place(file: string): string {
    this.folder ??= mkdtempSync(path.join(os.tmpdir(), 'hub-store-'));
    return path.join(this.folder, file);
  }
}
