/** Stop, reload and bad input: each ends in a clear message and loses nothing else. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../src/problems/schema';
import { type OpenedPage, openPage } from './page';
import { all, firstProblem, runOnPage } from './support';

const WEIGHTS = new URL('../../public/models/tiny-coder/onnx/model_int8.onnx', import.meta.url);

/** What a run says in the end does not depend on how much it writes. */
const SHORT = { candidates: 2, maxLines: 3 };

let opened: OpenedPage;
let page: Page;
let problem: Problem;
beforeAll(async () => {
  opened = await openPage();
  ({ page } = opened);
  problem = await firstProblem(page);
  await page.evaluate(() => window.playground?.ready());
});
afterAll(() => opened?.close());

describe('stop', () => {
  it('ends the events: none comes after the last, and the next run works', async () => {
    const counts = await page.evaluate(async (input) => {
      const playground = window.playground;
      if (playground === undefined) throw new Error('The page has no automation surface.');
      // The seed tells this run from the recording that plays by itself.
      const finished = playground.run({ problem: input, agent: { seed: 4242 } });
      const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
      const mine = () => playground.events().some((event) => event.kind === 'run-started' && event.agent.seed === 4242);
      while (!mine() || !playground.events().some((event) => event.kind === 'candidate-sampled')) await pause(5);
      playground.stop();
      await finished;
      const soon = playground.events().length;
      await pause(1_000);
      return { soon, late: playground.events().length, last: playground.events().at(-1)?.kind };
    }, problem);
    expect(counts.late).toBe(counts.soon);
    expect(counts.last).toBe('run-stopped');
    const next = await runOnPage(page, problem, SHORT);
    expect(next.at(-1)?.kind).toBe('run-finished');
  });

  it('leaves a usable page when reloaded in the middle of a run', async () => {
    await page.evaluate((input) => void window.playground?.run({ problem: input, agent: { seed: 4242 } }), problem);
    await page.waitForFunction(() => {
      const events = window.playground?.events() ?? [];
      const mine = events.some((event) => event.kind === 'run-started' && event.agent.seed === 4242);
      return mine && events.some((event) => event.kind === 'token-chosen');
    });
    await page.reload();
    await page.waitForFunction(() => window.playground !== undefined);
    const events = await runOnPage(page, problem, SHORT);
    expect(events.at(-1)?.kind).toBe('run-finished');
  });
});

describe('bad problems', () => {
  it('an empty statement is refused by name', async () => {
    const events = await runOnPage(page, { ...problem, statement: '   ' });
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ kind: 'run-failed', message: expect.stringContaining('statement') });
  });

  it('a test that is no Python is told beside the test, and the run still ends', async () => {
    const visibleTests = ['assert f(1 ==', ...problem.visibleTests];
    const events = await runOnPage(page, { ...problem, visibleTests }, SHORT);
    expect(events.at(-1)).toMatchObject({ kind: 'run-finished', solved: false });
    expect(all(events, 'code-judged')[0]?.outcomes[0]?.kind).toBe('bad-test');
  });

  it('a test that always raises ends as raised, and the run still ends', async () => {
    const test = `assert ${problem.entryPoint}(1 / 0) == 1`;
    const events = await runOnPage(page, { ...problem, visibleTests: [test] }, SHORT);
    expect(events.at(-1)).toMatchObject({ kind: 'run-finished', solved: false });
    expect(['raised', 'bad-test']).toContain(all(events, 'code-judged')[0]?.outcomes[0]?.kind);
  });

  it('a test that never ends costs its limit, not the page', async () => {
    // Runs before every test, and no word of it is in the prompt: what the model writes does not depend on it.
    const setup = 'import itertools\nsum(itertools.repeat(1))\n';
    const events = await runOnPage(page, { ...problem, setup, hiddenTests: [] }, SHORT);
    expect(events.at(-1)?.kind).toBe('run-finished');
    const traced = all(events, 'candidate-executed').flatMap((event) => event.runs.map((run) => run.outcome));
    expect(traced.filter((outcome) => outcome.kind === 'limit').length).toBeGreaterThan(0);
    expect(traced.filter((outcome) => outcome.kind === 'passed')).toEqual([]);
    const after = await runOnPage(page, problem, SHORT);
    expect(after.at(-1)?.kind).toBe('run-finished');
  });
});

describe('what the page needs', () => {
  it('a model file cut short is told beside the model, and can be fetched again', async () => {
    const half = readFileSync(WEIGHTS).subarray(0, 100_000);
    await page.route('**/model_int8.onnx*', (route) =>
      route.fulfill({ body: half, contentType: 'application/octet-stream' }),
    );
    await page.reload();
    await page.waitForFunction(() => window.playground !== undefined);
    const said = await page.evaluate(async () => {
      try {
        await window.playground?.ready();
        return 'ready';
      } catch (thrown) {
        return thrown instanceof Error ? thrown.message : String(thrown);
      }
    });
    expect(said).toMatch(/model|weights/i);
    expect(said).not.toBe('ready');
    await expect.poll(() => page.getByRole('button', { name: /try again|retry/i }).count()).toBeGreaterThan(0);
    await page.unroute('**/model_int8.onnx*');
    await page
      .getByRole('button', { name: /try again|retry/i })
      .first()
      .click();
    await page.evaluate(() => window.playground?.ready());
  });

  it('a part of Python that is not there is told beside Python, and can be fetched again', async () => {
    await page.route(/pyodide\.asm.*\.wasm/, (route) => route.fulfill({ status: 404, body: 'not here' }));
    await page.reload();
    const python = page.locator('[data-engine="python"]');
    // The other parts arrive after it has failed, and must not hide that.
    await python.getByText('the server answered 404').waitFor();
    await page.unroute(/pyodide\.asm.*\.wasm/);
    await python.getByRole('button', { name: 'Retry' }).click();
    await page.locator('.engine-ready[data-engine="python"]').waitFor();
  });

  it('without WebAssembly it says so and still plays the recorded run', async () => {
    const without = await openPage({ before: () => void Reflect.deleteProperty(globalThis, 'WebAssembly') });
    const events = () => without.page.evaluate(() => window.playground?.events().length ?? 0);
    await expect.poll(() => without.page.getByText(/WebAssembly/).count()).toBeGreaterThan(0);
    await expect.poll(events).toBeGreaterThan(5);
    await without.close();
  });
});
