/**
 * A model from the Hub, from the first press of a button to the last: a server with the Hub's addresses on this machine
 * stands in for it, with real files, and misbehaves where a test says so.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFromOptions } from '../../scripts/random-model/command';
import { bytesInWords } from '../../src/ui/models/model-words';
import { bytesIn } from '../hub/bytes-in';
import { renamedOutput } from '../hub/renamed-output';
import { type HubStandIn, type Manner, startHubStandIn } from '../hub/stand-in';
import { describeWithData } from '../unit/needs';
import { type OpenedPage, openPage } from './page';
import { all, firstProblem, runOnPage } from './support';

const TINY = path.resolve(import.meta.dirname, '../../public/models/tiny-coder');
const NAME = 'someone/tiny-coder-ONNX';
const NETWORK = 'onnx/model_int8.onnx';
const SIZE = bytesInWords(bytesIn(TINY));
/** Once so many bytes of the network have come; everything else comes before it. */
const withNetworkBytes = (bytes: number) =>
  `${bytesInWords(bytesIn(TINY) - statSync(path.join(TINY, NETWORK)).size + bytes)} of ${SIZE} · `;

let scratch: string;
let hub: HubStandIn;
let opened: OpenedPage;
let page: Page;

beforeAll(async () => {
  scratch = mkdtempSync(path.join(tmpdir(), 'hub-models-'));
  hub = await startHubStandIn({ [NAME]: { folder: TINY } });
  opened = await openPage({ path: '#/models' });
  page = opened.page;
});
afterAll(async () => {
  await opened?.close();
  await hub?.close();
  rmSync(scratch, { recursive: true, force: true });
});

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
const card = (name = NAME) => page.locator(`.model-card[data-model^="${name}@"]`);
const inUse = () => page.locator('.in-use');

async function lookUp(name: string): Promise<void> {
  await page.getByLabel('Repository').fill(name);
  await page.locator('form.repository').getByRole('button', { name: 'Look up' }).click();
}

async function download(name = NAME): Promise<void> {
  await lookUp(name);
  await button(/^Download \d/).click();
}

async function whole(name = NAME): Promise<void> {
  await card(name).getByText('downloaded and checked').waitFor();
}

async function remove(name = NAME): Promise<void> {
  await card(name)
    .getByRole('button', { name: /^Delete|^Cancel and delete/ })
    .click();
  await card(name).waitFor({ state: 'detached' });
}

/** Whether the page's rules let it ask. */
function mayAsk(url: string): Promise<boolean> {
  return page.evaluate(
    (address) =>
      fetch(address).then(
        () => true,
        () => false,
      ),
    url,
  );
}

function bytesInBrowser(): Promise<number> {
  return page.evaluate(async () => {
    const sum = async (folder: FileSystemDirectoryHandle): Promise<number> => {
      let bytes = 0;
      for await (const entry of (folder as unknown as { values(): AsyncIterable<FileSystemHandle> }).values()) {
        bytes +=
          entry.kind === 'file'
            ? (await (entry as FileSystemFileHandle).getFile()).size
            : await sum(entry as FileSystemDirectoryHandle);
      }
      return bytes;
    };
    return sum(await navigator.storage.getDirectory());
  });
}

