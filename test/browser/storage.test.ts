/** Where large files are kept, in a real browser: both kinds of storage must do the same. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchChromium } from '../../scripts/lib/browser.mjs';
import { startStaticServer } from '../../scripts/lib/static-server.mjs';
import type {} from './storage-harness/main';

let folder: string;
let server: Awaited<ReturnType<typeof startStaticServer>>;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'storage-harness-'));
  await build({
    configFile: false,
    logLevel: 'error',
    root: resolve(import.meta.dirname, 'storage-harness'),
    base: './',
    build: { outDir: folder, target: 'es2023', modulePreload: { polyfill: false } },
    worker: { format: 'es' },
  });
  server = await startStaticServer({ root: folder });
  browser = await launchChromium(inject('chromiumPath'));
  page = await browser.newPage();
  await page.goto(server.url);
  await page.waitForFunction(() => 'storageTrial' in window);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.each(['opfs', 'cache'] as const)('%s', (kind) => {
  it('keeps what was written behind what it had, and removes files and folders', async () => {
    expect(await page.evaluate((wanted) => window.storageTrial.steps(wanted), kind)).toEqual({
      kind,
      none: { size: 0, read: null },
      first: 9_001_001,
      second: 9_001_521,
      inOrder: true,
      afterFile: [0, 7],
      afterFolder: [0, 7],
    });
  });

  it('says that there is no room left, and keeps what fitted', async () => {
    const session = await page.context().newCDPSession(page);
    const origin = new URL(server.url).origin;
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 24 << 20 });
    const filled = await page.evaluate((wanted) => window.storageTrial.fill(wanted), kind);
    await session.send('Storage.overrideQuotaForOrigin', { origin });
    expect(filled).toMatchObject({ isStorageFull: true, inOrder: true });
    expect(filled.size).toBeGreaterThan(4 << 20);
    expect(filled.size).toBeLessThanOrEqual(24 << 20);
  });
});
