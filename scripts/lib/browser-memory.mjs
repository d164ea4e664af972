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

/**
 * Most resident memory that one of the browser's rendering processes has had, workers and WebAssembly included; null
 * where the system does not tell.
 *
 * @param {import('playwright-core').Page} page
 */
export async function peakBytes(page) {
  const ids = await renderers(page);
  return ids === null ? null : Math.max(0, ...ids.map((id) => statusBytes(id, 'VmHWM')));
}

/** @param {import('playwright-core').Page} page */
async function residentBytes(page) {
  const ids = await renderers(page);
  return ids === null ? null : ids.reduce((sum, id) => sum + statusBytes(id, 'VmRSS'), 0);
}

/**
 * @param {import('playwright-core').Page} page
 * @returns {Promise<number[] | null>} process ids
 */
async function renderers(page) {
  const browser = page.context().browser();
  if (browser === null || process.platform !== 'linux') return null;
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}

/**
 * @param {number} processId
 * @param {'VmRSS' | 'VmHWM'} what resident now, or at most so far
 */
function statusBytes(processId, what) {
  try {
    const status = readFileSync(`/proc/${processId}/status`, 'utf8');
    const [, kilobytes] = status.match(new RegExp(`^${what}:\\s+(\\d+) kB`, 'm')) ?? [];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    // It has ended meanwhile.
    return 0;
  }
}
