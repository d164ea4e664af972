/**
 * The whole page in Firefox: the recorded run plays, the model loads on WASM, a guided run comes to its end, is saved and
 * opened again, and all of it once more without the server.
 */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { DIST } from '../../scripts/lib/repository.mjs';
import { startStaticServer } from '../../scripts/lib/static-server.mjs';
import type {} from '../../src/automation';
import { parseRunFile } from '../../src/runs/run-file';
import { oddType } from '../browser/odd-host';
import { all, codeOf } from '../browser/support';
import { inPage, type TestBrowser, type TestPage, untilInPage } from '../escape/test-browser';
import { launchFirefox } from './launch';

const firefoxPath = inject('firefoxPath');

describe.skipIf(firefoxPath === null)('the page in Firefox', () => {
  let server: Awaited<ReturnType<typeof startStaticServer>>;
  let browser: TestBrowser;
  let page: TestPage;
  beforeAll(async () => {
    // Some folders down, and with wrong types for WebAssembly and JSON.
    server = await startStaticServer({ root: DIST, base: '/some/where/', typeOf: oddType });
    browser = await launchFirefox(firefoxPath ?? '');
    page = await browser.open(server.url);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  test('shows the recorded run, which comes to its end', async () => {
    await untilInPage(page, () => (document.body.textContent ?? '').includes('Recorded run'));
    await inPage(page, () =>
      [...document.querySelectorAll('button')].find((one) => one.textContent === 'Show the end')?.click(),
    );
    await untilInPage(page, () => /Solved|Not solved/.test(document.querySelector('.outcome')?.textContent ?? ''));
    expect(await inPage(page, () => document.querySelectorAll('.candidate').length)).toBeGreaterThan(0);
  });

  test('loads its model on WASM and writes guided lines', async () => {
    const { model, events } = await inPage(page, async () => {
      if (window.playground === undefined) throw new Error('The page has no automation surface.');
      const model = await window.playground.load({ device: null });
      const [problem] = await window.playground.bundledProblems();
      const events = await window.playground.run({ problem, agent: { gamma: 2, candidates: 2 } });
      return { model, events };
    });
    expect(model.device).toBe('wasm');
    expect(events.at(-1)).toMatchObject({ kind: 'run-finished' });
    expect(all(events, 'line-started').filter((event) => event.guided).length).toBeGreaterThan(0);
    expect(all(events, 'signal-formed').length).toBeGreaterThan(0);
    const traced = all(events, 'candidate-executed').flatMap((event) => event.runs);
    expect(traced.some((run) => run.steps.length > 0)).toBe(true);
    expect(all(events, 'code-judged').map((event) => event.suite)).toEqual(['visible', 'hidden']);
    expect(codeOf(events)).toContain('def ');
  });

  test('saves the run, which opens again and plays', async () => {
    const text = await inPage(page, async () => {
      const saved = new Promise<string>((resolve) => {
        HTMLAnchorElement.prototype.click = function () {
          fetch(this.href)
            .then((response) => response.text())
            .then(resolve);
        };
      });
      [...document.querySelectorAll('button')].find((one) => one.textContent === 'Save this run')?.click();
      return saved;
    });
    const { events } = parseRunFile(JSON.parse(text));
    expect(events.at(-1)?.kind).toBe('run-finished');
    await inPage(
      page,
      (run) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([run], 'mine.json'));
        document
          .querySelector('#code')
          ?.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
      },
      text,
    );
    await untilInPage(page, () => {
      const play = [...document.querySelectorAll('dialog button')].find((one) => one.textContent === 'Play it');
      if (play instanceof HTMLButtonElement) play.click();
      return play !== undefined;
    });
    await untilInPage(page, () => (document.body.textContent ?? '').includes('Recorded run'));
    expect(await inPage(page, () => window.playground?.events().length ?? 0)).toBe(events.length);
  });

  test('opens and runs without its server, once it has kept itself', { timeout: 240_000 }, async () => {
    await untilInPage(page, () => document.querySelector('[data-offline="ready"]') !== null, 120_000);
    await server.close();
    await page.reload();
    await untilInPage(page, () => window.playground !== undefined);
    const kinds = await inPage(page, async () => {
      await window.playground?.ready();
      const [problem] = (await window.playground?.bundledProblems()) ?? [];
      const events = (await window.playground?.run({ problem, agent: { candidates: 2, maxLines: 2 } })) ?? [];
      return events.map(({ kind }) => kind);
    });
    expect(kinds).toContain('signal-formed');
    expect(kinds.at(-1)).toBe('run-finished');
  });
});
