/**
 * "Branch here" and an edited line, on the real model and the real Python: the original stays, the branch is a run, and
 * a reload loses neither.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../src/guidance/events';
import { reweigh } from '../../src/guidance/other-gammas/reweigh';
import { parseRunFile } from '../../src/runs/run-file';
import { foldRun } from '../../src/runs/run-view';
import { COLOURS, drawn, EVERYTHING, findings } from './axe';
import { openPage } from './page';
import { all, codeOf, firstProblem, runOnPage, tokenIds } from './support';

let opened: Awaited<ReturnType<typeof openPage>>;
let original: RunEvent[];

beforeAll(async () => {
  opened = await openPage();
  await opened.page.evaluate(() => window.playground?.ready());
  original = await runOnPage(opened.page, await firstProblem(opened.page), { gamma: 2, candidates: 3 });
});

afterAll(() => opened.close());

const shownEvents = () => opened.page.evaluate(() => [...(window.playground?.events() ?? [])]);
const branches = () => opened.page.locator('section.branches');

/** Waits until so many lanes have ended, and gives the events of the one on the screen. */
async function ended(lanes: number): Promise<RunEvent[]> {
  await branches()
    .locator('.lane-state.tone-pass, .lane-state.tone-fail')
    .nth(lanes - 1)
    .waitFor();
  return shownEvents();
}

async function pickLine(line: number): Promise<void> {
  await opened.page
    .getByRole('button', { name: new RegExp(`^Line ${line + 1}\\b`) })
    .first()
    .click();
}

async function openForm(): Promise<void> {
  const fold = opened.page.locator('.tokens details', { hasText: 'Branch here' });
  if ((await fold.getAttribute('open')) === null) await fold.locator('summary').click();
}

describe('a branch', () => {
  it('with nothing changed writes the same again, from the middle of a line', async () => {
    const line = foldRun(original).lines[1];
    if (line === undefined) throw new Error('The run has no second line.');
    await pickLine(1);
    await opened.page.locator('.chip').nth(2).click();
    await openForm();
    await opened.page.getByRole('button', { name: 'Branch here' }).click();
    const branch = await ended(2);
    const [started] = all(branch, 'run-started');
    const firstLine = all(original, 'line-finished')[0]?.ids ?? [];
    expect(started?.forced).toEqual([...firstLine, ...line.tokens.slice(0, 2).map(({ id }) => id)]);
    expect(all(branch, 'line-given').map(({ ids }) => ids)).toEqual([firstLine]);
    expect(codeOf(branch)).toBe(codeOf(original));
    const since = (events: readonly RunEvent[]) => ({
      tokens: all(events, 'token-chosen').flatMap((each) => (each.line > 0 ? [each.choice.id] : [])),
      candidates: all(events, 'candidate-sampled').map(({ candidate }) => candidate),
      signals: all(events, 'signal-formed').map(({ signal }) => signal.text),
    });
    expect(since(branch)).toEqual(since(original));
    const sources = all(branch, 'token-chosen').map(({ choice }) => choice.source);
    expect(sources.slice(0, 3).map((source) => source === 'forced')).toEqual([true, true, false]);
  });

  it('with another token and strength goes its own way, and the original is not touched', async () => {
    await branches().getByRole('button', { name: 'Original', exact: true }).click();
    await pickLine(1);
    await opened.page.locator('.chip').nth(1).click();
    await openForm();
    const options = opened.page.locator('.branch-form select').nth(1).locator('option');
    const other = await options.evaluateAll(
      (all) =>
        all
          .filter((each) => each instanceof HTMLOptionElement && each.value !== 'own' && !/as in/.test(each.text))
          .map((each) => (each instanceof HTMLOptionElement ? each.value : ''))[0] ?? '',
    );
    await opened.page.locator('.branch-form select').nth(1).selectOption(other);
    await opened.page.locator('.branch-form input').first().fill('0.5');
    await opened.page.getByRole('button', { name: 'Branch here' }).click();
    const branch = await ended(3);
    expect(all(branch, 'run-started')[0]).toMatchObject({ agent: { gamma: 0.5 } });
    expect(all(branch, 'run-started')[0]?.forced.at(-1)).toBe(Number(other));
    expect(branch.at(-1)?.kind).toBe('run-finished');
    expect(parseRunFile(JSON.parse(JSON.stringify({ format: 1, events: branch }))).events).toEqual(branch);
    expect(await opened.page.locator('.lane-code .parting').count()).toBeGreaterThan(0);
    await branches().getByRole('button', { name: 'Original', exact: true }).click();
    expect(await shownEvents()).toEqual(original);
  });
});

