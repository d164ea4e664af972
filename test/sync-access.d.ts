/** What only workers have of the file system's handles; tests run worker code under the page's library of types. */
interface FileSystemSyncAccessHandle {
  getSize(): number;
  write(chunk: Uint8Array<ArrayBuffer>, options?: { at?: number }): number;
  flush(): void;
  close(): void;
}

interface FileSystemFileHandle {
  createSyncAccessHandle(): Promise<FileSystemSyncAccessHandle>;
}
