/** Agents side by side in the page, with the real model and the real sandbox. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEFAULT_TEAM } from '../../src/experiments/default-team';
import type { RunEvent } from '../../src/guidance/events';
import { openPage } from './page';

let opened: Awaited<ReturnType<typeof openPage>>;
beforeAll(async () => {
  opened = await openPage({ path: '#/agents', viewport: { width: 390, height: 844 } });
});
afterAll(() => opened.close());

const AGENTS = ['ns2t1d2k1_ln,gamma=1', 'pns2t1d2k1_prf,seed=3,gamma=3'];

/** Runs what the list says and gives the events of each agent, as the page tells them. */
async function runAll(list: readonly string[], stopAtFirst: boolean): Promise<RunEvent[][]> {
  const { page } = opened;
  await page.evaluate(() => {
    window.location.hash = '#/agents';
  });
  await page.fill('#agents-list', list.join('\n'));
  await page.getByLabel('The first success stops the rest').setChecked(stopAtFirst);
  await page.getByRole('button', { name: 'Run agents' }).click();
  await page.getByRole('button', { name: 'Stop' }).waitFor();
  await page.locator('.agents-actions button.primary:not([disabled])').waitFor();
  const lists: RunEvent[][] = [];
  for (const [i] of list.entries()) {
    await page.getByRole('button', { name: `Look at agent ${i + 1}` }).click();
    lists.push(await page.evaluate(() => [...(window.playground?.events() ?? [])]));
    await page.evaluate(() => {
      window.location.hash = '#/agents';
    });
  }
  return lists;
}

it('can be added without knowing how they are written', async () => {
  const { page } = opened;
  const run = page.getByRole('button', { name: 'Run agents' });
  await page.getByText('There is no agent yet').waitFor();
  expect(await run.isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Add the settings of the playground' }).click();
  await page.getByRole('button', { name: /^Add a team of \d/ }).click();
  const lines = (await page.locator('#agents-list').inputValue()).split('\n');
  expect(lines[0]).toBe('ns4t1d8k1_ln');
  // Strengths of a line are agents of their own.
  const team = lines.slice(1).map((line) => /gamma=([^,]*)/.exec(line)?.[1]?.split('|').length ?? 1);
  expect(team.reduce((sum, count) => sum + count, 0)).toBe(DEFAULT_TEAM.length);
  await expect.poll(() => run.isEnabled(), { timeout: 120_000 }).toBe(true);
});

it('tell what each of them tells alone, and are stopped by the first success', async () => {
  const { page } = opened;
  await page.evaluate(() => window.playground?.ready());
  const together = await runAll(AGENTS, false);
  for (const events of together) expect(events.at(-1)?.kind).toBe('run-finished');
  const [, second = ''] = AGENTS;
  const [alone = []] = await runAll([second], false);
  expect(alone.length).toBeGreaterThan(20);
  expect(together[1]).toEqual(alone);

  const first = await runAll(AGENTS, true);
  const solved = first.findIndex((events) => events.some((event) => event.kind === 'run-finished' && event.solved));
  expect(solved).toBeGreaterThanOrEqual(0);
  for (const [i, events] of first.entries()) {
    const last = events.at(-1);
    if (last?.kind === 'run-stopped') expect(last.because).toBe('another-solved');
    // Up to the stop they are the events of the whole run.
    const told = last?.kind === 'run-stopped' ? events.slice(0, -1) : events;
    expect(told).toEqual(together[i]?.slice(0, told.length));
  }
  // A narrow screen scrolls inside of the table, never as a whole.
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
  expect(opened.consoleErrors).toEqual([]);
});
