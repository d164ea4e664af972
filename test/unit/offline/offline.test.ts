/** The page's own part in opening without a network, over a server whose files change. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { storeName } from '../../../src/offline/addresses';
import { createOffline, type OfflineParts } from '../../../src/offline/offline';
import { memoryCaches } from './memory-caches';

const SCOPE = 'https://someone.example/page/';
const hash = (text: string) => createHash('sha256').update(text).digest('hex');

/** A published version: its page, and files by their addresses. */
interface Version {
  readonly version: string;
  readonly files: Readonly<Record<string, string>>;
}

const FIRST: Version = {
  version: 'one',
  files: { 'assets/a-1.js': 'a1', 'models/m?v=1': 'weights', 'assets/same.js': 's' },
};
const SECOND: Version = {
  version: 'two',
  files: { 'assets/a-2.js': 'a2', 'models/m?v=2': 'better', 'assets/same.js': 's' },
};
const pageOf = ({ version }: Version) => `<!doctype html><meta name="build" content="${version}" />`;

function manifestOf(published: Version): string {
  const entries = Object.entries({ ...published.files, '': pageOf(published) });
  return JSON.stringify({
    version: published.version,
    files: [
      ...entries.map(([address, text]) => ({
        address,
        sizeBytes: text.length,
        sha256: hash(text),
        type: 'text/plain',
      })),
      { address: 'assets/gpu.wasm', sizeBytes: 3, sha256: hash('gpu'), type: 'application/wasm', device: 'webgpu' },
    ],
  });
}

/** One browser: its caches, its locks, and whether it takes service workers. */
function makeBrowser() {
  const held = new Map<string, number>();
  const caches = memoryCaches();
  const workers = { taken: true, registered: 0, unregistered: 0 };
  const locks = {
    async request(name: string, options: LockOptions, work: (lock: Lock | null) => unknown) {
      const free = !held.has(name);
      if (options.ifAvailable === true) return work(free ? { name, mode: 'exclusive' } : null);
      held.set(name, (held.get(name) ?? 0) + 1);
      return undefined;
    },
  };
  const serviceWorker = {
    async register() {
      if (!workers.taken) return undefined;
      workers.registered++;
      return {};
    },
    getRegistration: async () => (workers.taken ? { unregister: async () => void workers.unregistered++ } : undefined),
  };
  const parts = { caches, locks, serviceWorker } as unknown as NonNullable<OfflineParts['browser']>;
  return { caches, workers, parts, release: (version: string) => held.delete(`eg-cfg.open /page/ ${version}`) };
}

/** What is on the server; null is a server that is gone. */
function makeServer(first: Version) {
  const server = {
    published: first as Version | null,
    asked: [] as string[],
    spoilt: new Set<string>(),
    async fetch(url: string): Promise<Response> {
      const address = url.slice(SCOPE.length);
      server.asked.push(address);
      if (server.published === null) throw new TypeError('Failed to fetch');
      if (address === 'offline.json') return new Response(manifestOf(server.published));
      if (address === 'assets/gpu.wasm') return new Response('gpu');
      const text = address === '' ? pageOf(server.published) : server.published.files[address];
      if (text === undefined) return new Response('', { status: 404 });
      return new Response(server.spoilt.has(address) ? 'spoilt' : text);
    },
  };
  return server;
}

function open(
  browser: ReturnType<typeof makeBrowser>,
  server: ReturnType<typeof makeServer>,
  more: Partial<OfflineParts> = {},
) {
  let removed = false;
  return createOffline({
    scope: SCOPE,
    version: server.published?.version ?? 'one',
    browser: browser.parts,
    isSecure: true,
    savesData: false,
    removed: {
      read: () => removed,
      write: (value) => {
        removed = value;
      },
    },
    fetch: (address) => server.fetch(address),
    quiet: () => Promise.resolve(),
    ...more,
  });
}

async function keptAddresses(browser: ReturnType<typeof makeBrowser>): Promise<string[]> {
  const cache = await browser.caches.open(storeName(SCOPE));
  const urls = (await cache.keys()).map(({ url }) => url.slice(SCOPE.length));
  return urls.filter((address) => !address.startsWith('offline-list/')).sort();
}
const addressesOf = (version: Version) => ['', ...Object.keys(version.files)].sort();

