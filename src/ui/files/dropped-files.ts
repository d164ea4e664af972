/** The files of a drop or a picker, with their paths. Small, because it must be there before anything is dropped. */

export type NamedFiles = readonly (readonly [path: string, file: File])[];

/** More than any results have, so that a folder dropped by mistake ends somewhere. */
const MOST_FILES = 200_000;

/**
 * What a drop holds. Must be called before the event's handler returns: the list of a drop is empty afterwards. Folders
 * are walked by entries, which both Chromium and Firefox know; Safari too.
 */
export async function droppedFiles(transfer: DataTransfer): Promise<NamedFiles> {
  const entries = [...transfer.items].flatMap((item): (FileSystemEntry | File)[] => {
    const entry = item.kind === 'file' ? item.webkitGetAsEntry() : null;
    const file = item.kind === 'file' ? item.getAsFile() : null;
    return entry !== null ? [entry] : file === null ? [] : [file];
  });
  const found: [string, File][] = [];
  for (const entry of entries) {
    if (entry instanceof File) found.push([entry.name, entry]);
    else await walk(entry, found);
  }
  return found;
}

async function walk(entry: FileSystemEntry, found: [string, File][]): Promise<void> {
  if (found.length >= MOST_FILES) return;
  if (isFileEntry(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    found.push([entry.fullPath.replace(/^\//, ''), file]);
  } else if (isDirectoryEntry(entry)) {
    const reader = entry.createReader();
    // A reader gives some hundred at a time and an empty list at the end.
    for (;;) {
      const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
      if (some.length === 0) return;
      for (const child of some) await walk(child, found);
    }
  }
}

function isFileEntry(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isDirectoryEntry(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

/** What a picker gave; of a folder's files the browser tells the path. */
export function pickedFiles(list: FileList): NamedFiles {
  return [...list].map((file) => [file.webkitRelativePath || file.name, file]);
}
