/**
 * Pages that tests are built around, each built once for all files of a run and only when one of them asks for it: the
 * files run in processes of their own, so they ask the process that started them.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    buildsUrl: string;
  }
}

/** Each fills a folder that is there. */
export type Builds = Readonly<Record<string, (folder: string) => Promise<void>>>;

export async function serveBuilds(
  builds: Builds,
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const root = mkdtempSync(path.join(tmpdir(), 'test-pages-'));
  const begun = new Map<string, Promise<string>>();
  const make = async (name: string, build: (folder: string) => Promise<void>) => {
    const folder = mkdtempSync(path.join(root, `${name}-`));
    await build(folder);
    return folder;
  };
  const server = createServer((request, response) => {
    const name = (request.url ?? '/').slice(1);
    const build = builds[name];
    if (build === undefined) {
      response.writeHead(404).end(`There is no page ${name}.`);
      return;
    }
    const built = begun.get(name) ?? make(name, build);
    begun.set(name, built);
    built.then(
      (folder) => response.end(folder),
      (thrown: unknown) => response.writeHead(500).end(String(thrown)),
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** The folder with a page; it is shared, so nobody may change it. */
export async function builtOnce(name: string): Promise<string> {
  const response = await fetch(`${inject('buildsUrl')}/${name}`);
  const text = await response.text();
  if (!response.ok) throw new Error(`The page ${name} could not be built: ${text}`);
  return text;
}
