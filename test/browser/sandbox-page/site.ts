/** Serves the test page, built as the product is built and served, beside a foreign server that must see nothing. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { startStaticServer } from '../../../scripts/lib/static-server.mjs';
import { builtOnce } from '../built-once';

export interface SandboxSite {
  readonly url: string;
  readonly foreign: ForeignServer;
  /** The same site with texts of its files replaced, served apart; throws where a text does not occur. */
  altered(changes: readonly Change[]): Promise<{ readonly url: string; close(): Promise<void> }>;
  close(): Promise<void>;
}

export interface Change {
  /** Matches one file of the site by its name. */
  readonly file: RegExp;
  readonly text: string;
  readonly by: string;
}

export interface ForeignServer {
  readonly url: string;
  /** Paths that were asked for, and by that proof that somebody got there. */
  readonly hits: string[];
  close(): void;
}

export async function buildSandboxPage(folder: string): Promise<void> {
  await build({
    root: import.meta.dirname,
    configFile: path.join(import.meta.dirname, 'vite.config.mjs'),
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true },
  });
}

export async function openSite(): Promise<SandboxSite> {
  const folder = await builtOnce('sandbox');
  // Below the root, where only relative addresses work.
  const site = await startStaticServer({ root: folder, base: '/some/where/' });
  const foreign = await startForeign();
  return {
    url: site.url,
    foreign,
    async altered(changes) {
      const copy = mkdtempSync(path.join(tmpdir(), 'sandbox-page-'));
      cpSync(folder, copy, { recursive: true });
      for (const change of changes) replaceIn(copy, change);
      const server = await startStaticServer({ root: copy, base: '/some/where/' });
      return {
        url: server.url,
        async close() {
          await server.close();
          rmSync(copy, { recursive: true, force: true });
        },
      };
    },
    async close() {
      await site.close();
      foreign.close();
    },
  };
}

function replaceIn(folder: string, { file, text, by }: Change): void {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const found = path.join(folder, names.find((name) => file.test(path.basename(name))) ?? '');
  const before = readFileSync(found, 'utf8');
  if (!before.includes(text)) throw new Error(`${found} has no ${text}.`);
  writeFileSync(found, before.replaceAll(text, by));
}

/** Answers everyone, so that only a policy can keep a page from it. */
function startForeign(): Promise<ForeignServer> {
  const hits: string[] = [];
  const server = http.createServer((request, response) => {
    hits.push(request.url ?? '');
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*' });
    response.end('here');
  });
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' ? address?.port : 0;
      resolve({ url: `http://127.0.0.1:${port}`, hits, close: () => void server.close() });
    }),
  );
}
