/** A page of its own for one test, and what tests look at on it. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { openPage, type PageOptions } from './page';

/** The console must have stayed silent. */
export async function withPage(use: (page: Page) => Promise<void>, options: PageOptions = {}): Promise<void> {
  const opened = await openPage(options);
  try {
    await use(opened.page);
    expect(opened.consoleErrors).toEqual([]);
  } finally {
    await opened.close();
  }
}

export const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Which of Run (or Run on), Step and Stop can be pressed, as one word. */
export async function pressable(page: Page): Promise<string> {
  const names = ['Run', 'Run on', 'Step', 'Stop'];
  const found: string[] = [];
  for (const name of names) {
    const one = button(page, name);
    if ((await one.count()) > 0 && (await one.isEnabled())) found.push(name);
  }
  return found.join(', ');
}

/** Until both engines are. */
export async function ready(page: Page): Promise<void> {
  await page.locator('.engine-ready[data-engine="model"]').waitFor();
  await page.locator('.engine-ready[data-engine="python"]').waitFor();
}

/** Lines in the line selector: as many as are begun. */
export const lineCount = (page: Page) =>
  page.getByRole('toolbar', { name: 'Lines written so far' }).getByRole('button').count();
