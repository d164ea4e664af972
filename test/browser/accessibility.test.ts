/** axe-core finds nothing, on any screen, in any theme, with whatever opens opened: one page, one recorded run. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COLOURS, drawn, EVERYTHING, findings } from './axe';
import { type OpenedPage, openPage } from './page';

const THEMES = [
  { colorScheme: 'light', contrast: 'no-preference' },
  { colorScheme: 'dark', contrast: 'no-preference' },
  { colorScheme: 'light', contrast: 'more' },
  { colorScheme: 'dark', contrast: 'more' },
] as const;

const OPEN = 'details[name][open]';

let opened: OpenedPage;
let page: Page;
let screens: string[];

beforeAll(async () => {
  opened = await openPage();
  ({ page } = opened);
  // A run at its end: every panel has something in it. Nothing moves while it is looked at.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.reload();
  await page.locator('.outcome', { hasText: /Solved|Not solved/ }).waitFor();
  await page.locator('.monaco-editor').waitFor();
  await page.evaluate(() => window.playground?.ready());
  screens = await page
    .locator('nav[aria-label="Screens"] a')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
});
afterAll(() => opened?.close());

/** In the first theme everything, in the others what they change. */
async function inEveryTheme(): Promise<string[]> {
  const found: string[] = [];
  for (const [index, theme] of THEMES.entries()) {
    await page.emulateMedia(theme);
    await drawn(page);
    const rules = index === 0 ? EVERYTHING : COLOURS;
    const name = `${theme.colorScheme}${theme.contrast === 'more' ? ', high contrast' : ''}`;
    found.push(...(await findings(page, rules)).map((one) => `${name}: ${one}`));
  }
  await page.emulateMedia(THEMES[0]);
  return found;
}

async function show(screen: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, screen);
  await page.waitForFunction(() => !/Loading this screen/.test(document.body.textContent ?? ''));
}

/** Everything that unfolds in place is open; what lies over the page shows one at a time. */
async function unfold(): Promise<void> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll<HTMLDetailsElement>('details:not([name])')) details.open = true;
  });
}

it('finds what is wrong where something is', async () => {
  await page.evaluate(() => {
    document.body.insertAdjacentHTML(
      'beforeend',
      '<p id="pale" style="color: #ccc; background: #fff">Pale.</p><input id="bare">',
    );
  });
  const found = await findings(page, EVERYTHING);
  await page.evaluate(() => {
    for (const id of ['pale', 'bare']) document.getElementById(id)?.remove();
  });
  expect(found.join('\n')).toMatch(/color-contrast: #pale/);
  expect(found.join('\n')).toMatch(/label: #bare/);
});

describe('the playground', () => {
  it('as it opens', async () => {
    expect(await inEveryTheme()).toEqual([]);
  });

  it('with everything unfolded', async () => {
    await unfold();
    expect(await inEveryTheme()).toEqual([]);
  });

  it('with each thing that opens over it', async () => {
    const summaries = page.locator('details[name] > summary:visible');
    expect(await summaries.count()).toBeGreaterThan(2);
    for (let i = 0; i < (await summaries.count()); i++) {
      const name = (await summaries.nth(i).textContent()) ?? '';
      await summaries.nth(i).click();
      // Itself: of what it lies over, parts are hidden until it goes away.
      expect(await findings(page, EVERYTHING, OPEN), name).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      await drawn(page);
      expect(await findings(page, COLOURS, OPEN), name).toEqual([]);
      await page.emulateMedia({ colorScheme: 'light' });
      await drawn(page);
      await page.keyboard.press('Escape');
    }
  });

  it('with messages about what is wrong', async () => {
    await page.getByLabel('Statement').fill('');
    await page.getByRole('spinbutton', { name: /^Guidance/ }).fill('99');
    expect(await inEveryTheme()).toEqual([]);
    await page.getByRole('button', { name: 'Reset to original' }).click();
    await page.getByRole('spinbutton', { name: /^Guidance/ }).fill('1');
  });

  it('with files that were opened, in their dialog', async () => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByText('Files', { exact: true }).click();
    await page.getByRole('button', { name: /^Open files/ }).click();
    await (await chooser).setFiles([
      { name: 'list.json', mimeType: 'application/json', buffer: Buffer.from('["ns3t0.75d5k1_lci_ln", "what"]') },
      { name: 'letter.txt', mimeType: 'text/plain', buffer: Buffer.from('Dear aunt') },
    ]);
    await page.getByRole('dialog').waitFor();
    expect(await inEveryTheme()).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  });
});

/** What each carries that could be lost with its colours, taken away: the picture must change. */
const CARRIED: readonly (readonly [what: string, selector: string, loseIt: (element: Element) => void])[] = [
  ['the playhead', '.strip', (strip) => strip.querySelector('.timeline-slider')?.setAttribute('hidden', '')],
  ['what is still to come', '.strip', (strip) => strip.querySelector('.strip-later')?.remove()],
  [
    'the step of the moment',
    '.now > .story-title, .story-tokens.now .panel-head h2',
    (title) => title.closest('.now')?.classList.remove('now'),
  ],
  ['how far a token was moved', '.chip', (chip) => chip.setAttribute('style', '--shade: 0.9')],
  ['the shades of the legend', '.legend-step', (step) => step.setAttribute('style', '--shade: 0.9')],
  ['how long a bar is', '.bars .bar', (bar) => bar.querySelector('.bar-fill')?.setAttribute('width', '5')],
  ['the screen that is shown', 'nav [aria-current="page"]', (link) => link.removeAttribute('aria-current')],
  ['the line that is shown', '.line-selector [aria-pressed="true"]', (one) => one.removeAttribute('aria-pressed')],
  ['how far a wait is', '#wait', (bar) => bar.setAttribute('value', '0.1')],
];

it('tells as much in the colours of the system', async () => {
  await page.emulateMedia({ forcedColors: 'active' });
  await page.getByRole('slider', { name: 'Moment of the run' }).fill('40');
  await page.evaluate(() =>
    document.body.insertAdjacentHTML('beforeend', '<progress id="wait" value="0.8"></progress>'),
  );
  await drawn(page);
  const lost: string[] = [];
  for (const [what, selector, loseIt] of CARRIED) {
    // This very element: without what it carries, it is no longer found.
    const element = await page.waitForSelector(selector);
    const before = await element.screenshot();
    await element.evaluate(loseIt);
    if (before.equals(await element.screenshot())) lost.push(what);
  }
  expect(lost).toEqual([]);
  // What was taken away is there again.
  await page.emulateMedia({ forcedColors: 'none' });
  await page.reload();
  await page.locator('.outcome', { hasText: /Solved|Not solved/ }).waitFor();
});

it('every other screen, everything unfolded', async () => {
  expect(screens.length).toBeGreaterThan(5);
  for (const screen of screens.slice(1)) {
    await show(screen);
    await unfold();
    expect(await inEveryTheme(), screen).toEqual([]);
  }
});

it('every screen on a phone', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  for (const screen of screens) {
    await show(screen);
    expect(await findings(page, EVERYTHING), screen).toEqual([]);
    const current = await page.locator('nav[aria-label="Screens"] [aria-current="page"]').boundingBox();
    expect(current?.x, screen).toBeGreaterThanOrEqual(0);
    expect((current?.x ?? 0) + (current?.width ?? 0), screen).toBeLessThanOrEqual(390);
  }
});
