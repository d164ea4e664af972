/**
 * Vite plugin: makes what the Python sandbox is started from and gives it to the page as `virtual:python-sandbox`
 * (src/clients/python/virtual.d.ts): the frame's document, and addresses of the worker's text, of a snapshot of a
 * started interpreter, and of Python's own files.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Plugin } from 'vite';
import { packageLock } from './package-lock.ts';
import { framePolicy } from './policies.ts';
import { bundleFrame, bundleSnapshotMaker, bundleWorker, scriptHash } from './sandbox-bundles.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const CACHE = path.join(ROOT, 'node_modules', '.cache', 'python-sandbox');
const MAX_AGE_MS = 24 * 3_600_000;
const ID = 'virtual:python-sandbox';
const RESOLVED_ID = `\0${ID}`;
const WATCHED = path.join(ROOT, 'workers', 'python');

export interface FrameDocument {
  readonly html: string;
  readonly scriptHash: string;
}

export async function frameDocument(): Promise<FrameDocument> {
  const script = (await bundleFrame(ROOT)).trim();
  if (/<\/script|<!--/i.test(script)) throw new Error("The frame's script would end its own element.");
  const hash = scriptHash(script);
  const policy = `<meta http-equiv="Content-Security-Policy" content="${framePolicy(hash)}">`;
  return {
    html: `<!doctype html><meta charset="utf-8">${policy}<title>Python sandbox</title><script>${script}</script>`,
    scriptHash: hash,
  };
}

export function pythonSandbox(): Plugin {
  // The development server knows files by an address of its own.
  let prefix = '';
  return {
    name: 'python-sandbox',
    configResolved(config) {
      prefix = config.command === 'serve' ? '/@fs' : '';
    },
    resolveId: (source) => (source === ID ? RESOLVED_ID : null),
    async load(id) {
      if (id !== RESOLVED_ID) return null;
      for (const entry of await readdir(WATCHED, { recursive: true, withFileTypes: true })) {
        if (/\.(ts|py)$/.test(entry.name)) this.addWatchFile(path.join(entry.parentPath, entry.name));
      }
      const [frame, worker, snapshot, lock] = await Promise.all([
        frameDocument(),
        workerFile(),
        snapshotFile(),
        packageLock(ROOT),
      ]);
      return [
        `import workerUrl from ${JSON.stringify(`${prefix}${worker}?url`)};`,
        `import snapshotUrl from ${JSON.stringify(`${prefix}${snapshot}?url`)};`,
        "import wasmUrl from 'pyodide/pyodide.asm.wasm?url';",
        "import standardLibraryUrl from 'pyodide/python_stdlib.zip?url';",
        `export const frameHtml = ${JSON.stringify(frame.html)};`,
        `export const packageLock = ${JSON.stringify(lock)};`,
        'export { workerUrl, snapshotUrl, wasmUrl, standardLibraryUrl };',
      ].join('\n');
    },
  };
}

/** A file of the cache, made by `make` unless it is there. The name holds what it was made from. */
async function cached(name: string, make: () => Promise<string | Uint8Array>): Promise<string> {
  const file = path.join(CACHE, name);
  if (existsSync(file)) {
    await utimes(file, new Date(), new Date());
    return file;
  }
  await mkdir(CACHE, { recursive: true });
  // Under another name first: two builds may run at once.
  const part = `${file}.${process.pid}.part`;
  await writeFile(part, await make());
  await rename(part, file);
  await removeOld();
  return file;
}

/** Removes what no build of today has made: a younger file may be in use by a build that runs now. */
async function removeOld(): Promise<void> {
  for (const name of await readdir(CACHE)) {
    const file = path.join(CACHE, name);
    // Files are written beside and renamed, by other builds too: one that was listed may be gone.
    const found = await stat(file).catch(() => null);
    if (found !== null && Date.now() - found.mtimeMs > MAX_AGE_MS) await rm(file, { force: true });
  }
}

async function workerFile(): Promise<string> {
  const text = await bundleWorker(ROOT);
  // Not .js: it is fetched as text and posted into the sandbox, never run by the page.
  return cached(`worker-${hashOf(text)}.txt`, async () => text);
}

/** A packed snapshot of an interpreter with the runtime of today; made where there is none. */
export async function snapshotFile(): Promise<string> {
  const maker = await bundleSnapshotMaker(ROOT);
  const pyodide = await readFile(path.join(ROOT, 'node_modules/pyodide/package.json'), 'utf8');
  const hash = hashOf(maker + pyodide);
  // Compressed here, so that it is small on a host that compresses nothing; not .gz, which some hosts would unpack.
  return cached(`snapshot-${hash}.bin`, async () => {
    const script = await cached(`maker-${hash}.mjs`, async () => maker);
    const { makeSnapshot }: { makeSnapshot: () => Promise<Uint8Array> } = await import(pathToFileURL(script).href);
    return promisify(gzip)(await makeSnapshot(), { level: 9 });
  });
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
