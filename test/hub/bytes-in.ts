import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** Of all files of a folder, those in its folders included. */
export function bytesIn(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0);
}
