/** Text that outlives the page, or in an embedded page just as long as it. */
import { browserTextStorage, type TextStorage } from './settings';

export function memoryTextStorage(): TextStorage {
  let kept: string | null = null;
  return {
    read: () => kept,
    write: (text) => {
      kept = text;
    },
  };
}

/** `embedded`: nothing of the browser's storage is asked for. */
export function keptText(key: string, embedded: boolean): TextStorage {
  return embedded ? memoryTextStorage() : browserTextStorage(key);
}
