/** What the page itself may ask for when a problem needs packages, and what it says where there is no network. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { launchChromium } from '../../scripts/lib/browser.mjs';
import { openPage as openWholePage } from './page';
import { openPage, start, trace } from './sandbox-page/drive';
import { openSite, type SandboxSite } from './sandbox-page/site';

let site: SandboxSite;
let browser: Browser;
beforeAll(async () => {
  site = await openSite();
  browser = await launchChromium(inject('chromiumPath'));
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

describe('the page itself', () => {
  test('may ask for the packages of its Pyodide and for nothing else on their host', async () => {
    const fresh = await openPage(browser, site.url);
    const asked: string[] = [];
    await fresh.route(/^https:/, (route) => {
      asked.push(route.request().url());
      return route.fulfill({ status: 200, body: 'no wheel', headers: { 'Access-Control-Allow-Origin': '*' } });
    });
    expect(await start(fresh)).toBeNull();
    expect(asked).toEqual([]);
    const program = 'import numpy as np\ndef f(x):\n    return int(np.sum(x))\n';
    expect((await trace(fresh, program, ['assert f([1, 2]) == 3']))[0]?.outcome).toMatchObject({
      kind: 'raised',
      type: 'ModuleNotFoundError',
      message: expect.stringContaining('numpy could not be had: what cdn.jsdelivr.net sent is not the file'),
    });
    expect(asked).toEqual([
      expect.stringMatching(/^https:\/\/cdn\.jsdelivr\.net\/pyodide\/v[\d.]+\/full\/numpy-[\w.-]+\.whl$/),
    ]);
    const others = ['https://cdn.jsdelivr.net/npm/x.js', 'https://cdn.jsdelivr.net/', 'https://example.org/'];
    const blocked = await fresh.evaluate(
      (urls) =>
        Promise.all(
          urls.map((url) =>
            fetch(url, { mode: 'no-cors' }).then(
              () => 'open',
              () => 'blocked',
            ),
          ),
        ),
      others,
    );
    expect(blocked).toEqual(['blocked', 'blocked', 'blocked']);
    expect(asked).toHaveLength(1);
    await fresh.close();
  });
});

describe('the whole page without network', () => {
  test('says what a problem needs, asks for it when it is run and not before, and why it could not be', async () => {
    const opened = await openWholePage();
    const { page: whole } = opened;
    try {
      await whole.locator('.engine-ready[data-engine="python"]').waitFor();
      await whole.locator('.engine-ready[data-engine="model"]').waitFor();
      await whole.getByText('Name and setup').click();
      await whole.locator('#problem-setup').fill('import numpy as np');
      await whole.getByText('Needs numpy: a run downloads it once from cdn.jsdelivr.net').waitFor();
      expect(opened.foreignRequests()).toEqual([]);
      await whole.getByRole('button', { name: 'Run', exact: true }).click();
      await whole
        .getByText('The Python package numpy could not be had: cdn.jsdelivr.net cannot be reached')
        .first()
        .waitFor();
      // As the proxy and as the browser name it.
      const wheel = /^cdn\.jsdelivr\.net:443$|^https:\/\/cdn\.jsdelivr\.net\/pyodide\/v[\d.]+\/full\/numpy-[^/]+\.whl$/;
      expect(opened.foreignRequests().length).toBeGreaterThan(0);
      for (const address of opened.foreignRequests()) expect(address).toMatch(wheel);
      await whole.locator('#problem-setup').fill('');
      await whole.getByRole('button', { name: 'Run', exact: true }).click();
      await whole.getByText('could not be had').first().waitFor({ state: 'detached' });
      await expect
        .poll(() => whole.getByRole('toolbar', { name: 'Lines written so far' }).getByRole('button').count())
        .toBeGreaterThan(0);
    } finally {
      await opened.close();
    }
  });
});
