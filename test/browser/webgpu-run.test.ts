/** A few lines on WebGPU's software adapter: slow, but the same kernels' interface that a GPU has. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPage } from './page';
import { all, firstProblem, runOnPage, tokenIds } from './support';

let opened: Awaited<ReturnType<typeof openPage>>;
beforeAll(async () => {
  opened = await openPage({ webgpu: true });
});
afterAll(() => opened.close());

it('writes the same guided lines as WASM', { timeout: 240_000 }, async () => {
  const { page } = opened;
  const problem = await firstProblem(page);
  const short = { gamma: 2, candidates: 2, horizonLines: 1, maxLines: 2 };
  await page.evaluate(() => window.playground?.ready());
  const wasm = await runOnPage(page, problem, short);
  const description = await page.evaluate(() => window.playground?.load({ device: 'webgpu' }));
  expect(description).toMatchObject({ device: 'webgpu', selfCheck: { passed: true } });
  const webgpu = await runOnPage(page, problem, short);
  expect(all(webgpu, 'signal-formed').length).toBeGreaterThan(0);
  expect(tokenIds(webgpu)).toEqual(tokenIds(wasm));
  const builds = new Set(opened.requests.filter((url) => /ort-wasm[^/]*\.wasm/.test(url)).map((url) => url));
  // This test switches devices on purpose; a visit that does not needs one build.
  expect(builds.size).toBeLessThanOrEqual(2);
});
