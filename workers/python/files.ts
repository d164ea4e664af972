/** Files are kept outside the heap, so what a program wrote must be removed by name. */
import type { PyodideInterface } from 'pyodide';

type FileSystem = PyodideInterface['FS'];

/** The folders that a program finds writable without looking for them. */
const FOLDERS = ['/home/pyodide', '/tmp'];

export function removeFiles(fs: FileSystem): void {
  for (const folder of FOLDERS) removeContents(fs, folder);
  fs.chdir('/home/pyodide');
}

function removeContents(fs: FileSystem, folder: string): void {
  for (const name of fs.readdir(folder)) {
    if (name === '.' || name === '..') continue;
    const path = `${folder}/${name}`;
    if (fs.isDir(fs.lstat(path).mode)) {
      removeContents(fs, path);
      fs.rmdir(path);
    } else {
      fs.unlink(path);
    }
  }
}
