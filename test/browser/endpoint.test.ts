/**
 * A model behind an endpoint in the real page: only a server that was named can be reached, the key goes there and nowhere
 * else, and a run on it is a run like any other.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../endpoint/server';
import { tableModel } from '../endpoint/table-model';
import { type OpenedPage, openPage } from './page';
import { all, runOnPage } from './support';

const KEY = 'sk-not-for-anyone-4711';
const PROBLEM = {
  id: 'p',
  title: 'P',
  level: 1,
  statement: 'Write a function to add five to each number of a list and return the list.',
  entryPoint: 'add_five',
  visibleTests: ['assert add_five([1, 2]) == [6, 7]'],
  hiddenTests: [],
  setup: '',
};

let named: TestServer;
let other: TestServer;
let closed: TestServer;
let opened: OpenedPage;
let page: Page;
const logged: string[] = [];

beforeAll(async () => {
  named = await startTestServer({ model: tableModel(), kind: 'openai', key: KEY });
  other = await startTestServer({ model: tableModel(), kind: 'openai' });
  closed = await startTestServer({ model: tableModel(), kind: 'openai', cors: false });
  opened = await openPage({ path: '#/models', before: notePosts });
  page = opened.page;
  page.on('console', (message) => logged.push(message.text()));
});
afterAll(async () => {
  await opened?.close();
  await named?.close();
  await other?.close();
  await closed?.close();
});

declare global {
  interface Window {
    /** Everything that was posted to a worker, a frame or a port. */
    posted?: string[];
  }
}

/** In the page, before its own scripts. */
function notePosts(): void {
  const posted: string[] = [];
  window.posted = posted;
  for (const owner of [Worker.prototype, MessagePort.prototype, Window.prototype]) {
    const post = owner.postMessage;
    Object.defineProperty(owner, 'postMessage', {
      value(this: unknown, ...given: unknown[]) {
        posted.push(shown(given[0]));
        return Reflect.apply(post, this, given);
      },
    });
  }
  function shown(value: unknown): string {
    try {
      return JSON.stringify(value, (_, part) => (ArrayBuffer.isView(part) ? '' : part)) ?? '';
    } catch {
      return '';
    }
  }
}

const button = (name: string | RegExp) => page.getByRole('button', { name });

function reach(url: string): Promise<string> {
  return page.evaluate(async (address) => {
    try {
      const response = await fetch(`${address}/v1/models`);
      return `status ${response.status}`;
    } catch {
      return 'blocked';
    }
  }, url);
}

async function setKey(key: string, keep: boolean): Promise<void> {
  await page.getByLabel('Key, if the server wants one').fill(key);
  await page.getByLabel('Keep it in this tab').setChecked(keep);
  await page.getByRole('button', { name: 'Set', exact: true }).click();
}

const runText = () => page.evaluate(() => JSON.stringify(window.playground?.events() ?? []));

describe('a model behind an endpoint', () => {
  it('is out of reach before it is named, and it alone is in reach after', async () => {
    expect(await reach(named.url)).toBe('blocked');
    await page.getByLabel('Address of the server').fill(`${named.url}/v1`);
    await button(/^Allow connections to 127\.0\.0\.1/).click();
    await page.getByLabel('Key, if the server wants one').waitFor();
    expect(await reach(named.url)).toBe('status 401');
    expect(await reach(other.url)).toBe('blocked');
    expect(other.requests).toEqual([]);
    // A wrong key has its own words, which do not repeat it.
    await setKey('sk-wrong-0815', false);
    await button('Check what it can do').click();
    const note = page.locator('.endpoint [role=alert].failure');
    await note.waitFor();
    expect(await note.textContent()).toContain('refused the key');
    expect(await page.content()).not.toContain('sk-wrong-0815');
  });

  it('is checked, used and named, and writes a run with tokens that say how certain they are', async () => {
    await setKey(KEY, false);
    await button('Check what it can do').click();
    await page.locator('[data-endpoint]').waitFor();
    expect(await page.locator('[data-endpoint]').textContent()).toContain('It lists the 20 likeliest tokens');
    await button('Use this model').click();
    await page.locator('.in-use').getByText('behind an endpoint').waitFor();
    expect(await page.locator('.header').textContent()).toContain('tiny-coder');
    const events = await runOnPage(page, PROBLEM, {
      gamma: 1.5,
      candidates: 2,
      horizonLines: 1,
      finishOnPass: false,
      maxTokens: 130,
    });
    expect(events.at(-1)).toMatchObject({ kind: 'run-finished', solved: true });
    const [started] = all(events, 'run-started');
    expect(started?.model).toMatchObject({ id: 'tiny-coder', device: 'endpoint', endpoint: { server: 'openai' } });
    const certain = all(events, 'token-chosen').map(({ choice }) => choice.certainty ?? 'given');
    expect(new Set(certain).size).toBeGreaterThan(1);
    const spent = page.locator('.in-use [data-endpoint-spent]');
    expect(await spent.textContent()).toMatch(/Since the run began: \d+ requests/);
    // The panels draw tokens of which nobody asked, and lists that are not whole.
    expect(opened.consoleErrors.filter((error) => /TypeError|RangeError|undefined/.test(error))).toEqual([]);
  });

  it('gets the key, and nobody else does', async () => {
    expect(named.requests.some(({ authorization }) => authorization === `Bearer ${KEY}`)).toBe(true);
    expect(named.requests.every(({ path, body }) => !`${path}${JSON.stringify(body)}`.includes(KEY))).toBe(true);
    const held = await page.evaluate(() => ({
      link: location.href,
      kept: JSON.stringify({ ...localStorage }),
      tab: JSON.stringify({ ...sessionStorage }),
      drawn: document.documentElement.outerHTML,
      posted: (window.posted ?? []).join('\n'),
    }));
    // What was posted holds the run's own texts, so the note of it works.
    expect(held.posted).toContain('add_five');
    const everything = {
      ...held,
      run: await runText(),
      log: logged.join('\n'),
      errors: opened.consoleErrors.join('\n'),
    };
    for (const [where, text] of Object.entries(everything)) expect(text.includes(KEY), where).toBe(false);
    expect(opened.requests.every((address) => !address.includes(KEY))).toBe(true);
    const databases = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
    expect(JSON.stringify(databases)).not.toContain(KEY);
  });

  it('keeps the key in the tab when asked, forgets it when asked, and neither outlives the withdrawal', async () => {
    await setKey(KEY, true);
    expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).toContain(KEY);
    await page.reload();
    await page.getByPlaceholder('a key is set').waitFor();
    await button('Forget').click();
    expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain(KEY);
    await button('Withdraw').last().click();
    await button(/^Allow connections to 127\.0\.0\.1/).waitFor();
    expect(await reach(named.url)).toBe('blocked');
  });

  it('says so of a server that lets no page read its answers', async () => {
    await page.getByLabel('Address of the server').fill(closed.url);
    await button(/^Allow connections to 127\.0\.0\.1/).click();
    await button('Check what it can do').click();
    const note = page.locator('.endpoint [role=alert].failure');
    await note.waitFor();
    expect(await note.textContent()).toContain('does not let this page read its answers (CORS)');
  });
});
