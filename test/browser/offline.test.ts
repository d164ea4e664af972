/**
 * The page on a second visit without a network. Its host is as poor as hosts are: some folders down, wrong content
 * types, no compression, no parts of files.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launchChromium } from '../../scripts/lib/browser.mjs';
import { DIST } from '../../scripts/lib/repository.mjs';
import { startStaticServer } from '../../scripts/lib/static-server.mjs';
import { nameVersion } from '../../scripts/vite/offline';
import { oddType } from './odd-host';
import { PATIENT_MS } from './page';
import { all, firstProblem, runOnPage } from './support';

const TWO_LINES = { gamma: 2, candidates: 2, maxLines: 2 };

let folder: string;
let server: Awaited<ReturnType<typeof startStaticServer>>;
let browser: Browser;
let page: Page;
const errors: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'published-'));
  cpSync(DIST, folder, { recursive: true });
  server = await startStaticServer({ root: folder, base: '/some/where/', typeOf: oddType });
  browser = await launchChromium(inject('chromiumPath'));
  const context = await browser.newContext();
  context.setDefaultTimeout(PATIENT_MS);
  page = await context.newPage();
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(server.url);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

const offline = () => page.locator('[data-offline]');
const notice = () => page.getByRole('complementary', { name: 'New version' });

async function guidedLines(): Promise<number> {
  await page.evaluate(() => window.playground?.ready());
  const events = await runOnPage(page, await firstProblem(page), TWO_LINES);
  expect(events.at(-1)?.kind).toBe('run-finished');
  return all(events, 'signal-formed').length;
}

/** What is published is replaced by a version with another title. */
function publishAnother(title: string): void {
  const file = path.join(folder, 'index.html');
  const html = readFileSync(file, 'utf8').replace(/ *<meta name="build"[^>]*>\n/, '');
  const [, published = ''] =
    /models\/[^"]*\?v=(\w+)/.exec(readFileSync(path.join(folder, 'offline.json'), 'utf8')) ?? [];
  writeFileSync(file, html.replace(/<title>.*<\/title>/, `<title>${title}</title>`));
  nameVersion(folder, published);
}

it('works from a host that tells wrong types, and keeps itself there', async () => {
  expect(await guidedLines()).toBeGreaterThan(0);
  await offline().getByText('The page opens without a network too.').waitFor();
  expect(await notice().count()).toBe(0);
});

it('says that the server has a new version, and goes on with its own until it is loaded again', async () => {
  publishAnother('The second version');
  await page.evaluate(() => void dispatchEvent(new Event('online')));
  await notice().getByText('A new version of this page is ready.').waitFor();
  await offline().getByText('another version of the page opens').waitFor();
  expect(await page.title()).not.toBe('The second version');
});

it('opens whole without its server, in the version that it kept last', async () => {
  await server.close();
  await notice().getByRole('button', { name: 'Reload' }).click();
  await expect.poll(() => page.title().catch(() => '')).toBe('The second version');
  // A run is there, the visitor's own or a recorded one.
  await page.locator('.timeline-slider:not([disabled])').waitFor();
  await offline().getByText('The page opens without a network too.').waitFor();
  expect(await guidedLines()).toBeGreaterThan(0);
  expect(await notice().count()).toBe(0);
  for (const screen of await page.locator('.header-views a').all()) {
    await screen.click();
    await page.waitForFunction(
      () => !/Fetching this screen|could not be fetched/.test(document.body.textContent ?? ''),
    );
  }
  expect(errors).toEqual([]);
});

it('is gone from this device when the visitor says so', async () => {
  await page.locator('.header-views a').first().click();
  await page.getByRole('button', { name: 'Remove the kept page' }).click();
  await offline().getByText('Nothing of the page is kept on this device.').waitFor();
  const left = await page.evaluate(async () => [
    (await caches.keys()).filter((name) => name.startsWith('eg-cfg.offline')),
    (await navigator.serviceWorker.getRegistrations()).length,
  ]);
  expect(left).toEqual([[], 0]);
});
