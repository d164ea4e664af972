/**
 * Attempts to get out of the sandbox. Each is first run without any protection, where it must work, and then in the
 * product's build, where it must not; after each, an honest program must be judged as ever.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { launchChromium } from '../../scripts/lib/browser.mjs';
import { openPage, start } from '../browser/sandbox-page/drive';
import { openSite, type SandboxSite } from '../browser/sandbox-page/site';
import type { Attempt } from './attempt';
import { CATEGORIES } from './attempts';
import { proveAttempt } from './control';
import { type ControlSite, openControlSite } from './control/site';
import { CONTROL, type LoggingServer, startLoggingServer } from './logging-server';
import { runHonest, runInProduct } from './product';
import { heardByPage, SECRET, seed } from './secrets';

/** A deadline, a program that is traced and judged, and workers that are replaced beside other work. */
const MOST_MS = 15_000;

let site: SandboxSite;
let controlSite: ControlSite;
let server: LoggingServer;
let browser: Browser;
let product: Page;
let control: Page;

beforeAll(async () => {
  [site, controlSite, server] = await Promise.all([openSite(), openControlSite(), startLoggingServer()]);
  browser = await launchChromium(inject('chromiumPath'));
  product = await openPage(browser, site.url);
  control = await browser.newPage();
  await control.goto(controlSite.url);
  await Promise.all([seed(product), seed(control)]);
  expect(await start(product)).toBeNull();
  expect(await runHonest(product)).toBe('right');
});

afterAll(async () => {
  await browser?.close();
  await Promise.all([site?.close(), controlSite?.close()]);
  server?.close();
});

describe.each(Object.entries(CATEGORIES))('%s', (category, attempts) => {
  test.each(attempts.map((attempt) => ({ ...attempt, title: `${attempt.place}: ${attempt.name}` })))(
    '$title',
    async (attempt) => {
      const path = `${category}/${attempt.name}`.replace(/\W+/g, '-');
      server.heard.length = 0;
      const unprotected = server.addressed(attempt.source, CONTROL + path);
      expect(await proveAttempt(control, attempt, unprotected, server), 'the attempt, unprotected').toBeNull();
      await control.evaluate(() => window.heard?.splice(0));
      server.heard.length = 0;
      const started = Date.now();
      const end = await runInProduct(product, attempt, server.addressed(attempt.source, path));
      expect(await runHonest(product), 'the next program').toBe('right');
      expect(Date.now() - started).toBeLessThan(MOST_MS);
      await expectContained(attempt, end);
    },
  );
});

async function expectContained(attempt: Attempt, end: Awaited<ReturnType<typeof runInProduct>>): Promise<void> {
  expect(server.fromProduct(), end.text).toEqual([]);
  expect(end.text).not.toContain(SECRET);
  expect(await heardByPage(product), end.text).not.toContain('FORGED');
  expect(await product.evaluate(() => 'polluted' in {})).toBe(false);
  if (attempt.goal === 'verdict') expect(end.outcome, end.text).not.toBe('passed');
  if (attempt.goal === 'heap') expect(end.outcome, end.text).toBe('limit');
  if (attempt.goal === 'ends') expect(end.outcome, end.text).toMatch(/raised|limit|bad-test/);
}

test('nothing came later, and nothing came twice', async () => {
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(server.fromProduct()).toEqual([]);
  expect(site.foreign.hits).toEqual([]);
});
