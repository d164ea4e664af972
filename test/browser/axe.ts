/** What axe-core finds on the page as it stands. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * Rules that Monaco breaks inside itself, where nothing of ours is: it lays its lines and a hidden text field over each
 * other. Everywhere else they count.
 */
const EDITOR_RULES = new Set([
  'aria-required-children',
  'aria-required-parent',
  'color-contrast',
  'nested-interactive',
]);

/** Colours are all that a theme changes. */
export const COLOURS: RunOptions = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } };
/** What WCAG 2.2 asks for at its first two levels, and good practice. */
export const EVERYTHING: RunOptions = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
};

/** One line for each element that breaks a rule; empty where nothing is wrong. `within` is a selector, the page by default. */
export async function findings(page: Page, options: RunOptions, within = 'html'): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(SOURCE);
  const { violations } = await page.evaluate(
    ({ options, within }): Promise<AxeResults> =>
      Reflect.get(window, 'axe').run(within, { ...options, resultTypes: ['violations'] }),
    { options, within },
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes
      .filter(({ target }) => !(EDITOR_RULES.has(id) && target.join(' ').includes('monaco-editor')))
      .map(
        ({ target, failureSummary }) => `${id}: ${target.join(' ')} (${failureSummary?.split('\n')[1]?.trim() ?? ''})`,
      ),
  );
}

/** Waits until the page has heard of a new theme and drawn it; colours may fade from one to the other. */
export async function drawn(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
    const fading = document.getAnimations().filter((animation) => animation instanceof CSSTransition);
    await Promise.allSettled(fading.map((animation) => animation.finished));
  });
}
