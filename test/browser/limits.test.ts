/** The limits of the sandbox, set in the page: each one that is met says so beside the test, in the same words. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../src/limits/sandbox-limits';
import { openPage } from './page';
import { all, firstProblem, runOnPage } from './support';

/**
 * Setup code runs before every test and under its limits, and the model does not read it: every candidate's test meets
 * the limit, however fast the machine is.
 */
const MET = [
  {
    setup: 'for _ in range(1000):\n    pass',
    field: 'Steps',
    value: '500',
    word: 'step limit',
    message: 'Stopped after 500 steps: raise the step limit under Limits, or look for a loop that never ends.',
  },
  {
    // Never ends, inside one built-in call.
    setup: 'sum(iter(int, 1))',
    field: 'Time',
    value: '120',
    word: 'time limit',
    message:
      'Stopped after 120 ms: raise the time limit under Limits, or look for a loop or a built-in call that takes too long.',
  },
  {
    setup: 'held = bytearray(120 * 2 ** 20)',
    field: 'Memory',
    value: '64',
    word: 'memory limit',
    message: 'Asked for more than 64 MB of memory: raise the memory limit under Limits, or build smaller values.',
  },
  {
    setup: 'print("x" * 3000)',
    field: 'Output',
    value: '1',
    word: 'output limit',
    message: 'Stopped after 1 KB of output: raise the output limit under Limits, or print less.',
  },
  {
    setup: 'def descend(depth):\n    return 0 if depth == 0 else descend(depth - 1)\ndescend(400)',
    field: 'Recursion',
    value: '200',
    word: 'too deep',
    message:
      'Stopped at 200 nested calls: raise the recursion limit under Limits, or look for a recursion that never ends.',
  },
] as const;

let opened: Awaited<ReturnType<typeof openPage>>;
let page: Page;

beforeAll(async () => {
  opened = await openPage();
  page = opened.page;
  await page.evaluate(() => window.playground?.ready());
  await page.getByText('Name and setup').click();
  await page.getByRole('spinbutton', { name: /^Candidates/ }).fill('2');
});
afterAll(() => opened?.close());

const limitsSummary = (on: Page) => on.locator('.limits > summary');

/** Opens the limits, all at their defaults. */
async function openLimits(): Promise<void> {
  await limitsSummary(page).click();
  const reset = page.getByRole('button', { name: 'Limits back to default' });
  if (await reset.isEnabled()) await reset.click();
}

/** No test of these meets this one on any machine, unless it never ends. */
const PATIENT_MS = 60_000;

/** This one; the time is ample, and the others go back to their defaults. */
async function setLimit(field: string, value: string): Promise<void> {
  await openLimits();
  await page.getByRole('spinbutton', { name: 'Time', exact: true }).fill(String(PATIENT_MS));
  await page.getByRole('spinbutton', { name: field, exact: true }).fill(value);
  await page.keyboard.press('Escape');
}

/** Steps through a new run until a line has candidates that were executed; the first of these. */
async function firstExecuted(setup: string): Promise<Locator> {
  const stop = page.getByRole('button', { name: 'Stop', exact: true });
  // Else a step would be one of the run before.
  if (await stop.isEnabled()) await stop.click();
  await page.getByLabel('Setup').fill(setup);
  for (let lines = 0; lines < 6; lines++) {
    await page.getByRole('button', { name: 'Step', exact: true }).click();
    await page.getByRole('button', { name: 'Run on', exact: true }).waitFor();
    if ((await executedOnScreen()).length > 0) return page.locator('.candidate:has(.outcome-row)').first();
  }
  throw new Error('No line of this run has a candidate that was executed.');
}

/** Outcomes of the run on the screen so far. */
async function executedOnScreen() {
  const events = await page.evaluate(() => window.playground?.events() ?? []);
  return all(events, 'candidate-executed').flatMap((event) => event.runs.map((run) => run.outcome));
}

describe('a test that meets a limit', () => {
  it.each(MET)('of $field says which, its value, and what to do', async ({ setup, field, value, word, message }) => {
    await setLimit(field, value);
    const candidate = await firstExecuted(setup);
    expect(await candidate.locator('.outcome-detail').allTextContents()).toEqual([message, message, message]);
    expect(await candidate.locator('.outcome-row .mark').first().textContent()).toContain(word);
    expect(await candidate.locator('.candidate-head .mark').textContent()).toContain(word);
    expect(await page.locator('.made-with').textContent()).toContain(`${field.toLowerCase()} up to ${value}`);
  });

  it.each([
    ['Trace steps', /^Trace cut after 10 of \d+ steps: raise the limit of trace steps under Limits to see more\.$/],
    [
      'Trace values',
      /^Trace cut after \d+ of \d+ steps, at 10 values: raise the limit of trace values under Limits to see more\.$/,
    ],
  ])('of %s is told under its trace, and the test goes on', async (field, message) => {
    await page
      .getByLabel('Visible tests')
      .fill('assert count_even([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]) == 8');
    await setLimit(field, '10');
    const candidate = await firstExecuted('');
    const row = candidate.locator('.outcome-row').first();
    expect((await executedOnScreen()).map((outcome) => outcome.kind)).not.toContain('limit');
    expect(await row.locator('.run-cut').textContent()).toMatch(/^\d+ kept$/);
    expect(await row.locator('.trace-cut').textContent()).toMatch(message);
    await page.getByRole('button', { name: 'Reset to original' }).click();
  });

  it('is met by none of these that ends under the defaults, in candidates and in the answer', async () => {
    await setLimit('Steps', String(DEFAULT_LIMITS.maxSteps));
    await page.getByRole('spinbutton', { name: /^Candidates/ }).fill('4');
    const ending = MET.filter(({ field }) => field !== 'Time');
    await firstExecuted(ending.map(({ setup }) => setup).join('\n'));
    await page.getByRole('button', { name: 'Run on', exact: true }).click();
    await page.waitForFunction(() => window.playground?.events().at(-1)?.kind === 'run-finished');
    const events = await page.evaluate(() => window.playground?.events() ?? []);
    const judged = all(events, 'code-judged').flatMap((event) => event.outcomes);
    const limits = [...(await executedOnScreen()), ...judged].filter((outcome) => outcome.kind === 'limit');
    expect(limits).toEqual([]);
    expect(judged.length).toBeGreaterThan(0);
    expect(all(events, 'run-started')[0]?.limits).toEqual({ ...DEFAULT_LIMITS, deadlineMs: PATIENT_MS });
  });
});

