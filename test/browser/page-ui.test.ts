/** The page as a visitor meets it before any engine is there: what plays by itself, what can be edited. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { DEFAULT_AGENT } from '../../src/guidance/agent';
import type { PageOptions } from './page';
import { button, lineCount, pressable, withPage as withAnyPage } from './page-parts';
import { all, recordedEvents, showRecordedEnd } from './support';

/** None of it needs an engine. */
const withPage = (use: (page: Page) => Promise<void>, options: PageOptions = {}) =>
  withAnyPage(use, { engines: false, ...options });

describe('a visit begins', () => {
  it('with the recorded run, which plays by itself and says what it is', () =>
    withPage(async (page) => {
      await page.getByText('Recorded run', { exact: true }).waitFor();
      await expect.poll(() => lineCount(page)).toBeGreaterThan(1);
      await showRecordedEnd(page);
      await page.getByText(/^Recorded with .+ on WASM/).waitFor();
      await expect.poll(() => page.locator('.outcome').textContent()).toMatch(/Solved|Not solved/);
      await expect
        .poll(() => page.getByRole('toolbar', { name: 'Tokens' }).getByRole('button').count())
        .toBeGreaterThan(0);
      await expect.poll(() => page.locator('.candidate').count()).toBeGreaterThan(0);
    }));

  it('standing still for those who asked for less motion', () =>
    withPage(
      async (page) => {
        await button(page, 'Play again').waitFor();
        await expect.poll(() => page.locator('.outcome').textContent()).toMatch(/Solved|Not solved/);
      },
      {
        before: () => {
          const original = window.matchMedia.bind(window);
          window.matchMedia = (query) => (query.includes('reduced-motion') ? original('all') : original(query));
        },
      },
    ));

  it('in the theme of the system, and keeps another one that was chosen', () =>
    withPage(
      async (page) => {
        const scheme = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
        const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
        const dark = await ground();
        await page.locator('.display-menu summary').click();
        await page.getByText('Light', { exact: true }).click();
        await expect.poll(scheme).toBe('light');
        const light = await ground();
        expect(light).not.toBe(dark);
        await page.getByText('High', { exact: true }).click();
        await expect.poll(ground).not.toBe(light);
        await page.getByText('Reduced', { exact: true }).click();
        await page.reload();
        await expect.poll(scheme).toBe('light');
        expect(await page.evaluate(() => ({ ...document.documentElement.dataset }))).toMatchObject({
          contrast: 'more',
          motion: 'still',
        });
        // The recorded run stands at its end: nothing moves by itself.
        await expect.poll(() => page.locator('.outcome').textContent()).toMatch(/Solved|Not solved/);
      },
      { colorScheme: 'dark' },
    ));
});

describe('inside another page', () => {
  it('shows the panes that were asked for, without controls, where nothing may be stored', () =>
    withPage(
      async (page) => {
        const entryPoint = all(recordedEvents('first'), 'run-started')[0]?.problem.entryPoint ?? '';
        await page.getByText(entryPoint).first().waitFor();
        await expect.poll(() => page.locator('.outcome').count()).toBe(1);
        expect(await page.locator('.controls, .header, .share-menu:visible').count()).toBe(0);
        expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('dark');
        const full = await page.getByRole('link', { name: 'Open in the full page' }).getAttribute('href');
        expect(new URL(full ?? '').search).toBe('');
      },
      {
        path: '?embed=code,result&theme=dark',
        before: () => {
          for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
            Object.defineProperty(window, name, {
              get() {
                throw new DOMException('refused', 'SecurityError');
              },
            });
          }
        },
      },
    ));
});

describe('the buttons', () => {
  it('say why no run can begin', () =>
    withPage(async (page) => {
      await showRecordedEnd(page);
      await page.getByLabel('Statement').fill('');
      await page.getByText('Statement is empty: say what the function should do.').waitFor();
      await page.getByText('The problem has a field to correct first.').waitFor();
      await expect.poll(() => pressable(page)).toBe('');
      await button(page, 'Reset to original').click();
      await expect.poll(() => pressable(page)).toBe('Run, Step');

      const gamma = page.getByRole('spinbutton', { name: /^Guidance/ });
      await gamma.fill('99');
      await page.getByText('Enter a value from -2 to 20.').waitFor();
      await expect.poll(() => pressable(page)).toBe('');
      await page.reload();
      await expect.poll(() => gamma.inputValue()).toBe(String(DEFAULT_AGENT.gamma));
    }));
});

describe('problems', () => {
  it('are added, checked while they are typed, and still there after a reload', () =>
    withPage(async (page) => {
      await showRecordedEnd(page);
      await button(page, 'Add').click();
      await page.getByText('There is no visible test', { exact: false }).waitFor();
      await page.getByLabel('Statement').fill('Add two numbers.');
      await page.getByLabel('Visible tests').fill('solve(1, 2) == 3');
      await page.getByText('The test is no assert.', { exact: false }).waitFor();
      await page.getByLabel('Visible tests').fill('assert solve(1, 2 == 3');
      await page.getByText('The test lacks a ).', { exact: false }).waitFor();
      await page.getByLabel('Visible tests').fill('assert solve(1, 2) == 3');
      await expect.poll(() => pressable(page)).toBe('Run, Step');
      await page.getByLabel('Visible tests').press('End');
      await page.keyboard.type('\nassert solve(0, 0) == 0');
      await page.reload();
      await expect.poll(() => page.getByLabel('Statement').inputValue()).toBe('Add two numbers.');
      expect(await page.getByLabel('Visible tests').inputValue()).toBe(
        'assert solve(1, 2) == 3\nassert solve(0, 0) == 0',
      );

      await button(page, 'Delete').click();
      await page.getByText('Deleted “My problem”.').waitFor();
      await button(page, 'Undo').click();
      await expect.poll(() => page.getByLabel('Statement').inputValue()).toBe('Add two numbers.');
    }));

  it('of the page can be edited and brought back', () =>
    withPage(async (page) => {
      await showRecordedEnd(page);
      const statement = page.getByLabel('Statement');
      const original = await statement.inputValue();
      await statement.fill('Something else entirely.');
      await page.reload();
      await expect.poll(() => statement.inputValue()).toBe('Something else entirely.');
      await button(page, 'Reset to original').click();
      await expect.poll(() => statement.inputValue()).toBe(original);
    }));

  it('are kept while the page is open where storage is refused', () =>
    withPage(
      async (page) => {
        await button(page, 'Duplicate').click();
        await page.getByText('This browser could not store your problems', { exact: false }).waitFor();
        expect(await page.getByRole('combobox', { name: 'Problem' }).inputValue()).toMatch(/^own-/);
      },
      {
        before: () => {
          IDBFactory.prototype.open = () => {
            throw new DOMException('Refused.', 'SecurityError');
          };
        },
      },
    ));
});

