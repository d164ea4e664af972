/** A model from a stand-in for the Hub in Firefox: downloaded with a pause in its middle, checked, and loaded. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { bytesInWords } from '../../src/ui/models/model-words';
import { PATIENT_MS } from '../browser/page';
import { inPage, type TestBrowser, type TestPage } from '../escape/test-browser';
import { bytesIn } from '../hub/bytes-in';
import { type HubStandIn, startHubStandIn } from '../hub/stand-in';
import { launchFirefox } from './launch';

const firefoxPath = inject('firefoxPath');
const TINY = path.resolve(import.meta.dirname, '../../public/models/tiny-coder');
const NAME = 'someone/tiny-coder-ONNX';
const NETWORK = 'onnx/model_int8.onnx';
const HELD_BYTES = 1_000_000;
const SIZE = bytesInWords(bytesIn(TINY));
/** All small files, which come first, and as much of the network. */
const HELD = bytesInWords(bytesIn(TINY) - statSync(path.join(TINY, NETWORK)).size + HELD_BYTES);

describe.skipIf(firefoxPath === null)('a model from the Hub in Firefox', () => {
  let hub: HubStandIn;
  let browser: TestBrowser;
  let page: TestPage;
  beforeAll(async () => {
    hub = await startHubStandIn({ [NAME]: { folder: TINY } });
    browser = await launchFirefox(firefoxPath ?? '');
    page = await browser.open(`${inject('siteUrl')}#/models`);
  });
  afterAll(async () => {
    await browser?.close();
    await hub?.close();
  });

  /** Whether something can be found on the page; false while it is being opened again. */
  const sees = async (find: 'button' | 'words', words: string): Promise<boolean> => {
    try {
      return await inPage(
        page,
        (wanted) =>
          wanted.find === 'words'
            ? (document.querySelector('.models')?.textContent ?? '').includes(wanted.words)
            : [...document.querySelectorAll('button')].some(
                (one) => (one.textContent ?? '').startsWith(wanted.words) && !one.disabled,
              ),
        { find, words },
      );
    } catch {
      return false;
    }
  };
  const says = (words: string) =>
    expect.poll(() => sees('words', words), { timeout: PATIENT_MS, message: words }).toBe(true);
  const press = async (label: string) => {
    await expect.poll(() => sees('button', label), { timeout: PATIENT_MS, message: label }).toBe(true);
    await inPage(
      page,
      (wanted) =>
        [...document.querySelectorAll('button')].find((one) => (one.textContent ?? '').startsWith(wanted))?.click(),
      label,
    );
  };

  test('is downloaded, paused, gone on with, checked, and loaded', async () => {
    await inPage(
      page,
      ([url, files]) => {
        localStorage.setItem('eg-cfg.named-origins.v1', JSON.stringify([url, files]));
        localStorage.setItem('eg-cfg.hub-address.v1', JSON.stringify({ hub: url, fileHosts: [files] }));
        setTimeout(() => location.reload(), 50);
      },
      [hub.url, hub.filesUrl] as const,
    );
    await says('This page may connect to 127.0.0.1');
    await inPage(
      page,
      (name) => {
        const field = document.querySelector<HTMLInputElement>('#repository');
        if (field === null) throw new Error('There is no field for a repository.');
        field.value = name;
        field.dispatchEvent(new Event('input', { bubbles: true }));
        setTimeout(() => field.form?.requestSubmit(), 50);
      },
      NAME,
    );
    hub.manners.set(NETWORK, { kind: 'hold', afterBytes: HELD_BYTES });
    await press(`Download ${SIZE}`);
    await says(`${HELD} of ${SIZE} · `);
    await press('Pause');
    await says('paused; what is here is kept');
    hub.manners.clear();
    await press('Resume');
    await says('downloaded and checked');
    expect(hub.requests.map(({ range }) => range)).toContainEqual(expect.stringMatching(/^bytes=[1-9]\d+-$/));
    await press('Check the files');
    await says('every file is as it was downloaded');
    await press('Use this model');
    await says('Use the built-in model');
    await says('Ready on WASM');
  });
});
