/** Files dropped on the page, saved from it, and dropped again: one page, no engine needed. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenedPage, openPage } from './page';
import { showRecordedEnd } from './support';

let opened: OpenedPage;
let page: Page;

beforeAll(async () => {
  opened = await openPage({ engines: false });
  ({ page } = opened);
});

afterAll(async () => {
  expect(opened.consoleErrors).toEqual([]);
  await opened.close();
});

async function drop(files: readonly (readonly [name: string, content: Buffer | string])[]): Promise<void> {
  const encoded = files.map(([name, content]): [string, string] => [name, Buffer.from(content).toString('base64')]);
  const transfer = await page.evaluateHandle((list) => {
    const data = new DataTransfer();
    for (const [name, base64] of list) {
      data.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name));
    }
    return data;
  }, encoded);
  // Over the editor, which would take it for text.
  await page.dispatchEvent('#code', 'dragover', { dataTransfer: transfer });
  await page.getByText('Drop to open:').waitFor();
  await page.dispatchEvent('#code', 'drop', { dataTransfer: transfer });
}

const dialog = () => page.getByRole('dialog', { name: 'Opened files' });
const card = (title: string) => dialog().getByRole('region', { name: title });
const close = () => dialog().getByRole('button', { name: 'Close' }).click();

async function saved(button: string): Promise<Buffer> {
  await page.getByText('Files', { exact: true }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: button }).click();
  const bytes = readFileSync(await (await download).path());
  await page.keyboard.press('Escape');
  return bytes;
}

describe('files', () => {
  it('with agents and a session say what was read and what is wrong, place by place', async () => {
    await drop([
      ['dynamic_signals_params.json', '{"t": [0.7, 0.75], "s": [3], "d": [2, 3], "prompt_type": ["long_code"]}'],
      ['list.json', '["ns3t0.75d5k1_lci_ln", "ns3t9d5_ln"]'],
      ['session_config.local.json', '{"gammas": [0, 1], "is_prod": true, "temprature": 1}'],
      ['letter.txt', 'Dear aunt'],
    ]);
    await card('dynamic_signals_params.json').getByText('A grid of 4 agents').waitFor();
    expect(await card('dynamic_signals_params.json').textContent()).toContain('ns3t0.7d2k1_lci_ln,gamma=0|1');
    expect(await card('list.json').textContent()).toContain('Character 5: expected a number from 0.05 to 3 after t');
    expect(await card('session_config.local.json').textContent()).toMatch(
      /temprature: No field has this name.*is_prod: No effect here/s,
    );
    expect(await card('letter.txt').textContent()).toContain('Expected agents');
    await close();
  });

  it('with one agent become the settings of the page', async () => {
    await drop([['one.txt', 'ns3t0.75d5k2_ln,seed=7,gamma=0.5']]);
    await card('one.txt').getByRole('button', { name: 'Use as settings' }).click();
    await dialog().waitFor({ state: 'hidden' });
    const value = (label: string) => page.getByLabel(label, { exact: false }).first().inputValue();
    expect(await Promise.all(['Seed', 'Temperature'].map(value))).toEqual(['7', '0.75']);
  });

  it('of a run are saved, and play again when they are dropped', async () => {
    await showRecordedEnd(page);
    const run = await saved('Save this run');
    const zip = await saved('Save it as results');
    expect(JSON.parse(run.toString()).events.at(-1)).toMatchObject({ kind: 'run-finished' });
    await drop([['mine.json', run]]);
    await card('mine.json').getByRole('button', { name: 'Play it' }).click();
    await page.getByRole('dialog', { name: 'Opened files' }).waitFor({ state: 'hidden' });
    await page.getByText('Recorded run', { exact: true }).waitFor();
    await drop([['results.zip', zip]]);
    await card('Results').getByText('1 result, 1 solved task, 1 run with all events').waitFor();
    expect(await card('Results').getByRole('table').first().textContent()).toContain('egcfg');
    await close();
  });

  it('that are broken cost themselves alone', async () => {
    const zip = await saved('Save it as results');
    await drop([
      ['cut.zip', zip.subarray(0, zip.length >> 1)],
      ['task_id=3_gamma=1.0.json', '{"code": "x", "resu'],
      ['task_id=4_gamma=1.0.json', '{"code": "x", "results": {}, "passed": true, "accuracy": 1}'],
    ]);
    await card('Results').getByText('1 result, 1 never finished, to be made again').waitFor();
    expect(await card('Left out').textContent()).toContain('It is no zip, or was cut short'.slice(10));
    await close();
  });
});