describe('the fields', () => {
  beforeAll(async () => {
    await openLimits();
    // The button that was pressed can be pressed no more, so nothing has the focus from where Escape would close it.
    await limitsSummary(page).click();
    await page.locator('.limits[open]').waitFor({ state: 'detached' });
  });

  it('can be used by keyboard alone, and are remembered', async () => {
    await limitsSummary(page).focus();
    await page.keyboard.press('Enter');
    await page.locator('.limits[open]').waitFor();
    await page.keyboard.press('Tab');
    const focused = () => page.evaluate(() => document.activeElement?.id ?? '');
    await expect.poll(focused).toBe('limit-maxSteps');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('777');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('SUMMARY');
    await expect.poll(() => limitsSummary(page).textContent()).toBe('Limits (1 changed)');
    await page.reload();
    await expect.poll(() => limitsSummary(page).textContent()).toBe('Limits (1 changed)');
    await limitsSummary(page).click();
    expect(await page.getByRole('spinbutton', { name: 'Steps', exact: true }).inputValue()).toBe('777');
    await page.getByRole('button', { name: 'Limits back to default' }).click();
    await expect.poll(() => limitsSummary(page).textContent()).toBe('Limits');
  });

  it('say beside them what is wrong, and hold the run back', async () => {
    const output = page.getByRole('spinbutton', { name: 'Output', exact: true });
    await output.fill('300');
    const described = () =>
      output.evaluate((field) =>
        (field.getAttribute('aria-describedby') ?? '')
          .split(' ')
          .map((id) => document.getElementById(id)?.textContent ?? '')
          .join(' '),
      );
    await expect.poll(described).toContain('Enter a whole number from 1 to 256 KB.');
    expect(await described()).toContain('KB, 1 to 256');
    expect(await output.getAttribute('aria-invalid')).toBe('true');
    await page.getByText('A setting has a value to correct first.').waitFor();
    expect(await page.getByRole('button', { name: 'Run', exact: true }).isEnabled()).toBe(false);
    await page.getByRole('button', { name: 'Limits back to default' }).click();
    await expect.poll(() => page.getByRole('button', { name: 'Run', exact: true }).isEnabled()).toBe(true);
    await expect.poll(described).not.toContain('Enter');
  });

  it('fit on a phone', async () => {
    const phone = await openPage({ viewport: { width: 390, height: 844 } });
    try {
      await phone.page.getByText('Other settings').click();
      await limitsSummary(phone.page).click();
      const fields = phone.page.locator('.limit input');
      expect(await fields.count()).toBe(Object.keys(DEFAULT_LIMITS).length);
      for (const field of await fields.all()) {
        await field.scrollIntoViewIfNeeded();
        const box = await field.boundingBox();
        expect(box && box.x >= 0 && box.x + box.width <= 390).toBe(true);
      }
      const widths = await phone.page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
      expect(widths[0]).toBe(widths[1]);
    } finally {
      await phone.close();
    }
  });
});

describe('window.playground.run', () => {
  it('takes limits, and the header of the run names them all', async () => {
    const problem = { ...(await firstProblem(page)), setup: MET[0].setup, hiddenTests: [] };
    const limits = { maxSteps: 500, deadlineMs: PATIENT_MS };
    const events = await runOnPage(page, problem, { candidates: 2, maxLines: 3 }, limits);
    expect(all(events, 'run-started')[0]?.limits).toEqual({ ...DEFAULT_LIMITS, ...limits });
    const outcomes = all(events, 'candidate-executed').flatMap((event) => event.runs.map((run) => run.outcome));
    expect(outcomes[0]).toEqual({ kind: 'limit', limit: 'steps', message: MET[0].message });
  });

  it('refuses limits out of range', async () => {
    const events = await runOnPage(page, await firstProblem(page), {}, { maxSteps: 5 });
    expect(events).toEqual([
      {
        kind: 'run-failed',
        message: 'The limits cannot be used: maxSteps must be a whole number from 100 to 5000000.',
        advice: 'Correct the limits.',
      },
    ]);
  });
});
