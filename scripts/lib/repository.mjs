/** Where things lie, independent of the folder that a command is called from. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const REPOSITORY = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
export const DIST = path.join(REPOSITORY, 'dist');

/**
 * @param {string} packageName
 * @param {string} file inside the package
 */
export function packageFile(packageName, file) {
  return path.join(REPOSITORY, 'node_modules', packageName, file);
}
