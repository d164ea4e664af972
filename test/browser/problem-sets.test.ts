/** The problems screen and whole programs, with real files, the real worker, IndexedDB and the real engines. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchChromium } from '../../scripts/lib/browser.mjs';
import type { RunEvent } from '../../src/guidance/events';
import { BUNDLED_PROGRAMS } from '../../src/problems/bundled';
import { longTasks } from './long-tasks';
import { openPage } from './page';
import { all } from './support';

const folder = mkdtempSync(path.join(tmpdir(), 'problem-sets-'));

let opened: Awaited<ReturnType<typeof openPage>>;
let page: Page;

beforeAll(async () => {
  opened = await openPage();
  page = opened.page;
  await page.evaluate(() => {
    location.hash = '#/problems';
  });
});
afterAll(async () => {
  await opened.close();
  rmSync(folder, { recursive: true });
});

const row = (id: string, more: object = {}) =>
  JSON.stringify({ task_id: id, text: `Do ${id}.`, test_list: ['assert f(1) == 1'], ...more });

async function choose(name: string, content: string): Promise<void> {
  // A real file: one that is handed over as bytes is put together by the page itself, which takes its time.
  const file = path.join(folder, name);
  writeFileSync(file, content);
  await page.locator('.load-set input[type=file]').setInputFiles(file);
}

const setNames = () => page.locator('.set-choice .set-name').allTextContents();
const rowTitles = () => page.locator('.row-title').allTextContents();

describe('the problems screen', () => {
  it('shows the bundled set with levels, tags and what each teaches, and filters it', async () => {
    await page.locator('.problem-table').waitFor();
    expect(await page.locator('.problem-table-tools .hint').textContent()).toBe('60 of 60');
    expect(await page.locator('.problem-table tbody').textContent()).toContain('guidance should leave it alone');
    await page.locator('.problem-filter input').fill('level 2 stdin');
    expect(await rowTitles()).toEqual(
      BUNDLED_PROGRAMS.filter(({ problem }) => problem.level === 2).map(({ problem }) => problem.title),
    );
  });

  it('shows a problem with visible and hidden tests apart, and opens it in the playground', async () => {
    await page.locator('.row-title').first().click();
    const preview = page.locator('.problem-preview');
    await preview.waitFor();
    expect(await preview.textContent()).toContain('they only score the finished answer');
    const title = await page.locator('#preview-title').textContent();
    await preview.getByRole('button', { name: 'Open in the playground' }).click();
    await page.locator('.picker-select').waitFor();
    expect(await page.locator('.picker-select option:checked').textContent()).toBe(title);
    await page.evaluate(() => {
      location.hash = '#/problems';
    });
  });

  it('reads ten thousand problems without holding up the page, and keeps them over a reload', async () => {
    const lines = Array.from({ length: 10_000 }, (_, i) => row(`task ${i}`, { code: 'def f(x):\n    return x\n' }));
    lines[4_000] = '{"task_id": "broken"';
    lines[5_000] = row('script', {
      text: '<script>window.hacked = true</script><img src=x onerror="window.hacked=true">',
    });
    // Engines that load at the same time are not what is measured here.
    await page.evaluate(async () => {
      await window.playground?.ready();
      window.playground?.stop();
    });
    const browser = page.context().browser();
    if (browser === null) throw new Error('The page has no browser.');
    // Read in one go it would be seconds on any machine.
    const { long, tasks } = await longTasks(browser, page, 1_000, async () => {
      await choose('ten-thousand.jsonl', lines.join('\n'));
      await page.locator('.set-head h2', { hasText: 'ten-thousand.jsonl' }).waitFor();
    });
    expect(tasks).toBeGreaterThan(20);
    expect(long).toEqual([]);
    expect(await page.locator('.problem-table-tools .hint').textContent()).toBe('9,999 of 9,999');
    expect(await page.locator('.row-title').count()).toBe(50);
    await page.locator('.broken-rows summary').click();
    expect(await page.locator('.broken-list').textContent()).toMatch(/^line 4,001: it is no JSON/);

    await page.reload();
    await page.locator('.set-choice', { hasText: 'ten-thousand.jsonl' }).click();
    // The filter belongs to the set that is shown.
    await page.locator('.set-head h2', { hasText: 'ten-thousand.jsonl' }).waitFor();
    await page.locator('.problem-filter input').fill('script');
    await expect.poll(() => page.locator('.problem-table-tools .hint').textContent()).toBe('1 of 9,999');
    await page.locator('.row-title').first().click();
    await page.locator('.problem-preview').waitFor();
    expect(await page.locator('.preview-statement').textContent()).toContain('<script>window.hacked');
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
    await page.getByRole('button', { name: 'Remove from this browser' }).click();
    await page.locator('.set-head h2', { hasText: 'Bundled' }).waitFor();
    await page.reload();
    await page.locator('.set-choice').first().waitFor();
    expect(await setNames()).toEqual(['Bundled problems']);
  });

  it('says why a file cannot be read, and what to do', async () => {
    for (const [name, content, words] of [
      ['a.parquet', `PAR1${'x'.repeat(100)}`, 'to_json'],
      ['b.html', '<!doctype html><p>', 'web page'],
      ['c.jsonl', '', 'no rows'],
      ['d.jsonl', '{"x": 1}', 'none of its 1 rows can be used'],
    ] as const) {
      await choose(name, content);
      const said = page.locator('.set-reading', { hasText: name });
      await said.locator('.message').waitFor();
      expect(await said.textContent()).toContain(words);
      await said.getByRole('button', { name: 'Dismiss' }).click();
    }
    expect(await setNames()).toEqual(['Bundled problems']);
  });

  it('asks before it connects to a host', async () => {
    await page.locator('.load-address input').fill('someone/some-data');
    await page.locator('.load-address button').click();
    const said = () => page.locator('#load-set-said').textContent();
    await expect.poll(said).toContain('huggingface.co will see your network address');
    await page.locator('.load-address input').fill('ftp://host/file');
    await page.locator('.load-address button').click();
    await expect.poll(() => page.locator('#load-set-said .message').textContent()).toContain('neither an address');
  });
});

describe('an address', () => {
  it('is read once its host was allowed, and the page opens again for that', async () => {
    const server = createServer((_request, response) => {
      response.setHeader('access-control-allow-origin', '*');
      response.end(`${row('far')}\n${row('away')}\n`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const browser = await launchChromium(inject('chromiumPath'));
    try {
      const other = await browser.newPage();
      await other.goto(`${inject('siteUrl')}#/problems`);
      await other.locator('.load-address input').fill(`http://127.0.0.1:${port}/far.jsonl`);
      await other.locator('.load-address button').click();
      await other.getByRole('button', { name: `Allow 127.0.0.1:${port} and load` }).click();
      await other.locator('.set-head h2', { hasText: 'far.jsonl' }).waitFor();
      expect(await other.locator('.row-title').allTextContents()).toEqual(['Task far', 'Task away']);

      await other.locator('.load-address input').fill('http://127.0.0.1:1/nothing.jsonl');
      await other.locator('.load-address button').click();
      await expect.poll(() => other.locator('#load-set-said').textContent()).toContain('127.0.0.1:1 will see');
    } finally {
      await browser.close();
      server.close();
    }
  });
});

describe('a dropped file', () => {
  it('becomes a set, and its broken rows are shown beside it', async () => {
    await page.evaluate(
      (text) => {
        const data = new DataTransfer();
        data.items.add(new File([text], 'dropped.jsonl'));
        const target = document.body;
        for (const type of ['dragenter', 'dragover', 'drop']) {
          target.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
        }
      },
      `${row('one')}\n{"task_id": "two"}\n`,
    );
    const card = page.locator('.opened');
    await card.getByText('A set of 1 problem').waitFor();
    expect(await card.textContent()).toContain('left out: it has the fields of no known set');
    await card.getByRole('button', { name: 'Show the problems' }).click();
    await page.locator('.set-head h2', { hasText: 'dropped.jsonl' }).waitFor();
  });
});

describe('a whole program', () => {
  it('is guided from its first line and judged on hidden cases', async () => {
    const [first] = BUNDLED_PROGRAMS;
    const problem = first?.problem;
    const events = await page.evaluate(
      async (input): Promise<RunEvent[]> => {
        await window.playground?.ready();
        return (await window.playground?.run(input)) ?? [];
      },
      { problem, agent: { candidates: 2, maxLines: 3, maxTokens: 40 } },
    );
    expect(events.at(-1)?.kind).toBe('run-finished');
    expect(all(events, 'line-started')[0]?.guided).toBe(true);
    const executed = all(events, 'candidate-executed').find(({ runs }) => runs.length > 0);
    expect(executed?.runs.map(({ test }) => test)).toEqual(problem?.visibleTests);
    expect(all(events, 'code-judged').map(({ suite, outcomes }) => [suite, outcomes.length])).toEqual([
      ['visible', 3],
      ['hidden', problem?.hiddenTests.length],
    ]);
  });
});
