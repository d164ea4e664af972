/** A thousand candidates in a row leave page, workers and ports as they were. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { launchChromium } from '../../scripts/lib/browser.mjs';
import { memoryOf } from '../../scripts/lib/browser-memory.mjs';
import { openPage, PATIENT_LIMITS, start, trace } from './sandbox-page/drive';
import { openSite, type SandboxSite } from './sandbox-page/site';

const MB = 2 ** 20;
const CANDIDATES = 1000;
/** What a candidate leaves behind would have to be below this: 4 KB of the page, 0.1 MB in all. */
const PAGE_GROWTH_BYTES = 4 * MB;
/** One heap kept for every three hundredth candidate would be more. */
const PROCESS_GROWTH_BYTES = 100 * MB;
/** As numbers of the worker's JavaScript it would be four times as much. */
const WRITTEN_MB = 100;

let site: SandboxSite;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  site = await openSite();
  browser = await launchChromium(inject('chromiumPath'));
  page = await openPage(browser, site.url, (page) => page.addInitScript(countPorts));
  expect(await start(page)).toBeNull();
});
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

/** In every document, before its own scripts. */
function countPorts(): void {
  const Channel = MessageChannel;
  let made = 0;
  globalThis.MessageChannel = class extends Channel {
    constructor() {
      super();
      made++;
    }
  };
  Object.defineProperty(globalThis, 'channelsMade', { get: () => made });
}

const channelsMade = (): Promise<unknown> => page.evaluate(() => Reflect.get(globalThis, 'channelsMade'));

/** Traces, judges and raises; the last candidates of a kind are as large as the first. */
function run(count: number): Promise<Record<string, number>> {
  return page.evaluate(
    async ({ count, limits }) => {
      const client = window.sandbox?.client;
      if (client === undefined) throw new Error('This is not the test page.');
      const { signal } = new AbortController();
      const seen: Record<string, number> = {};
      for (let i = 0; i < count; i++) {
        const program = `def f(x):\n    rows = [[x] * ${i % 7} for _ in range(200)]\n    return rows if x else 1 // x\n`;
        const options = { entryPoint: 'f', setup: '', limits };
        const [kind] =
          i % 10 === 9
            ? await client.judge(signal, program, ['assert len(f(1)) == 200'], options)
            : (await client.trace(signal, program, [`assert f(${i % 3})`], options)).map((run) => run.outcome);
        const name = kind?.kind ?? 'none';
        seen[name] = (seen[name] ?? 0) + 1;
      }
      return seen;
    },
    { count, limits: PATIENT_LIMITS },
  );
}

test('memory, workers and ports stay as they were over a thousand candidates', async () => {
  await run(100);
  const before = { ...(await memoryOf(page)), channels: await channelsMade() };
  expect(await run(CANDIDATES)).toEqual({ passed: 700, raised: 300 });
  const after = { ...(await memoryOf(page)), channels: await channelsMade() };
  expect(after.workers).toBe(before.workers);
  expect(after.channels).toBe(before.channels);
  expect(after.pageHeapBytes - before.pageHeapBytes).toBeLessThan(PAGE_GROWTH_BYTES);
  if (before.processBytes === null || after.processBytes === null) return;
  expect(before.processBytes).toBeGreaterThan(30 * MB);
  expect(after.processBytes - before.processBytes).toBeLessThan(PROCESS_GROWTH_BYTES);
});

test('what a program writes below its streams, without ever ending the line, is kept nowhere', async () => {
  const program = `import os
def f(x):
    for _ in range(${WRITTEN_MB / 2}):
        os.write(1, b"x" * 2 ** 20)
        os.write(2, b"x" * 2 ** 20)
    return x
`;
  const before = await memoryOf(page);
  const [run] = await trace(page, program, ['assert f(1) == 1']);
  expect(run?.outcome.kind).toBe('passed');
  const after = await memoryOf(page);
  if (before.processBytes === null || after.processBytes === null) return;
  expect(after.processBytes - before.processBytes).toBeLessThan(PROCESS_GROWTH_BYTES);
});
