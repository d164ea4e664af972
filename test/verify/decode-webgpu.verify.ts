/** Buffers of the graphics device over many problems, counted by its own calls. PROBLEMS in the environment: how many. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { expect, it } from 'vitest';
import { launchChromium } from '../../scripts/lib/browser.mjs';
import { findChromium } from '../../scripts/lib/find-chromium.mjs';
import { startStaticServer } from '../../scripts/lib/static-server.mjs';
import { thisMachine } from '../../scripts/lib/this-machine.mjs';
import type {} from './decode-page/main';

const MOST = Number(process.env.PROBLEMS ?? 10);
/** Until here the runtime's own store of buffers may grow. */
const SETTLED = Math.ceil(MOST / 2);

it('keeps no buffer of the device from problem to problem', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'decode-page-'));
  await build({
    configFile: false,
    logLevel: 'error',
    root: resolve(import.meta.dirname, 'decode-page'),
    publicDir: resolve(import.meta.dirname, '../../public'),
    base: './',
    build: { outDir: folder, target: 'es2023', modulePreload: { polyfill: false } },
  });
  const server = await startStaticServer({ root: folder });
  const browser = await launchChromium(await findChromium(thisMachine(() => undefined)), { webgpu: true });
  try {
    const page = await browser.newPage();
    page.on('console', (message) => console.log(message.text()));
    await page.goto(server.url);
    await page.waitForFunction(() => 'decodeOnWebGpu' in window);
    const figures = await page.evaluate((problems) => window.decodeOnWebGpu(problems), MOST);
    console.log(JSON.stringify(figures));
    expect(figures.device).toBe('webgpu');
    expect(figures.lines).toBeGreaterThan(MOST);
    const settled = Math.max(...figures.liveBuffers.slice(0, SETTLED));
    // A problem with a longer prompt may need some sizes that were not needed before; a leak is dozens for every run.
    expect(Math.max(...figures.liveBuffers)).toBeLessThanOrEqual(settled + 48);
  } finally {
    await browser.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
