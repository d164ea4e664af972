/** The browser's own dialog for a folder, where it has one that gives the folder and not a list to upload. */
import * as v from 'valibot';
import type { NamedFiles } from '../files/dropped-files';

/** Not in every browser, and not in the types of this version. */
const DirectorySchema = v.custom<FileSystemDirectoryHandle>(
  (value) => typeof FileSystemDirectoryHandle !== 'undefined' && value instanceof FileSystemDirectoryHandle,
);

/** A model folder has a dozen files; whoever picks their home folder by mistake need not wait for all of it. */
const MOST_FILES = 5_000;

export function canPickFolder(): boolean {
  return typeof Reflect.get(window, 'showDirectoryPicker') === 'function';
}

/** null where the visitor has chosen none. */
export async function pickFolder(): Promise<NamedFiles | null> {
  const pick: unknown = Reflect.get(window, 'showDirectoryPicker');
  if (typeof pick !== 'function') return null;
  try {
    const folder = v.parse(DirectorySchema, await pick.call(window, { id: 'model', mode: 'read' }));
    const found: [string, File][] = [];
    await walk(folder, folder.name, found);
    return found;
  } catch (thrown) {
    if (thrown instanceof DOMException && thrown.name === 'AbortError') return null;
    throw thrown;
  }
}

async function walk(folder: FileSystemDirectoryHandle, path: string, found: [string, File][]): Promise<void> {
  for await (const child of entriesOf(folder)) {
    if (found.length >= MOST_FILES) return;
    if (child instanceof FileSystemFileHandle) found.push([`${path}/${child.name}`, await child.getFile()]);
    else if (child instanceof FileSystemDirectoryHandle) await walk(child, `${path}/${child.name}`, found);
  }
}

/** `values` is in every browser that has the dialog, and not in the types of this version. */
async function* entriesOf(folder: FileSystemDirectoryHandle): AsyncGenerator<unknown> {
  const values: unknown = Reflect.get(folder, 'values');
  if (typeof values !== 'function') return;
  const iterator: unknown = values.call(folder);
  if (typeof iterator !== 'object' || iterator === null || !(Symbol.asyncIterator in iterator)) return;
  const next: unknown = Reflect.get(iterator, 'next');
  if (typeof next !== 'function') return;
  for (;;) {
    const step: unknown = await next.call(iterator);
    if (typeof step !== 'object' || step === null || Reflect.get(step, 'done') === true) return;
    yield Reflect.get(step, 'value');
  }
}