describe('a model from the Hub', () => {
  it('is asked for by nobody but the visitor, who first allows the connection', async () => {
    await page.getByText('Qwen2.5-Coder 0.5B Instruct').waitFor();
    await button('Allow connections to huggingface.co').waitFor();
    expect(await button('Look up').count()).toBe(0);
    await page.getByText('Address of the Hub').click();
    await page.getByLabel('Address', { exact: true }).fill('http://example.com');
    await button('Use this address').click();
    await page.getByText(/The address of a Hub starts with https/).waitFor();
    await page.getByLabel('Address', { exact: true }).fill(hub.url);
    await page.getByLabel('Hosts that it redirects to').fill(hub.filesUrl);
    await button('Use this address').click();
    expect(await mayAsk(`${hub.url}/api/models/${NAME}/revision/main`)).toBe(false);
    expect(hub.requests).toEqual([]);
    expect(opened.foreignRequests()).toEqual([]);

    await button(/^Allow connections to 127/).click();
    await page.getByLabel('Repository').waitFor();
    expect(await mayAsk(`${hub.url}/api/models/${NAME}/revision/main`)).toBe(true);
    // Naming one Hub opens no other door.
    expect(await mayAsk('https://huggingface.co/api/models')).toBe(false);
    expect(await mayAsk(`${new URL(hub.url).origin.replace(/\d+$/, '9')}/`)).toBe(false);
    expect(hub.requests).toHaveLength(1);
  });

  it('is downloaded, paused, gone on with after a reload, and checked', async () => {
    hub.manners.set(NETWORK, { kind: 'slow', bytesPerTick: 50_000, mostBytes: 3_000_000 });
    await lookUp(NAME);
    await page.getByText(`int8: 8-bit whole numbers, ${SIZE}`).waitFor();
    expect(hub.requests.some(({ path: asked }) => asked.includes('/resolve/'))).toBe(false);
    await button(`Download ${SIZE}`).click();
    await card()
      .getByText(new RegExp(`${withNetworkBytes(3_000_000)}.* a second · .* left`))
      .waitFor();
    await button('Pause').click();
    await card().getByText('paused; what is here is kept').waitFor();
    const kept = await bytesInBrowser();
    expect(kept).toBeGreaterThan(1_000_000);
    await page.reload();
    await card().getByText('paused; what is here is kept').waitFor();
    hub.manners.clear();
    hub.requests.length = 0;
    await button('Resume').click();
    await whole();
    expect(hub.requests.map(({ range }) => range)).toContainEqual(expect.stringMatching(/^bytes=[1-9]\d{5,}-$/));
    await button('Check the files').click();
    await card().getByText('every file is as it was downloaded').waitFor();
  });

  it('is used for a run, after a reload too, without the network', async () => {
    await button('Use this model').click();
    await inUse()
      .getByText(/^Ready on WASM/)
      .waitFor();
    hub.requests.length = 0;
    await page.reload();
    await inUse().getByText(NAME).waitFor();
    await inUse()
      .getByText(/^Ready on WASM/)
      .waitFor();
    const problem = await firstProblem(page);
    const events = await runOnPage(page, problem, { maxLines: 2, maxTokens: 16, candidates: 2, horizonLines: 1 });
    const [started] = all(events, 'run-started');
    const recorded = JSON.parse(readFileSync(path.join(TINY, '../../runs/first.json'), 'utf8'));
    const recordedStart = JSON.stringify(recorded).match(/"weightsSha256":"([0-9a-f]{64})"/);
    expect(started?.model).toMatchObject({ id: NAME, weightsSha256: recordedStart?.[1] });
    expect(all(events, 'line-finished').length).toBeGreaterThan(0);
    expect(all(events, 'run-failed')).toEqual([]);
    expect(hub.requests).toEqual([]);
  });

  it('stays at its commit; a newer one is offered when it is looked for', async () => {
    await button('Look for a newer version').click();
    await card().getByText('This is the newest version.').waitFor();
    hub.moveOn();
    await button('Look for a newer version').click();
    await card()
      .getByText(/There is a newer version/)
      .waitFor();
    await button('Not now').click();
    await inUse().getByText(NAME).waitFor();
  });

  it('gives way to the built-in one when it is deleted, and leaves nothing behind', async () => {
    await remove();
    await inUse().getByText('tiny-coder, the built-in model').waitFor();
    await page.getByText('No model was downloaded yet.').waitFor();
    expect(await bytesInBrowser()).toBe(0);
  });
});

