/** Experiments and lanes with the real engines: two tabs at once, a closed tab, a zip there and back. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPage } from './page';

/** Several runs with real engines. */
const DONE_MS = 240_000;

let opened: Awaited<ReturnType<typeof openPage>>;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'experiments-'));
  opened = await openPage({ path: '#/experiments' });
  await opened.page.waitForSelector('.experiment-form');
});

afterAll(async () => {
  await opened.close();
  rmSync(folder, { recursive: true });
});

/** Another tab of the same browser. */
async function anotherTab(): Promise<Page> {
  const page = await opened.page.context().newPage();
  await page.goto(opened.page.url());
  await page.waitForSelector('.experiment-form');
  return page;
}

async function create(page: Page, name: string, first: number): Promise<void> {
  await page.fill('#experiment-first', String(first));
  await page.fill('#experiment-name', name);
  await page.uncheck('#strategy-best-of');
  await page.click('text="Only create"');
  await page.waitForSelector(`.open-experiment[aria-label="${name}"]`);
}

async function open(page: Page, name: string): Promise<void> {
  await page.click(`.experiment-open:has-text("${name}")`);
  await page.waitForSelector(`.open-experiment[aria-label="${name}"]`);
}

const start = (page: Page) => page.click('.experiment-head button.primary');
const progress = (page: Page) => page.locator('.experiment-head .progress-label').textContent();

async function untilProgress(page: Page, words: RegExp): Promise<void> {
  await expect.poll(() => progress(page), { timeout: DONE_MS, interval: 200 }).toMatch(words);
}

/** Every cell of every table of the experiment that is open. */
async function tables(page: Page): Promise<string[]> {
  await page.waitForSelector('.open-experiment > .data-table');
  const read = () => page.locator('.open-experiment .figures-table').allTextContents();
  let before = await read();
  // Tables of a list that has just filled come a moment later: they are read once they stay as they are.
  for (;;) {
    await page.waitForTimeout(800);
    const now = await read();
    if (now.join('\n') === before.join('\n')) return now;
    before = now;
  }
}

describe('experiments', () => {
  it('are made by two tabs together, each run once', async () => {
    const { page } = opened;
    await create(page, 'Two tabs', 3);
    const second = await anotherTab();
    await open(second, 'Two tabs');
    await Promise.all([start(page), start(second)]);
    await Promise.all([untilProgress(page, /6 of 6 runs, all done/), untilProgress(second, /6 of 6 runs, all done/)]);
    const inFirst = await tables(page);
    await expect.poll(() => tables(second)).toEqual(inFirst);
    const rows = await page.locator('.open-experiment summary:has-text("All 6 runs")').count();
    expect(rows).toBe(1);
    await second.close();
  });

  it('lose nothing with a closed tab, and go on where they stopped', async () => {
    const tab = await anotherTab();
    await create(tab, 'Closed tab', 4);
    await start(tab);
    await untilProgress(tab, /^[2-7] of 8 runs/);
    await tab.close();
    const { page } = opened;
    await open(page, 'Closed tab');
    await untilProgress(page, /^[2-7] of 8 runs, paused/);
    await start(page);
    await untilProgress(page, /8 of 8 runs, all done/);
  });

  it('come back from their zip with the same tables, and runs open as replays', async () => {
    const { page, consoleErrors } = opened;
    const before = await tables(page);
    const zip = path.join(folder, 'closed.zip');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.click('button[aria-label="Export Closed tab"]'),
    ]);
    await download.saveAs(zip);
    await page.click('button[aria-label="Delete Closed tab"]');
    await page.click('text="Delete all its runs"');
    await expect.poll(() => page.locator('.experiment-open').count()).toBe(1);
    await page.setInputFiles('.button-label input[type=file]', zip);
    await page.waitForSelector('.open-experiment[aria-label="Closed tab"]');
    await untilProgress(page, /8 of 8 runs, all done/);
    await expect.poll(() => tables(page)).toEqual(before);
    await page.click('.run-rows > summary');
    await page.locator('.run-row button').first().click();
    await expect.poll(() => page.url()).toContain('#/playground');
    await expect.poll(() => page.evaluate(() => window.playground?.events()[0]?.kind)).toBe('run-started');
    expect(consoleErrors).toEqual([]);
  });

  it('have charts that say in words what they show, and can be saved', async () => {
    const { page } = opened;
    await page.goto(new URL('#/experiments', page.url()).href);
    await open(page, 'Two tabs');
    await page.locator('.chart-picture desc').nth(1).waitFor({ state: 'attached' });
    const described = await page.locator('.chart-picture desc').allTextContents();
    expect(described).toHaveLength(2);
    expect(described[0]).toMatch(/greedy: \d+\.\d percent of 3, between/);
    const [svg] = await Promise.all([
      page.waitForEvent('download'),
      page.click('button[aria-label^="Save the chart Solved over"]'),
    ]);
    expect(svg.suggestedFilename()).toMatch(/\.svg$/);
    const [csv] = await Promise.all([
      page.waitForEvent('download'),
      page.click('button[aria-label="Save the table Solved as CSV"]'),
    ]);
    expect(csv.suggestedFilename()).toMatch(/\.csv$/);
  });
});

it('lanes show two strategies at the same number of forwarded tokens', async () => {
  const { page } = opened;
  await page.goto(new URL('#/compare', page.url()).href);
  await page.click('.compare button.primary');
  await expect.poll(() => page.locator('.compare-lane').count(), { timeout: DONE_MS }).toBe(2);
  await page.waitForSelector('.compare button.primary');
  const codes = () => page.locator('.compare-code pre').allTextContents();
  await expect.poll(codes).toEqual([expect.stringMatching(/^def /), expect.stringMatching(/^def /)]);
  await page.locator('.compare-timeline input').fill('0');
  await expect.poll(codes).toEqual(['', '']);
  const marks = await page.locator('.parting').count();
  expect(marks).toBe(0);
});
