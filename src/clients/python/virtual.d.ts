/** Made by scripts/vite/python-sandbox.ts. Addresses are of files of this build. */
declare module 'virtual:python-sandbox' {
  /** The whole document of the sandboxed frame, for its srcdoc. */
  export const frameHtml: string;
  export const workerUrl: string;
  /** Compressed by gzip. */
  export const snapshotUrl: string;
  export const wasmUrl: string;
  export const standardLibraryUrl: string;
  /** What Pyodide's lock file says of the packages that the page may fetch, dependencies included. */
  export const packageLock: readonly import('../../../workers/python/messages').LockedPackage[];
}
