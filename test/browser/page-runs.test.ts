/** Runs as a visitor makes them: which buttons can be pressed when, what one waits for, what a reload leaves. */
import { describe, expect, it } from 'vitest';
import { button, lineCount, pressable, ready, withPage } from './page-parts';
import { showRecordedEnd } from './support';

describe('the buttons', () => {
  it('are those that make sense at every moment of a run', () =>
    withPage(async (page) => {
      await button(page, 'Show the end').waitFor();
      // What is played is over: there is nothing to stop.
      await expect.poll(() => pressable(page)).toBe('Run, Step');
      await showRecordedEnd(page);
      await expect.poll(() => pressable(page)).toBe('Run, Step');
      await ready(page);

      await button(page, 'Step').click();
      await button(page, 'Run on').waitFor();
      await expect.poll(() => pressable(page)).toBe('Run on, Step, Stop');
      expect(await page.getByText('Recorded run', { exact: true }).count()).toBe(0);
      for (const lines of [1, 2]) {
        await button(page, 'Step').click();
        await expect.poll(() => lineCount(page)).toBe(lines);
        await button(page, 'Run on').waitFor();
      }

      await button(page, 'Run on').click();
      await expect.poll(() => pressable(page)).toBe('Stop');
      await button(page, 'Stop').click();
      await page.getByText('Stopped. What was written so far stays on the screen.').waitFor();
      await expect.poll(() => pressable(page)).toBe('Run, Step');

      await button(page, 'Run').click();
      await expect.poll(() => lineCount(page)).toBeGreaterThan(1);
      // Looking back: the moment stays, the run goes on behind.
      await button(page, 'One line back').click();
      const slider = page.getByRole('slider', { name: 'Moment of the run' });
      const [at, events] = [await slider.inputValue(), Number(await slider.getAttribute('max'))];
      await expect.poll(async () => Number(await slider.getAttribute('max'))).toBeGreaterThan(events);
      expect(await slider.inputValue()).toBe(at);
      await button(page, 'To the end').click();
      await expect.poll(() => page.locator('.outcome').textContent()).toMatch(/Solved|Not solved/);
      await expect.poll(() => pressable(page)).toBe('Run, Step');
      await page.getByText(/^Made with .+ seed 1$/).waitFor();
    }));
});

describe('while a run makes one wait', () => {
  it('a bar with words says for what, beside the code and beside the candidates', () =>
    withPage(async (page) => {
      await showRecordedEnd(page);
      await ready(page);
      await page.evaluate(() => {
        const seen = new Set<string>();
        Object.assign(window, { seen });
        new MutationObserver(() => {
          for (const bar of document.querySelectorAll('.run-status progress, .story progress')) {
            seen.add(`${bar.closest('.run-status') === null ? 'story' : 'code'}: ${bar.getAttribute('aria-label')}`);
          }
        }).observe(document.body, { subtree: true, childList: true, attributes: true });
      });
      await button(page, 'Run').click();
      await expect.poll(() => page.locator('.outcome').textContent()).toMatch(/Solved|Not solved/);
      const seen = await page.evaluate(() => [...(Reflect.get(window, 'seen') as Set<string>)]);
      expect(seen).toContainEqual(expect.stringMatching(/^code: Line \d+: sampling candidates$/));
      expect(seen).toContain('story: Sampling candidates');
      // Nothing is waited for any more.
      await expect.poll(() => page.locator('.run-status progress').count()).toBe(0);
    }));
});

describe('a reload in the middle of a run', () => {
  it('leaves a page that runs again, with the edits that were made', () =>
    withPage(async (page) => {
      await showRecordedEnd(page);
      await ready(page);
      const statement = page.getByLabel('Statement');
      await statement.press('End');
      await page.keyboard.type(' Thank you.');
      const edited = await statement.inputValue();
      await button(page, 'Run').click();
      await expect.poll(() => lineCount(page)).toBeGreaterThan(1);
      await page.reload();
      await expect.poll(() => statement.inputValue()).toBe(edited);
      // What was written of the run is there again, and says that it was cut.
      await page.getByText('It is kept as far as it came.').waitFor();
      expect(await lineCount(page)).toBeGreaterThan(1);
      const times = () => page.locator('.results .figures dt', { hasText: /^time$/ }).count();
      // How long it took, nobody knows any more.
      expect(await times()).toBe(0);
      await ready(page);
      await button(page, 'Run').click();
      await expect.poll(() => page.locator('.outcome').textContent()).toMatch(/Solved|Not solved/);
      await expect.poll(times).toBe(1);

      // A link to it brings problem and settings to somebody who has others, and gives those back.
      await page.locator('.share-menu > summary').click();
      await button(page, 'Copy link').click();
      const address = await page.getByLabel('The link').or(page.getByLabel('Text to copy')).inputValue();
      expect(address.length).toBeLessThan(2_000);
      await page.locator('#setting-gamma').fill('0.5');
      await page.evaluate((hash) => {
        window.location.hash = hash;
      }, new URL(address).hash);
      await button(page, 'Back to mine').waitFor();
      await expect.poll(() => page.locator('#setting-gamma').inputValue()).toBe('1');
      await page.locator('.link-note').getByText('The same run, token for token').waitFor();
      await button(page, 'Back to mine').click();
      await expect.poll(() => page.locator('#setting-gamma').inputValue()).toBe('0.5');
      await page.evaluate(() => {
        window.location.hash = '#/playground/v1.broken';
      });
      await page.getByText('This link is damaged').waitFor();
      expect(await page.locator('#setting-gamma').inputValue()).toBe('0.5');
    }));
});
