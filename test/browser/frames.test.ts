/** Nothing holds the page's own thread up: while a recorded run plays, while a run is made, and in a very large run. */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { largeRun } from './large-run';
import { longTasks } from './long-tasks';
import { type OpenedPage, openPage } from './page';
import { all, firstProblem, runOnPage } from './support';

/** What a person notices, on a machine on which the work of `known` takes KNOWN_MS; a frame has 16. */
const MOST_MS = 100;
const KNOWN_MS = 1_100;

const folder = mkdtempSync(path.join(tmpdir(), 'large-run-'));
let opened: OpenedPage;
let page: Page;
/** On slower machines as much more, so that what is looked at is the page and not the machine. */
let mostMs = MOST_MS;

beforeAll(async () => {
  opened = await openPage();
  ({ page } = opened);
  await page.locator('.engine-ready[data-engine="model"]').waitFor();
  await page.locator('.engine-ready[data-engine="python"]').waitFor();
  await page.locator('.monaco-editor').waitFor();
});
afterAll(async () => {
  await opened?.close();
  rmSync(folder, { recursive: true, force: true });
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const slider = () => page.getByRole('slider', { name: 'Moment of the run' });
const moment = async () => Number(await slider().inputValue());

async function busyWhile(what: string, act: () => Promise<void>): Promise<void> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('The page has no browser.');
  const { long, tasks, busyMs } = await longTasks(browser, page, mostMs, act);
  console.log(`${what}: ${tasks} tasks, ${Math.round(busyMs)} ms of processor time, ${long.length} over ${mostMs} ms`);
  // Else nothing was measured.
  expect(tasks).toBeGreaterThan(20);
  expect(long, what).toEqual([]);
}

async function playToTheEnd(speed: string): Promise<void> {
  await button('To the beginning').click();
  await page.getByLabel('Speed').selectOption(speed);
  await button('Play').click();
  await page.waitForFunction(
    () =>
      document.querySelector<HTMLInputElement>('.timeline-slider')?.value ===
      document.querySelector<HTMLInputElement>('.timeline-slider')?.max,
  );
}

it('would tell', async () => {
  const browser = page.context().browser();
  if (browser === null) throw new Error('The page has no browser.');
  const { long } = await longTasks(browser, page, MOST_MS, async () => {
    // Work, not time: a busy machine gives little of it in a second.
    await page.evaluate(() => {
      let sum = 0;
      for (let i = 0; i < 1e9; i++) sum += i % 7;
      return sum;
    });
  });
  const knownMs = Math.max(...long.map(({ busyMs }) => busyMs));
  mostMs = Math.round(MOST_MS * Math.max(1, knownMs / KNOWN_MS));
  console.log(`The known work takes ${knownMs} ms of processor time, so a task may take ${mostMs} ms`);
  expect(long.length).toBeGreaterThan(0);
});

it('while the recorded run plays', () => busyWhile('The recorded run', () => playToTheEnd('4')));

it('while a run is made', () =>
  busyWhile('A run being made', async () => {
    const events = await runOnPage(page, await firstProblem(page), { candidates: 5, maxLines: 6 });
    expect(all(events, 'token-chosen').length).toBeGreaterThan(10);
  }));

it('in a run of 400 tokens and 5 candidates a line, played fast and gone through by hand', async () => {
  const events = largeRun();
  expect(all(events, 'token-chosen')).toHaveLength(400);
  const chooser = page.waitForEvent('filechooser');
  await page.getByText('Files', { exact: true }).click();
  await button('Open files…').click();
  // From the disk: bytes that the driver sends would be unpacked by the page's own thread.
  const file = path.join(folder, 'large.json');
  writeFileSync(file, JSON.stringify({ format: 1, events }));
  console.log(`The large run: ${events.length} events, ${(statSync(file).size / 1e6).toFixed(1)} MB`);
  await busyWhile('The large run, opened', async () => {
    await (await chooser).setFiles(file);
    await page.getByRole('dialog').getByRole('button', { name: 'Play it' }).click();
    await page.waitForFunction(
      (count) => Number(document.querySelector<HTMLInputElement>('.timeline-slider')?.max) === count,
      events.length,
    );
  });

  await busyWhile('The large run, played', () => playToTheEnd('16'));
  await busyWhile('The large run, gone through by hand', async () => {
    const box = await slider().boundingBox();
    if (box === null) throw new Error('The slider is not on the screen.');
    const y = box.y + box.height / 2;
    await page.mouse.move(box.x + 5, y);
    await page.mouse.down();
    for (let i = 0; i <= 60; i++) await page.mouse.move(box.x + 5 + ((box.width - 10) * ((i * 37) % 61)) / 60, y);
    await page.mouse.up();
    const before = await moment();
    for (let i = 0; i < 40; i++) await page.keyboard.press('ArrowLeft');
    for (let i = 0; i < 10; i++) await page.keyboard.press('Shift+ArrowLeft');
    expect(await moment()).toBeLessThan(before);
  });
});