describe('what goes wrong', () => {
  it.each<[string, Manner, RegExp]>([
    ['cut', { kind: 'cut', afterBytes: 300_000 }, /broke off after/],
    ['gone', { kind: 'status', status: 404 }, /answers 404/],
    ['gated', { kind: 'status', status: 403, code: 'GatedRepo' }, /it is gated/],
    ['longer than the list says', { kind: 'longer' }, /where its own list says/],
    ['other bytes', { kind: 'other-bytes' }, /is not the file of this commit/],
  ])('%s: said beside the download, and a retry works', async (_, manner, message) => {
    hub.manners.set(NETWORK, manner);
    await download();
    await card().getByRole('alert').getByText(message).waitFor();
    hub.manners.clear();
    await button('Retry').click();
    await whole();
    await remove();
  });

  it('offline: said beside the download, and a retry works', async () => {
    hub.manners.set(NETWORK, { kind: 'hold', afterBytes: 1_000_000 });
    await download();
    await card().getByText(withNetworkBytes(1_000_000)).waitFor();
    await page.context().setOffline(true);
    hub.manners.set(NETWORK, { kind: 'cut', afterBytes: 0 });
    await button('Pause').click();
    await button('Resume').click();
    await card()
      .getByRole('alert')
      .getByText(/cannot be reached/)
      .waitFor();
    await page.context().setOffline(false);
    hub.manners.clear();
    await button('Retry').click();
    await whole();
    await remove();
  });

  it('no room in the middle: said beside the download, and a retry works when there is', async () => {
    const session = await page.context().newCDPSession(page);
    const origin = new URL(page.url()).origin;
    // What the browser says of its room is not what it gives here: Chromium always says ten gigabytes more than is used.
    const used = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
    await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: used + 2_000_000 });
    try {
      await download();
      await card()
        .getByRole('alert')
        .getByText(/There is no room for .* is used up/)
        .waitFor();
    } finally {
      await session.send('Storage.overrideQuotaForOrigin', { origin });
    }
    hub.requests.length = 0;
    await button('Retry').click();
    await whole();
    expect(hub.requests.map(({ range }) => range)).toContainEqual(expect.stringMatching(/^bytes=[1-9]\d{5,}-$/));
    await remove();
  });

  it('two tabs at once: the second waits, and both end with the same model', async () => {
    hub.manners.set(NETWORK, { kind: 'hold', afterBytes: 1_000_000 });
    await download();
    const second = await page.context().newPage();
    await second.goto(page.url());
    await second.getByLabel('Repository').fill(NAME);
    await second.locator('form.repository').getByRole('button', { name: 'Look up' }).click();
    await second.getByRole('button', { name: `Download ${SIZE}` }).click();
    await second.getByText('another tab is at work on this model').waitFor();
    hub.letGo();
    await whole();
    await second.getByText('downloaded and checked').waitFor();
    await second.close();
    await remove();
  });

  it('a name that is not there, or no name: said beside the field', async () => {
    await lookUp('no-one/nothing');
    await page.getByText(/there is no open repository of that name/).waitFor();
    await lookUp('nothing at all');
    await page.getByText('A repository name has two parts: owner/name.').waitFor();
  });

  it('a network that cannot be decoded with, a tokenizer that is missing: said by name', async () => {
    const broken = path.join(scratch, 'broken');
    cpSync(TINY, broken, { recursive: true });
    writeFileSync(
      path.join(broken, NETWORK),
      renamedOutput(readFileSync(path.join(TINY, NETWORK)), 'logits', 'scores'),
    );
    hub.repositories.set('someone/no-logits', { folder: broken });
    await download('someone/no-logits');
    await whole('someone/no-logits');
    await button('Use this model').click();
    await card('someone/no-logits')
      .getByText(/it has no output "logits"/)
      .waitFor();
    await inUse().getByRole('button', { name: 'Use the built-in model' }).click();
    await inUse()
      .getByText(/^Ready on/)
      .waitFor();
    await remove('someone/no-logits');

    const mute = path.join(scratch, 'mute');
    mkdirSync(path.join(mute, 'onnx'), { recursive: true });
    for (const file of ['config.json', 'tokenizer_config.json', NETWORK])
      cpSync(path.join(TINY, file), path.join(mute, file));
    hub.repositories.set('someone/no-tokenizer', { folder: mute });
    await lookUp('someone/no-tokenizer');
    await page.getByText('The repository someone/no-tokenizer cannot be used: it has no tokenizer.json.').waitFor();
  });
});

describeWithData('a Qwen-shaped model', (dataDir) => {
  it('with weights in a second file and the real tokenizer is downloaded and writes a guided line', async () => {
    const folder = path.join(scratch, 'qwen');
    mkdirSync(folder);
    const tokenizer = path.join(scratch, 'tokenizer.json');
    writeFileSync(tokenizer, gunzipSync(readFileSync(path.join(dataDir, 'qwen2.5-tokenizer.json.gz'))));
    writeFromOptions({
      out: folder,
      shape: 'qwen2.5-coder-0.5b',
      hidden: '64',
      format: 'q4',
      tokenizer,
      'tokenizer-config': path.join(dataDir, 'qwen2.5-tokenizer_config.json'),
    });
    hub.repositories.set('someone/qwen-ONNX', { folder });
    await download('someone/qwen-ONNX');
    await whole('someone/qwen-ONNX');
    await card('someone/qwen-ONNX').getByText('Files and hashes').click();
    await card('someone/qwen-ONNX').getByText('onnx/model_q4.onnx_data').waitFor();
    await button('Use this model').click();
    await inUse()
      .getByText(/^Ready on WASM/)
      .waitFor();
    const problem = await firstProblem(page);
    const events = await runOnPage(page, problem, { maxLines: 2, maxTokens: 8, candidates: 2, horizonLines: 1 });
    expect(all(events, 'run-failed')).toEqual([]);
    expect(all(events, 'run-started')[0]?.model.id).toBe('someone/qwen-ONNX');
    await remove('someone/qwen-ONNX');
  });
});

it('the console stays silent but for what was spoilt on purpose', () => {
  const known = /Failed to load resource|net::ERR_|Content Security Policy/;
  expect(opened.consoleErrors.filter((text) => !known.test(text))).toEqual([]);
});
