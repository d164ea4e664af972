/**
 * npm run screenshots: a picture of every screen, light and dark, wide and on a phone, into docs/screenshots, with a page
 * that shows them all. Nothing in them is set up by hand: the recorded run at its end, and each screen as it opens.
 */
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { launchChromium } from './lib/browser.mjs';
import { buildIfNeeded } from './lib/build.mjs';
import { findChromium } from './lib/find-chromium.mjs';
import { requireNode } from './lib/node-version.mjs';
import { DIST, REPOSITORY } from './lib/repository.mjs';
import { startStaticServer } from './lib/static-server.mjs';
import { thisMachine } from './lib/this-machine.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{ id: string, label: string }} Screen */

const SIZES = /** @type {const} */ ([
  { name: 'wide', width: 1440, height: 900 },
  { name: 'phone', width: 390, height: 844 },
]);
const SCHEMES = /** @type {const} */ (['light', 'dark']);
const QUALITY = 72;
/** A repository is fetched whole by everyone who wants to read it. */
const MOST_BYTES = 3e6;
const START_MS = 240_000;

requireNode();
const { values } = parseArgs({
  options: { out: { type: 'string', default: path.join(REPOSITORY, 'docs', 'screenshots') }, only: { type: 'string' } },
});
const executable = await findChromium(thisMachine(console.log));
await buildIfNeeded(console.log);
const server = await startStaticServer({ root: DIST });
const browser = await launchChromium(executable);
mkdirSync(values.out, { recursive: true });
try {
  const screens = await takeAll(values.out, values.only ?? null);
  if (values.only === undefined) writeFileSync(path.join(values.out, 'README.md'), pageOf(screens));
} finally {
  await browser.close();
  await server.close();
}
const total = readdirSync(values.out).reduce((sum, name) => sum + statSync(path.join(values.out, name)).size, 0);
console.log(`${(total / 1e6).toFixed(2)} MB in ${values.out}`);
if (total > MOST_BYTES) {
  console.error(`That is more than the ${MOST_BYTES / 1e6} MB that pictures may take.`);
  process.exitCode = 1;
}

/**
 * @param {string} folder
 * @param {string | null} only id of the one screen that is wanted
 * @returns {Promise<Screen[]>}
 */
async function takeAll(folder, only) {
  /** @type {Screen[]} */
  let screens = [];
  if (only === null) for (const name of readdirSync(folder)) if (/\.webp$/.test(name)) rmSync(path.join(folder, name));
  for (const { name, width, height } of SIZES) {
    const context = await browser.newContext({
      viewport: { width, height },
      // The recorded run appears at its end, and two pictures of one state are the same.
      reducedMotion: 'reduce',
      serviceWorkers: 'block',
    });
    const page = await context.newPage();
    await page.goto(server.url);
    await settled(page);
    screens = await screensOf(page);
    for (const screen of screens.filter(({ id }) => only === null || id === only)) {
      await page.evaluate((hash) => {
        location.hash = hash;
        scrollTo({ top: 0 });
      }, `#/${screen.id}`);
      for (const scheme of SCHEMES) {
        await page.emulateMedia({ colorScheme: scheme });
        await shown(page);
        writeFileSync(path.join(folder, `${screen.id}-${name}-${scheme}.webp`), await picture(page));
      }
      console.log(`${screen.label}, ${name}`);
    }
    await context.close();
  }
  return screens;
}

/** Both engines are ready and the recorded run is there. @param {Page} page */
async function settled(page) {
  await page.locator('.outcome', { hasText: /Solved|Not solved/ }).waitFor({ timeout: START_MS });
  await page.locator('.monaco-editor').waitFor({ timeout: START_MS });
  await page.evaluate(() => window.playground?.ready());
}

/** @param {Page} page */
async function shown(page) {
  await page.waitForFunction(() => !/Loading this screen/.test(document.body.textContent ?? ''), null, {
    timeout: START_MS,
  });
  await page.evaluate(() => document.fonts.ready);
  // Two frames: what was loaded is drawn.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await page.waitForTimeout(400);
}

/** In the order of the page's own navigation. @param {Page} page @returns {Promise<Screen[]>} */
function screensOf(page) {
  return page.locator('nav[aria-label="Screens"] a').evaluateAll((links) =>
    links.map((link) => ({
      id: (link.getAttribute('href') ?? '').replace('#/', ''),
      label: (link.textContent ?? '').trim(),
    })),
  );
}

/** WebP, which the driver itself does not write. @param {Page} page */
async function picture(page) {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY });
  await session.detach();
  return Buffer.from(data, 'base64');
}

/** @param {readonly Screen[]} screens */
function pageOf(screens) {
  const parts = screens.map(({ id, label }) => {
    const image = (/** @type {string} */ size, /** @type {string} */ scheme, /** @type {number} */ width) =>
      `<img src="${id}-${size}-${scheme}.webp" alt="${label}, ${size}, ${scheme}" width="${width}">`;
    return [
      `## ${label}`,
      '',
      ...SCHEMES.map((scheme) => `${image('wide', scheme, 720)} ${image('phone', scheme, 190)}`),
      '',
    ].join('\n');
  });
  return `# Every screen\n\nLight and dark, 1440 and 390 pixels wide. \`npm run screenshots\` makes them again.\n\n${parts.join('\n')}`;
}