describe('the slider', () => {
  it('marks the tokens that would differ, as the run kept them', async () => {
    const { agent, gammas = [] } = all(original, 'run-started')[0] ?? {};
    if (agent === undefined) throw new Error('The run has no beginning.');
    await pickLine(1);
    const slider = opened.page.locator('.gamma-lens input');
    await slider.focus();
    await slider.press('Home');
    const differ = (foldRun(original).lines[1]?.tokens ?? []).filter(
      (choice) => choice.source !== 'forced' && reweigh(choice, 0, { ...agent, gammas })?.winner.id !== choice.id,
    );
    await expect.poll(() => opened.page.locator('.gamma-lens-words').textContent()).toContain('At γ = 0');
    await expect.poll(() => opened.page.locator('.chip.otherwise').count()).toBe(differ.length);
  });
});

describe('an edited line', () => {
  it('stays as it was written, and guidance goes on from it', async () => {
    await opened.page.getByRole('button', { name: 'Edit from here' }).click();
    const { page } = opened;
    await page.waitForFunction(() => document.activeElement?.closest('.monaco-editor') !== null);
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('answer = 1');
    await expect.poll(() => page.locator('.edit-bar').textContent()).toContain('Lines 1 to 2 stay');
    // Three lanes, the slider moved, the form open, the editor open for writing.
    expect(await findings(page, EVERYTHING)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await drawn(page);
    expect(await findings(page, COLOURS)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.getByRole('button', { name: 'Write on' }).click();
    const branch = await ended(4);
    const [header = ''] = codeOf(original).split('\n');
    expect(codeOf(branch).startsWith(`${header}\n    answer = 1\n`)).toBe(true);
    expect(
      all(branch, 'line-given')
        .map(({ text }) => text)
        .join(''),
    ).toBe(`${header}\n    answer = 1\n`);
    expect(tokenIds(branch).length).toBeGreaterThan(0);
    expect(all(branch, 'code-judged').length).toBeGreaterThan(0);
    expect(opened.consoleErrors).toEqual([]);
  });
});

describe('a reload', () => {
  const lanes = () =>
    branches()
      .locator('.lane')
      .evaluateAll((rows) => rows.map((row) => [row.getAttribute('aria-current'), row.textContent]));
  const moment = () => opened.page.getByRole('slider', { name: 'Moment of the run' }).inputValue();

  it('loses no lane, not the moment that is looked at, and not what is being written into the code', async () => {
    const { page } = opened;
    await branches().getByRole('button', { name: 'Branch 2', exact: true }).click();
    const [events, before] = [await shownEvents(), await lanes()];
    await page.getByRole('slider', { name: 'Moment of the run' }).fill(String(events.length - 6));
    await page.getByRole('button', { name: 'Edit from here' }).click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('End');
    await page.keyboard.type('  # mine');
    const line = page.locator('.monaco-editor .view-line').first();
    await expect.poll(() => line.textContent()).toMatch(/#\smine$/);
    const typed = await line.textContent();
    await page.locator('.edit-bar input[type="number"]').fill('4');
    await page.reload();
    await expect.poll(lanes, { timeout: 60_000 }).toEqual(before);
    expect(before.map(([shown]) => shown)).toEqual(['false', 'false', 'true', 'false']);
    expect(await shownEvents()).toEqual(events);
    expect(await moment()).toBe(String(events.length - 6));
    await page.locator('.edit-bar').getByText('Line 1 stays as it stands here').waitFor({ timeout: 60_000 });
    expect(await line.textContent()).toBe(typed);
    await expect.poll(() => page.locator('.edit-bar input[type="number"]').inputValue()).toBe('4');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => line.textContent()).not.toBe(typed);
    await branches().getByRole('button', { name: 'Original', exact: true }).click();
    expect(await shownEvents()).toEqual(original);
  });

  it('in the middle of a branch leaves it as far as it came, and it can be made again', async () => {
    const { page } = opened;
    await page.evaluate(() => window.playground?.ready());
    await pickLine(1);
    await page.locator('.chip').nth(1).click();
    await openForm();
    await page.locator('.branch-form input').first().fill('1.5');
    await page.getByRole('button', { name: 'Branch here' }).click();
    await page.waitForFunction(() => window.playground?.events().some((event) => event.kind === 'token-chosen'));
    await page.reload();
    await branches().locator('.lane').nth(4).getByText('■ stopped').waitFor({ timeout: 60_000 });
    expect(all(await shownEvents(), 'run-started')[0]).toMatchObject({ agent: { gamma: 1.5 } });
    await page.getByText('It is kept as far as it came.').waitFor();
    const again = page.getByRole('button', { name: 'Make it again' });
    await expect.poll(() => again.isEnabled(), { timeout: 60_000 }).toBe(true);
    await again.click();
    // A branch as before, beside the one that was cut.
    await expect.poll(() => branches().locator('.lane').count()).toBe(6);
    await expect.poll(async () => (await shownEvents()).at(-1)?.kind, { timeout: 120_000 }).toBe('run-finished');
    const [started] = all(await shownEvents(), 'run-started');
    expect(started).toMatchObject({ agent: { gamma: 1.5 } });
    expect(started?.forced.length).toBeGreaterThan(0);

    // They are among what is kept, and gone for good once they are deleted there.
    await page.evaluate(() => {
      window.location.hash = '#/storage';
    });
    const row = page.getByRole('row', { name: /Runs and branches/ });
    await row.getByText('6 runs').waitFor();
    await row.getByRole('button', { name: 'Delete: Runs and branches' }).click();
    await row.getByRole('button', { name: 'Delete', exact: true }).click();
    await row.getByText('nothing').waitFor();
    await page.evaluate(() => {
      window.location.hash = '#/playground';
    });
    await page.getByText(/A reload of this tab loses Original, Branch 1,/).waitFor();
    await page.reload();
    await page.locator('.chip').first().waitFor({ timeout: 60_000 });
    expect(await branches().count()).toBe(0);
    expect(opened.consoleErrors).toEqual([]);
  });
});

it('a copy of a tab has its runs, and keeps its own from then on', async () => {
  const { page } = opened;
  const problem = await firstProblem(page);
  await page.evaluate(() => window.playground?.ready());
  const events = await runOnPage(page, problem, { gamma: 0 });
  const entries = await page.evaluate(() => Object.entries(sessionStorage));
  const copy = await page.context().newPage();
  await copy.addInitScript((given) => {
    if (sessionStorage.getItem('eg-cfg.tab') === null) {
      for (const [key, text] of given) sessionStorage.setItem(key, text);
    }
  }, entries);
  const eventsIn = (tab: typeof page) => tab.evaluate(() => [...(window.playground?.events() ?? [])]);
  await copy.goto(page.url());
  await expect.poll(() => eventsIn(copy), { timeout: 60_000 }).toEqual(events);
  await copy.evaluate(() => window.playground?.ready());
  const other = await runOnPage(copy, problem, { gamma: 0, seed: 2 });
  await copy.reload();
  await page.reload();
  await expect.poll(() => eventsIn(copy), { timeout: 60_000 }).toEqual(other);
  await expect.poll(() => eventsIn(page), { timeout: 60_000 }).toEqual(events);
});
