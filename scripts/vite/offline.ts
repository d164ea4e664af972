/**
 * Vite plugin: names the version of a build in its page, lists what the build consists of, and writes the service
 * worker, so that the page can keep itself for use without a network (src/offline).
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';
import { MANIFEST_FILE, WORKER_FILE } from '../../src/offline/addresses.ts';
import { mimeType } from '../lib/mime.mjs';
import { bundleServiceWorker } from './sandbox-bundles.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const PUBLIC = path.join(ROOT, 'public');
const PAGE = 'index.html';

export function offlineFiles(): Plugin {
  let folder = '';
  // As src/offline/published.ts writes it into addresses.
  const published = hashOfFolder(PUBLIC);
  return {
    name: 'offline-files',
    config: () => ({ define: { __PUBLISHED__: JSON.stringify(published) } }),
    configResolved(config) {
      folder = path.resolve(config.root, config.build.outDir);
    },
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: WORKER_FILE, source: await bundleServiceWorker(ROOT) });
    },
    writeBundle: {
      order: 'post',
      sequential: true,
      handler: () => nameVersion(folder, published),
    },
  };
}

/** Names a folder's version after all that it holds, in its page and in its list. */
export function nameVersion(folder: string, published: string): void {
  const html = readFileSync(path.join(folder, PAGE), 'utf8');
  const hashes = filesOf(folder).map((file) => `${file} ${sha256(readFileSync(path.join(folder, file)))}`);
  const version = sha256(hashes.join('\n')).slice(0, 16);
  const place = /\n( *)<title>/;
  if (!place.test(html)) throw new Error('index.html has no title, and its version is put before it.');
  const named = html.replace(place, `\n$1<meta name="build" content="${version}" />$&`);
  writeFileSync(path.join(folder, PAGE), named);

  const queries = queriesOf(named);
  const files = filesOf(folder).map((file) => {
    const bytes = readFileSync(path.join(folder, file));
    return {
      address: addressOf(file, queries, published),
      sizeBytes: bytes.length,
      sha256: sha256(bytes),
      type: mimeType(file),
      // The runtime has a build for each of its devices; both are large.
      ...(/ort-wasm.*asyncify.*\.wasm$/.test(file) ? { device: 'webgpu' } : {}),
    };
  });
  writeFileSync(path.join(folder, MANIFEST_FILE), `${JSON.stringify({ version, files })}\n`);
}

/** Everything that a page may ask for, in a fixed order; the list itself and the service worker are not kept. */
function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .filter((file) => file !== MANIFEST_FILE && file !== WORKER_FILE && !file.endsWith('.map'))
    .sort();
}

/** As the page asks for it. */
function addressOf(file: string, queries: ReadonlyMap<string, string>, published: string): string {
  if (file === PAGE) return '';
  const query = queries.get(file) ?? (/^(models|runs)\//.test(file) ? `v=${published}` : null);
  return query === null ? file : `${file}?${query}`;
}

/** Queries behind addresses that the page itself names. */
function queriesOf(html: string): ReadonlyMap<string, string> {
  const found = html.matchAll(/(?:src|href)="\.\/([^"?]+)\?([^"]+)"/g);
  return new Map([...found].map(([, file = '', query = '']) => [file, query]));
}

function hashOfFolder(folder: string): string {
  const hashes = filesOf(folder).map((file) => `${file} ${sha256(readFileSync(path.join(folder, file)))}`);
  return sha256(hashes.join('\n')).slice(0, 16);
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
