/**
 * What a visitor meets first: a recorded run, the words that explain it, the article, the tour, and the guessing. The
 * recording is not an illustration: the shipped weights give it again, token for token.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../src/guidance/events';
import { rescueMoment } from '../../src/runs/moments';
import { TOUR_STEPS } from '../../src/ui/tour/steps';
import { openPage } from './page';
import { all, codeOf, recordedEvents, tokenIds } from './support';

let opened: Awaited<ReturnType<typeof openPage>>;
let page: Page;
beforeAll(async () => {
  opened = await openPage();
  page = opened.page;
});
afterAll(() => opened.close());

const button = (name: string) => page.getByRole('button', { name, exact: true });

describe('the first minute', () => {
  it('shows a token of the recorded run, for which it has fetched that run alone', async () => {
    await page.locator('.chip').first().waitFor();
    const runs = opened.requests.filter((url) => url.includes('/runs/')).map((url) => new URL(url).pathname);
    expect(runs.map((path) => path.split('/').at(-1))).toEqual(['first.json']);
  });

  it('explains a word that is pointed at or has the focus, and Escape takes it away', async () => {
    const explanation = page.getByRole('tooltip');
    await page.locator('.about .term').first().hover();
    await explanation.getByText('sampled by the model', { exact: false }).waitFor();
    await page.keyboard.press('Escape');
    await explanation.waitFor({ state: 'hidden' });
    await page.locator('.about .term').nth(1).press('Enter');
    await explanation.getByText('Tests that the model reads', { exact: false }).waitFor();
    await page.mouse.click(5, 5);
    await explanation.waitFor({ state: 'hidden' });
  });
});

it('is reproduced by the shipped weights on WASM', async () => {
  const recorded: readonly RunEvent[] = recordedEvents('first');
  const started = all(recorded, 'run-started')[0];
  if (started === undefined) throw new Error('The recorded run has no beginning.');
  const { problem, agent, plan } = started;
  const replayed = await page.evaluate(async (input) => (await window.playground?.run(input)) ?? [], {
    problem,
    agent,
    ...(plan === undefined ? {} : { plan }),
  });
  expect(all(replayed, 'run-started')[0]?.plan).toEqual(plan);
  expect(all(replayed, 'run-started')[0]?.model).toEqual(started.model);
  expect(tokenIds(replayed)).toEqual(tokenIds(recorded));
  expect(codeOf(replayed)).toBe(codeOf(recorded));
  const candidates = (events: readonly RunEvent[]) =>
    all(events, 'candidate-sampled').map((event) => [event.line, event.candidate.index, event.candidate.ids]);
  expect(candidates(replayed)).toEqual(candidates(recorded));
  const signals = (events: readonly RunEvent[]) => all(events, 'signal-formed').map((event) => event.signal.text);
  expect(signals(replayed)).toEqual(signals(recorded));
});

describe('learning', () => {
  const shownProblem = () =>
    page.evaluate(() => {
      const started = window.playground?.events()[0];
      return started?.kind === 'run-started' ? started.problem.id : null;
    });
  const problemOf = (role: string) => all(recordedEvents(role), 'run-started')[0]?.problem.id;

  it('reads an article whose figures open in the playground at their moment', async () => {
    await page.evaluate(() => {
      window.location.hash = '#/learn';
    });
    const figure = page.locator('#learn-guidance .exhibit').last();
    await figure.getByRole('toolbar', { name: 'Tokens' }).waitFor();
    const changed = rescueMoment(recordedEvents('rescue'));
    if (changed === null) throw new Error('The recorded rescue has no rescue.');
    await figure.getByRole('button', { name: 'Show it in the playground' }).click();
    await page.getByRole('slider', { name: 'Moment of the run' }).waitFor();
    expect(await shownProblem()).toBe(problemOf('rescue'));
    await expect
      .poll(() => page.getByRole('slider', { name: 'Moment of the run' }).inputValue())
      .toBe(String(changed.token));
    // The run that was on the screen before, made in this visit, is not lost.
    await button('Back to your run').click();
    expect(await shownProblem()).toBe(problemOf('first'));
  });

  it('guesses a line before it is shown', async () => {
    await button('Guess the next line').click();
    await button('Show it').click();
    await page.locator('.guess-reveal').getByText('Written was:').waitFor();
    await button('Next line').click();
    await page.locator('.guess-typed input').fill('no such line');
    await button('Guess').click();
    await page.getByText('0 of 1 right in this visit.', { exact: false }).waitFor();
    await button('End the guessing').click();
  });

  it('takes the tour to its end, and leaves it by Escape', async () => {
    await button('New here? A tour of one minute').click();
    for (const step of TOUR_STEPS.slice(0, -1)) {
      await page.getByRole('region', { name: `Tour: ${step.title}` }).waitFor();
      await button('Next').click();
    }
    await button('Done').click();
    await button('Tour').click();
    const [first] = TOUR_STEPS;
    await page.getByRole('region', { name: `Tour: ${first?.title}` }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.tour-card').waitFor({ state: 'hidden' });
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('tour-button');
    expect(opened.consoleErrors).toEqual([]);
  });
});
