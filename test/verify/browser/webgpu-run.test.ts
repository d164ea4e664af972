/** A few lines on WebGPU's software adapter: slow, but the same kernels' interface that a GPU has. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunEvent } from '../../../src/guidance/events';
import { disturbedRun, makeDisturbable } from '../../browser/disturb';
import { openPage } from '../../browser/page';
import { all, firstProblem, runOnPage, tokenIds } from '../../browser/support';

const SHORT = { gamma: 2, candidates: 2, horizonLines: 1, maxLines: 2 };

let undisturbed: readonly RunEvent[] = [];
let opened: Awaited<ReturnType<typeof openPage>>;
beforeAll(async () => {
  opened = await openPage({ webgpu: true });
});
afterAll(() => opened.close());

it('writes the same guided lines as WASM', { timeout: 240_000 }, async () => {
  const { page } = opened;
  const problem = await firstProblem(page);
  await page.evaluate(() => window.playground?.ready());
  const wasm = await runOnPage(page, problem, SHORT);
  const description = await page.evaluate(() => window.playground?.load({ device: 'webgpu' }));
  expect(description).toMatchObject({ device: 'webgpu', selfCheck: { passed: true } });
  const webgpu = await runOnPage(page, problem, SHORT);
  expect(all(webgpu, 'signal-formed').length).toBeGreaterThan(0);
  expect(tokenIds(webgpu)).toEqual(tokenIds(wasm));
  const builds = new Set(opened.requests.filter((url) => /ort-wasm[^/]*\.wasm/.test(url)).map((url) => url));
  // This test switches devices on purpose; a visit that does not needs one build.
  expect(builds.size).toBeLessThanOrEqual(2);
  undisturbed = wasm;
});

it('goes on when the device is lost: on a new one, and after the second loss on WASM', {
  timeout: 300_000,
}, async () => {
  const { page } = opened;
  await makeDisturbable(page);
  await page.evaluate(() => window.playground?.load({ device: 'webgpu' }));
  await page.locator('.device-panel summary').click();
  // Drawn when it is opened.
  const panel = () => page.locator('.device-panel').textContent();
  await expect.poll(panel).toMatch(/swiftshader.*An emulation on the processor.*Half floats.*So a run/s);
  const problem = await firstProblem(page);
  const events = await disturbedRun(page, { problem, agent: SHORT }, [
    { disturbance: 'lose-device', kind: 'token-chosen', count: 2 },
    { disturbance: 'lose-device', kind: 'candidate-sampled', count: 1 },
  ]);
  expect(all(events, 'engine-restarted')).toMatchObject([
    { reason: 'device-lost', device: 'webgpu' },
    { reason: 'device-lost', device: 'wasm' },
  ]);
  expect(tokenIds(events)).toEqual(tokenIds(undisturbed));
  expect(await page.locator('.restarted').textContent()).toContain('on the processor (WASM)');
  expect(await page.locator('[data-engine="model"]').textContent()).toContain('lost more than once');
});
