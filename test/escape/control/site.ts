/** Builds and serves the control page, with Pyodide's own files beside it. */
import { symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { REPOSITORY } from '../../../scripts/lib/repository.mjs';
import { startStaticServer } from '../../../scripts/lib/static-server.mjs';
import { builtOnce } from '../../browser/built-once';

export interface ControlSite {
  readonly url: string;
  close(): Promise<void>;
}

export async function buildControlPage(folder: string): Promise<void> {
  await build({
    root: import.meta.dirname,
    configFile: false,
    base: './',
    publicDir: false,
    logLevel: 'error',
    worker: { format: 'es' },
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2023',
      rolldownOptions: { input: ['index.html', 'frame.html'].map((name) => path.join(import.meta.dirname, name)) },
    },
  });
  symlinkSync(path.join(REPOSITORY, 'node_modules/pyodide'), path.join(folder, 'pyodide'));
  // Fetches what its own address says.
  writeFileSync(path.join(folder, 'service-worker.js'), "fetch(new URL(location.href).searchParams.get('to'))");
}

export async function openControlSite(): Promise<ControlSite> {
  return startStaticServer({ root: await builtOnce('control') });
}
