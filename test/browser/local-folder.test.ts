/** A model in a folder on the visitor's disk: dropped, picked with the browser's dialog, chosen as an upload. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenedPage, openPage } from './page';
import { all, firstProblem, runOnPage } from './support';

const TINY = path.resolve(import.meta.dirname, '../../public/models/tiny-coder');

let scratch: string;
let opened: OpenedPage;
let page: Page;

beforeAll(async () => {
  scratch = mkdtempSync(path.join(tmpdir(), 'model folders '));
  opened = await openPage();
  ({ page } = opened);
});
afterAll(async () => {
  expect(opened.consoleErrors).toEqual([]);
  expect(opened.foreignRequests()).toEqual([]);
  await opened.close();
  rmSync(scratch, { recursive: true, force: true });
});

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const dialog = () => page.getByRole('dialog', { name: 'Opened files' });
const card = (name: string) => page.locator('.model-card', { has: page.getByRole('heading', { name }) });

/** As a file manager does it: the browser itself makes the entries of what lies on the disk. */
async function dropFromDisk(...files: string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  const place = { x: 640, y: 300, data };
  await session.send('Input.dispatchDragEvent', { type: 'dragEnter', ...place });
  await session.send('Input.dispatchDragEvent', { type: 'dragOver', ...place });
  await page.getByText('Drop to open:').waitFor();
  await session.send('Input.dispatchDragEvent', { type: 'drop', ...place });
  await session.detach();
}

it('that is dropped, inside another folder too, is listed and writes', async () => {
  const folder = path.join(scratch, 'downloads', 'dropped model');
  cpSync(TINY, folder, { recursive: true });
  await dropFromDisk(path.dirname(folder));
  await dialog().getByText('A model folder', { exact: true }).waitFor();
  await dialog().getByText('onnx/model_int8.onnx').waitFor();
  await button('Show it under Models').click();
  await dialog().waitFor({ state: 'hidden' });
  await card('dropped model').getByRole('button', { name: 'Use this model' }).click();
  await expect
    .poll(() => page.locator('.in-use').textContent(), { timeout: 120_000 })
    .toMatch(/dropped model.*from a folder on this computer.*Ready on WASM/);
  const events = await runOnPage(page, await firstProblem(page), { gamma: 0, maxLines: 1 });
  expect(all(events, 'run-started')[0]?.model.id).toBe('dropped model');
  expect(all(events, 'token-chosen').length).toBeGreaterThan(0);
});

it('that is dropped and lacks something says what', async () => {
  const folder = path.join(scratch, 'half a model');
  cpSync(TINY, folder, { recursive: true });
  rmSync(path.join(folder, 'tokenizer.json'));
  await dropFromDisk(folder);
  await dialog().getByText('A model that cannot be used').waitFor();
  await dialog()
    .getByText(/tokenizer\.json/)
    .first()
    .waitFor();
  await dialog().getByRole('button', { name: 'Close' }).click();
});

it('that goes away while it is read is said to be unreadable, and the next drop is read', async () => {
  await page.evaluate(() => {
    const real = DataTransferItem.prototype.webkitGetAsEntry;
    DataTransferItem.prototype.webkitGetAsEntry = function entry() {
      DataTransferItem.prototype.webkitGetAsEntry = real;
      const found = real.call(this);
      if (found?.isDirectory) {
        Object.assign(found, {
          createReader: () => ({
            readEntries: (_: unknown, fail: (error: DOMException) => void) =>
              fail(new DOMException('A requested file or directory could not be found.', 'NotFoundError')),
          }),
        });
      }
      return found;
    };
  });
  await dropFromDisk(path.join(scratch, 'half a model'));
  await dialog()
    .getByText(/The browser could not read it/)
    .waitFor();
  await dialog().getByRole('button', { name: 'Close' }).click();
  const notes = path.join(scratch, 'notes');
  mkdirSync(notes);
  writeFileSync(path.join(notes, 'list.json'), '["ns3t0.75d5k1_ln"]');
  await dropFromDisk(notes);
  await dialog().getByText('ns3t0.75d5k1_ln').waitFor();
  await dialog().getByRole('button', { name: 'Close' }).click();
});

it('that is picked in the dialog is listed, and a dialog that fails is said', async () => {
  const files = ['config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model_int8.onnx'].map(
    (name): [string, string] => [name, readFileSync(path.join(TINY, name)).toString('base64')],
  );
  await page.evaluate(async (list) => {
    // No driver answers the browser's dialog; what it gives is a handle like those of the page's own storage.
    const root = await navigator.storage.getDirectory();
    const picked = await root.getDirectoryHandle('picked model', { create: true });
    for (const [name, base64] of list) {
      const parts = name.split('/');
      let folder = picked;
      for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part, { create: true });
      const file = await folder.getFileHandle(parts.at(-1) ?? '', { create: true });
      const writable = await file.createWritable();
      await writable.write(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)));
      await writable.close();
    }
    const answers = [
      () => Promise.reject(new DOMException('The user aborted a request.', 'AbortError')),
      () => Promise.reject(new DOMException('Not allowed here.', 'SecurityError')),
      () => Promise.resolve(picked),
    ];
    Object.assign(window, { showDirectoryPicker: () => answers.shift()?.() });
  }, files);
  const failure = page.locator('section[aria-labelledby="local-title"] .failure');
  // The folder that was dropped before; choosing none says nothing new.
  await failure.getByText(/half a model/).waitFor();
  await button('Open a model folder…').click();
  await failure.getByText(/half a model/).waitFor();
  await button('Open a model folder…').click();
  await failure.getByText(/Not allowed here/).waitFor();
  await button('Open a model folder…').click();
  await card('picked model').getByText(/int8/).waitFor();
  expect(await failure.count()).toBe(0);
});

it('that is chosen as an upload, where a browser has no such dialog, is listed', async () => {
  const folder = path.join(scratch, 'uploaded model');
  cpSync(TINY, folder, { recursive: true });
  await page.evaluate(() => Object.assign(window, { showDirectoryPicker: undefined }));
  const chooser = page.waitForEvent('filechooser');
  await button('Open a model folder…').click();
  await (await chooser).setFiles(folder);
  await card('uploaded model').getByText(/int8/).waitFor();
});
