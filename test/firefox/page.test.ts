/** The whole page in Firefox: the recorded run shows, the model loads on WASM, and a guided run comes to its end. */
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type {} from '../../src/automation';
import { all, codeOf } from '../browser/support';
import { inPage, type TestBrowser, type TestPage, untilInPage } from '../escape/test-browser';
import { launchFirefox } from './launch';

const firefoxPath = inject('firefoxPath');

describe.skipIf(firefoxPath === null)('the page in Firefox', () => {
  let browser: TestBrowser;
  let page: TestPage;
  beforeAll(async () => {
    browser = await launchFirefox(firefoxPath ?? '');
    page = await browser.open(inject('siteUrl'));
  });
  afterAll(() => browser?.close());

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
});
