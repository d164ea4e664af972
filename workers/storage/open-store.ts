/** The storage that this browser has for large files. */
import { PlaygroundError } from '../../src/guidance/failure';
import { CacheStore } from './cache-store';
import type { FileStore } from './file-store';
import { OpfsStore } from './opfs-store';

let opened: Promise<FileStore> | null = null;

/** The same one for the whole life of the worker. Rejects with a failure that says why nothing can be kept. */
export function openStore(): Promise<FileStore> {
  opened ??= OpfsStore.open()
    .catch(() => CacheStore.open())
    .catch(() => {
      opened = null;
      throw new PlaygroundError(
        globalThis.isSecureContext
          ? {
              code: 'no-storage',
              message: 'This browser keeps no files for this page, so a model cannot be downloaded.',
              advice: 'Leave the private window, or allow the page to store data in the settings of the browser.',
            }
          : {
              code: 'no-storage',
              message: 'A page that was not opened by https has no storage for a model and no way to check a download.',
              advice: 'Open this page by https, or on localhost.',
            },
      );
    });
  return opened;
}
