import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StaticServer, startStaticServer } from '../../../scripts/lib/static-server.mjs';

let folder: string;
let server: StaticServer;
let nested: StaticServer;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'static-'));
  const root = path.join(folder, 'dist');
  mkdirSync(path.join(root, 'assets'), { recursive: true });
  writeFileSync(path.join(folder, 'secret.txt'), 'secret');
  writeFileSync(path.join(folder, 'dist-of-another'), 'secret');
  writeFileSync(path.join(root, 'index.html'), '<p>page');
  writeFileSync(path.join(root, 'assets', 'a b.wasm'), new Uint8Array([0, 97, 115, 109]));
  server = await startStaticServer({ root });
  nested = await startStaticServer({ root, base: '/some/where/' });
});

afterAll(async () => {
  await server.close();
  await nested.close();
  rmSync(folder, { recursive: true });
});

/** Status of a request whose path reaches the server as it is; fetch would tidy it up. */
function rawStatus(target: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: server.port, path: target }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('the static server', () => {
  it('gives files with their type and no header that a plain host would not send', async () => {
    const response = await fetch(new URL('assets/a%20b.wasm?v=1', server.url));
    expect(response.headers.get('content-type')).toBe('application/wasm');
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([0, 97, 115, 109]);
    const names = [...response.headers.keys()].filter((name) => !['connection', 'date', 'keep-alive'].includes(name));
    expect(names.sort()).toEqual(['content-length', 'content-type']);
  });

  it('gives index.html for a folder, at the root and some folders down', async () => {
    for (const url of [server.url, nested.url]) {
      const response = await fetch(url);
      expect(response.headers.get('content-type')).toContain('text/html');
      expect(await response.text()).toBe('<p>page');
    }
  });

  it('knows nothing outside its path', async () => {
    expect((await fetch(new URL('/index.html', nested.url))).status).toBe(404);
    expect((await fetch(new URL('/some/where', nested.url))).status).toBe(404);
  });

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/../dist-of-another',
    '/%00',
    '/%',
  ])('keeps to its folder: %s', async (target) => {
    expect(await rawStatus(target)).toBe(404);
  });

  it('packs texts where it is told to, for those who take that, and nothing else', async () => {
    const packing = await startStaticServer({ root: path.join(folder, 'dist'), compress: true });
    const encodingOf = async (url: string, init?: RequestInit) => {
      const response = await fetch(url, init);
      return [response.headers.get('content-encoding'), await response.text()];
    };
    expect(await encodingOf(packing.url)).toEqual(['gzip', '<p>page']);
    expect(await encodingOf(packing.url, { headers: { 'accept-encoding': 'identity' } })).toEqual([null, '<p>page']);
    expect((await encodingOf(`${packing.url}assets/a%20b.wasm`))[0]).toBeNull();
    expect((await encodingOf(server.url))[0]).toBeNull();
    await packing.close();
  });

  it('answers no other method', async () => {
    expect((await fetch(server.url, { method: 'POST', body: 'x' })).status).toBe(405);
  });

  it('says so when the port is taken', async () => {
    await expect(startStaticServer({ root: folder, port: server.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