describe('looking back', () => {
  it('shows the candidates, tokens and prompts of a line that was picked, by mouse or keys', () =>
    withPage(async (page) => {
      await showRecordedEnd(page);
      const lines = page.getByRole('toolbar', { name: 'Lines written so far' }).getByRole('button');
      await lines.nth(1).click();
      await page.getByRole('heading', { name: 'Tokens of line 2' }).waitFor();
      await page.keyboard.press('ArrowRight');
      await page.getByRole('heading', { name: 'Tokens of line 3' }).waitFor();

      // The trace that tells most is open: what each line changed, loops turn by turn.
      await page.getByRole('table', { name: /^Trace of assert/ }).waitFor();
      await page.getByRole('toolbar', { name: 'Candidates and tests' }).getByRole('button').nth(1).click();
      await expect.poll(() => page.locator('.outcome-row details').nth(1).getAttribute('open')).not.toBeNull();

      const tokens = page.getByRole('toolbar', { name: 'Tokens' }).getByRole('button');
      await tokens.first().click();
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => tokens.nth(1).getAttribute('aria-pressed')).toBe('true');
      await page.getByText('log G = log P + γ (log Pc − log P) − log Z').waitFor();

      await page.locator('.signal-part').first().hover();
      await page.locator('.candidate.pointed').waitFor();
      await page.getByText('The two prompts', { exact: true }).click();
      await page.locator('.prompt-text mark').waitFor();
      expect(await page.locator('.prompt-text').count()).toBe(2);
      await button(page, 'Follow the newest').click();
    }));

  it('goes to any moment of the run by keys, slider and buttons, and says what happened there', () =>
    withPage(async (page) => {
      await showRecordedEnd(page);
      const events = await page.evaluate(() => window.playground?.events() ?? []);
      const slider = page.getByRole('slider', { name: 'Moment of the run' });
      const words = page.locator('.timeline-words');
      const at = async () => Number(await slider.inputValue());
      const kindAt = async () => events[(await at()) - 1]?.kind;
      await page.getByRole('heading', { name: 'Problem' }).click();
      await page.keyboard.press('Home');
      await expect.poll(at).toBe(1);
      await expect.poll(() => words.textContent()).toMatch(/^The run begins/);
      await page.keyboard.press('ArrowRight');
      await expect.poll(kindAt).toBe('token-chosen');
      await page.keyboard.press('Shift+ArrowRight');
      await expect.poll(kindAt).toBe('line-finished');
      const executed = events.findIndex((event) => event.kind === 'candidate-executed') + 1;
      await slider.fill(String(executed));
      await expect.poll(() => words.textContent()).toMatch(/^Candidate 1 (ran|cannot)/);
      await expect.poll(() => slider.getAttribute('aria-valuetext')).toBe(await words.textContent());
      await expect.poll(() => page.getByRole('status').first().textContent()).toBe(await words.textContent());
      // Nothing of what came later is known: no signal, no token, no result.
      expect(await page.locator('.signal-part').count()).toBe(0);
      expect(await page.locator('.outcome').textContent()).toBe('Not finished yet.');

      await page.keyboard.press('Space');
      await button(page, 'Pause').waitFor();
      await expect.poll(at).toBeGreaterThan(executed);
      await page.keyboard.press('Space');
      await button(page, 'Play').waitFor();
      const paused = await at();
      // Keys that are text somewhere do nothing here.
      await page.getByLabel('Statement').press('End');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('Space');
      expect(await at()).toBe(paused);
      await button(page, 'To the end').click();
      await expect.poll(() => page.locator('.outcome').textContent()).toMatch(/Solved|Not solved/);
    }));

  it('never holds the keyboard in the editor', () =>
    withPage(async (page) => {
      await showRecordedEnd(page);
      await page.locator('.monaco-editor').waitFor();
      await page.locator('.monaco-editor .view-line').first().click();
      const inside = () => page.evaluate(() => document.activeElement?.closest('.monaco-editor') !== null);
      await expect.poll(inside).toBe(true);
      await page.keyboard.press('Tab');
      await expect.poll(inside).toBe(false);
    }));
});

describe('a phone', () => {
  it('needs no sideways scrolling', () =>
    withPage(
      async (page) => {
        await showRecordedEnd(page);
        await page.locator('.monaco-editor').waitFor();
        const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
        expect(widths[0]).toBe(widths[1]);
        await page.getByText('Statement and tests').click();
        await page.getByLabel('Statement').fill('');
        await page.getByText('Statement is empty', { exact: false }).waitFor();
      },
      { viewport: { width: 390, height: 844 } },
    ));
});