describe('a page that keeps itself', () => {
  it('has every file that this device needs, and knows it at the next visit without a network', async () => {
    const browser = makeBrowser();
    const server = makeServer(FIRST);
    const page = open(browser, server);
    await page.keep('wasm');
    expect(page.state.value).toMatchObject({ kind: 'ready', isThisVersion: true });
    expect(await keptAddresses(browser)).toEqual(addressesOf(FIRST));
    server.published = null;
    const next = open(browser, server, { version: 'one' });
    await next.recall();
    expect(next.state.value).toEqual(page.state.value);
    await next.keep('wasm');
    expect(next.state.value).toEqual(page.state.value);
  });

  it('keeps what WebGPU needs once it is in use, and fetches nothing twice', async () => {
    const browser = makeBrowser();
    const server = makeServer(FIRST);
    const page = open(browser, server);
    await page.keep('wasm');
    server.asked.length = 0;
    await page.keep('webgpu');
    expect(server.asked).toEqual(['offline.json', 'assets/gpu.wasm', '']);
  });

  it('goes on where it was cut', async () => {
    const browser = makeBrowser();
    const server = makeServer(FIRST);
    const cut = open(browser, server, {
      fetch: (address) => (address.endsWith('same.js') ? Promise.reject(new TypeError('cut')) : server.fetch(address)),
    });
    await cut.keep('wasm');
    expect(cut.state.value).toMatchObject({ kind: 'failed', failure: { message: expect.stringContaining('same.js') } });
    expect(await keptAddresses(browser)).not.toContain('');
    server.asked.length = 0;
    const page = open(browser, server);
    await page.keep('wasm');
    expect(server.asked).toEqual(['offline.json', 'assets/same.js', '']);
    expect(page.state.value.kind).toBe('ready');
  });

  it('keeps no file that is not the one of its version, and says so', async () => {
    const browser = makeBrowser();
    const server = makeServer(FIRST);
    server.spoilt.add('models/m?v=1');
    const page = open(browser, server);
    await page.keep('wasm');
    expect(page.state.value).toMatchObject({
      kind: 'failed',
      failure: { code: 'not-kept', message: expect.stringContaining('models/m is not the file of this version') },
    });
    expect(await keptAddresses(browser)).not.toContain('models/m?v=1');
  });

  it('says that there is no room', async () => {
    const browser = makeBrowser();
    const page = open(browser, makeServer(FIRST));
    browser.caches.full.value = true;
    await page.keep('wasm');
    expect(page.state.value).toMatchObject({ kind: 'failed' });
  });

  it('waits for quiet before each file', async () => {
    const browser = makeBrowser();
    const server = makeServer(FIRST);
    let go = () => {};
    const quiet = new Promise<void>((resolve) => {
      go = resolve;
    });
    const page = open(browser, server, { quiet: () => quiet });
    const kept = page.keep('wasm');
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(server.asked).toEqual(['offline.json']);
    go();
    await kept;
    expect(page.state.value.kind).toBe('ready');
  });
});

describe('a new version on the server', () => {
  it('is kept whole beside the one that is open, which loses nothing until it is closed', async () => {
    const browser = makeBrowser();
    const server = makeServer(FIRST);
    const old = open(browser, server);
    await old.keep('wasm');
    server.published = SECOND;
    await old.lookForNewer();
    expect(old.newer.value).toEqual({ version: 'two', kept: true });
    expect(old.state.value).toMatchObject({ kind: 'ready', isThisVersion: false });
    expect(await keptAddresses(browser)).toEqual([...new Set([...addressesOf(FIRST), ...addressesOf(SECOND)])].sort());

    const next = open(browser, server);
    browser.release('one');
    await next.recall();
    expect(next.state.value).toMatchObject({ kind: 'ready', isThisVersion: true });
    await next.keep('wasm');
    expect(next.newer.value).toBeNull();
    expect(await keptAddresses(browser)).toEqual(addressesOf(SECOND));
  });

  it('that cannot be had whole leaves the old one as it was', async () => {
    const browser = makeBrowser();
    const server = makeServer(FIRST);
    const old = open(browser, server);
    await old.keep('wasm');
    server.published = SECOND;
    server.spoilt.add('assets/a-2.js');
    await old.lookForNewer();
    expect(old.newer.value).toEqual({ version: 'two', kept: false });
    expect(old.state.value).toMatchObject({ kind: 'ready', isThisVersion: true });
    const cache = await browser.caches.open(storeName(SCOPE));
    expect(await (await cache.match(SCOPE))?.text()).toBe(pageOf(FIRST));
  });

  it('is told where nothing is kept, too', async () => {
    const server = makeServer(FIRST);
    const page = open(makeBrowser(), server, { savesData: true });
    await page.keep('wasm');
    expect(page.state.value).toEqual({ kind: 'not-wanted', because: 'saves-data' });
    server.published = SECOND;
    await page.lookForNewer();
    expect(page.newer.value).toEqual({ version: 'two', kept: false });
    server.published = FIRST;
    await page.lookForNewer();
    expect(page.newer.value).toBeNull();
  });
});

describe('who wants nothing kept', () => {
  it('removes all of it, and can have it back', async () => {
    const browser = makeBrowser();
    const server = makeServer(FIRST);
    const page = open(browser, server);
    await page.keep('wasm');
    await page.remove();
    expect(page.state.value).toEqual({ kind: 'not-wanted', because: 'removed' });
    expect(browser.workers.unregistered).toBe(1);
    expect(await keptAddresses(browser)).toEqual([]);
    server.asked.length = 0;
    await page.keep('wasm');
    expect(server.asked).toEqual([]);
    await page.keepAfterAll('wasm');
    expect(page.state.value.kind).toBe('ready');
  });

  it.each([
    [{ version: null }, 'development'],
    [{ isSecure: false }, 'no-https'],
    [{ browser: null }, 'browser'],
  ] as const)('is told why where it cannot be: %o', async (more, because) => {
    const server = makeServer(FIRST);
    const page = open(makeBrowser(), server, more);
    await page.keep('wasm');
    expect(page.state.value).toEqual({ kind: 'impossible', because });
    expect(server.asked).toEqual([]);
  });

  it('by taking no service worker gets no files that nobody would serve', async () => {
    const browser = makeBrowser();
    browser.workers.taken = false;
    const page = open(browser, makeServer(FIRST));
    await page.keep('wasm');
    expect(page.state.value).toEqual({ kind: 'impossible', because: 'refused' });
    expect(await keptAddresses(browser)).toEqual([]);
  });
});
