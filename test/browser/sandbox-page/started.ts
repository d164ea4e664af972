/** The sandbox of the product's own build, started in a page of its own. */
import type { Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import { launchChromium } from '../../../scripts/lib/browser.mjs';
import { openPage, start } from './drive';
import { openSite } from './site';

export interface StartedSandbox {
  readonly page: Page;
  readonly close: () => Promise<void>;
}

export async function startedSandbox(): Promise<StartedSandbox> {
  const site = await openSite();
  const browser = await launchChromium(inject('chromiumPath'));
  const page = await openPage(browser, site.url);
  expect(await start(page)).toBeNull();
  return {
    page,
    async close() {
      await browser.close();
      await site.close();
    },
  };
}
