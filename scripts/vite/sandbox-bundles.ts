/** Bundles the programs that do not go through the page's own build. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Plugin, rolldown } from 'rolldown';

/** `import text from './file.py?raw'`, as the page's build understands it. */
const rawFiles: Plugin = {
  name: 'raw-files',
  resolveId(source, importer) {
    if (!source.endsWith('?raw') || importer === undefined) return null;
    return path.resolve(path.dirname(importer), source);
  },
  async load(id) {
    if (!id.endsWith('?raw')) return null;
    const text = await readFile(id.slice(0, -'?raw'.length), 'utf8');
    return { code: `export default ${JSON.stringify(text)};`, moduleType: 'js' };
  },
};

async function bundle(root: string, entry: string, format: 'iife' | 'esm', banner: string): Promise<string> {
  const build = await rolldown({
    input: path.join(root, entry),
    platform: format === 'iife' ? 'browser' : 'node',
    external: format === 'iife' ? [/^node:/, 'ws'] : [/^node:/, 'pyodide'],
    plugins: [rawFiles],
    // There is no module whose address it could be, and nothing is looked up beside it.
    transform: { define: format === 'iife' ? { 'import.meta.url': '"http://pyodide.invalid/worker.js"' } : {} },
    logLevel: 'silent',
  });
  const { output } = await build.generate({ format, codeSplitting: false, minify: format === 'iife', banner });
  await build.close();
  return output[0].code;
}

/** Pyodide refuses to start in a classic worker, and asks by trying importScripts; this answers as a module would. */
const WORKER_BANNER = 'self.importScripts=()=>{throw new Error("no scripts")};';

export const bundleWorker = (root: string): Promise<string> =>
  bundle(root, 'workers/python/worker.ts', 'iife', WORKER_BANNER);
export const bundleFrame = (root: string): Promise<string> => bundle(root, 'workers/python/frame.ts', 'iife', '');
export const bundleSnapshotMaker = (root: string): Promise<string> =>
  bundle(root, 'workers/python/make-snapshot.ts', 'esm', '');
/** Runs before anything else in the page; an ordinary script, because modules wait for the document. */
export const bundleConnectPolicy = (root: string): Promise<string> =>
  bundle(root, 'src/csp/connect-policy.ts', 'iife', '');
/** Lies beside the page, under the same name for good. */
export const bundleServiceWorker = (root: string): Promise<string> =>
  bundle(root, 'workers/offline/service-worker.ts', 'iife', '');

/** A script as a policy names it. */
export function scriptHash(script: string): string {
  return `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
}
