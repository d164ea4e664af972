/**
 * Attempts to get out of the sandbox, in one browser. Each is first run without any protection, where it must work, and
 * then in the product's build, where it must not; after each, an honest program must be judged as ever.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { start } from '../browser/sandbox-page/drive';
import { openSite, type SandboxSite } from '../browser/sandbox-page/site';
import type { Attempt } from './attempt';
import { proveAttempt } from './control';
import { type ControlSite, openControlSite } from './control/site';
import { CONTROL, type LoggingServer, startLoggingServer } from './logging-server';
import { type ProductEnd, runHonest, runInProduct } from './product';
import { heardByPage, SECRET, seed } from './secrets';
import { inPage, type TestBrowser, type TestPage, untilInPage } from './test-browser';

/** `harmless` names attempts that this browser stops, or does not know, without any protection of ours. */
export function testEscapes(
  launch: () => Promise<TestBrowser>,
  categories: Readonly<Record<string, readonly Attempt[]>>,
  harmless: ReadonlySet<string> = new Set(),
): void {
  let site: SandboxSite;
  let controlSite: ControlSite;
  let server: LoggingServer;
  let browser: TestBrowser;
  let product: TestPage;
  let control: TestPage;

  beforeAll(async () => {
    [site, controlSite, server] = await Promise.all([openSite(), openControlSite(), startLoggingServer()]);
    browser = await launch();
    product = await browser.open(site.url);
    control = await browser.open(controlSite.url);
    await untilInPage(product, () => 'sandbox' in window);
    await untilInPage(control, () => 'control' in window);
    await Promise.all([seed(product), seed(control)]);
    expect(await start(product)).toBeNull();
    expect(await runHonest(product)).toBe('right');
  });

  afterAll(async () => {
    await browser?.close();
    await Promise.all([site?.close(), controlSite?.close()]);
    server?.close();
  });

  describe.each(Object.entries(categories))('%s', (category, attempts) => {
    test.each(attempts.map((attempt) => ({ ...attempt, title: `${attempt.place}: ${attempt.name}` })))(
      '$title',
      async (attempt) => {
        const path = `${category}/${attempt.name}`.replace(/\W+/g, '-');
        server.heard.length = 0;
        const unprotected = server.addressed(attempt.source, CONTROL + path);
        // Side by side: each has a page, an origin and an address of its own.
        const [instead, end] = await Promise.all([
          proveAttempt(control, attempt, unprotected, server),
          runBoth(attempt, server.addressed(attempt.source, path)),
        ]);
        await inPage(control, () => void window.heard?.splice(0));
        await expectContained(attempt, end);
        if (harmless.has(attempt.name)) expect(instead, 'needs no protection in this browser').not.toBeNull();
        else expect(instead, 'the attempt, unprotected').toBeNull();
      },
    );
  });

  test('nothing came later, and nothing came twice', async () => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(server.fromProduct()).toEqual([]);
    expect(site.foreign.hits).toEqual([]);
  });

  async function runBoth(attempt: Attempt, source: string): Promise<ProductEnd> {
    const end = await runInProduct(product, attempt, source);
    expect(await runHonest(product), 'the next program').toBe('right');
    return end;
  }

  async function expectContained(attempt: Attempt, end: ProductEnd): Promise<void> {
    expect(server.fromProduct(), end.text).toEqual([]);
    expect(end.text).not.toContain(SECRET);
    expect(await heardByPage(product), end.text).not.toContain('FORGED');
    expect(await inPage(product, () => 'polluted' in {})).toBe(false);
    if (attempt.goal === 'verdict') expect(end.outcome, end.text).not.toBe('passed');
    if (attempt.goal === 'heap') expect(end.outcome, end.text).toBe('limit');
    if (attempt.goal === 'ends') expect(end.outcome, end.text).toMatch(/raised|limit|bad-test/);
  }
}
