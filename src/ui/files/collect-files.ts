/** From a drop or a picker to files with paths, folders included, zips opened. */
import { breather } from '../../files/breather';
import { recognise } from '../../files/recognise';
import { isSystemFile } from '../../files/safe-path';
import { FileFault, fromBlob, inMemory, type SkippedFile, type StoredFile } from '../../files/stored-file';
import { readZip } from '../../files/zip-read';
import type { OpenedFile } from './taken-file';

export interface Collected {
  readonly files: readonly OpenedFile[];
  readonly skipped: readonly SkippedFile[];
}

/** A zip up to this size is read in one go: thousands of small reads of a file take a browser minutes. */
const MOST_IN_MEMORY = 256 * 2 ** 20;

async function inReach(zip: StoredFile): Promise<StoredFile> {
  return zip.sizeBytes > MOST_IN_MEMORY ? zip : inMemory(await zip.slice(0, zip.sizeBytes));
}

/** Tells what each file is, and puts the files of zips in their place. Zips within zips stay closed. */
export async function collect(files: Iterable<readonly [path: string, file: Blob]>): Promise<Collected> {
  const breathe = breather();
  const opened: OpenedFile[] = [];
  const skipped: SkippedFile[] = [];
  const add = async (path: string, content: StoredFile, inZip: boolean) => {
    if (isSystemFile(path)) return;
    const kind = await recognise(path, content);
    if (kind !== 'zip') opened.push({ path, kind, content });
    else if (inZip) skipped.push({ path, reason: 'It is a zip within a zip. Unpack the outer one first.' });
    else {
      const zip = await readZip(await inReach(content));
      skipped.push(...zip.skipped);
      for (const [inner, file] of zip.files) {
        await guarded(inner, () => add(inner, file, true));
        await breathe();
      }
    }
  };
  const guarded = async (path: string, action: () => Promise<void>) => {
    try {
      await action();
    } catch (error) {
      // A FileFault says what is wrong; anything else is the browser's, for a file that went away or is not ours to read.
      const reason = error instanceof FileFault ? error.message : `It cannot be read (${String(error)}).`;
      skipped.push({ path, reason });
    }
  };
  for (const [path, file] of files) await guarded(path, () => add(path, fromBlob(file), false));
  return { files: opened, skipped };
}
