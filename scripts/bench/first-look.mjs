/** From opening the built page for the first time to the first token of the recorded run on the screen. */
import { launchChromium } from '../lib/browser.mjs';
import { buildIfNeeded } from '../lib/build.mjs';
import { DIST } from '../lib/repository.mjs';
import { startStaticServer } from '../lib/static-server.mjs';
import { median, print, spread } from './figures.mjs';

const ROUNDS = 9;

/** @param {string} chromium its executable */
export async function benchFirstLook(chromium) {
  await buildIfNeeded(() => {});
  const server = await startStaticServer({ root: DIST, compress: true });
  try {
    // The first one also starts what the machine keeps for the others.
    await firstToken(chromium, server.url);
    const each = [];
    for (let round = 0; round < ROUNDS; round++) each.push(await firstToken(chromium, server.url));
    print('opening the page to the first token of the recorded run', median(each), 'ms', spread(each, 'ms'));
  } finally {
    await server.close();
  }
}

/**
 * A browser of its own each time: nothing is in any cache.
 * @param {string} chromium
 * @param {string} url
 * @returns {Promise<number>} milliseconds after the navigation began
 */
async function firstToken(chromium, url) {
  const browser = await launchChromium(chromium);
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.addInitScript(() => {
      new MutationObserver((_, observer) => {
        if (document.querySelector('.chip') === null) return;
        observer.disconnect();
        // It is on the screen with the next frame.
        requestAnimationFrame(() => setTimeout(() => performance.mark('first token')));
      }).observe(document, { childList: true, subtree: true });
    });
    await page.goto(url);
    const mark = await page.waitForFunction(() => performance.getEntriesByName('first token')[0]?.startTime);
    return (await mark.jsonValue()) ?? Number.NaN;
  } finally {
    await browser.close();
  }
}
