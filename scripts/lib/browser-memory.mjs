/** What a page and its workers hold, as the browser counts it. */

/**
 * @typedef {object} BrowserMemory
 * @property {number} pageHeapBytes JavaScript of the page, after a collection
 * @property {number | null} processBytes resident memory of all of the browser's rendering processes, workers
 *   included; null where the system does not tell
 * @property {number} workers that are alive
 */

import { readFileSync } from 'node:fs';

/**
 * @param {import('playwright-core').Page} page
 * @returns {Promise<BrowserMemory>}
 */
export async function memoryOf(page) {
  const ofPage = await page.context().newCDPSession(page);
  await ofPage.send('HeapProfiler.collectGarbage');
  const { usedSize } = await ofPage.send('Runtime.getHeapUsage');
  await ofPage.detach();
  return { pageHeapBytes: usedSize, processBytes: await residentBytes(page), workers: page.workers().length };
}

/** @param {import('playwright-core').Page} page */
async function residentBytes(page) {
  const browser = page.context().browser();
  if (browser === null || process.platform !== 'linux') return null;
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const renderers = processInfo.filter(({ type }) => type === 'renderer');
  return renderers.reduce((sum, { id }) => sum + residentBytesOf(id), 0);
}

/** @param {number} processId */
function residentBytesOf(processId) {
  try {
    const [, kilobytes] = readFileSync(`/proc/${processId}/status`, 'utf8').match(/^VmRSS:\s+(\d+) kB/m) ?? [];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    // It has ended meanwhile.
    return 0;
  }
}
