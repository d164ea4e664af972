/**
 * A model of the 0.5B's size from a stand-in for the Hub, in the built page: downloaded without being held in memory,
 * loaded, and used for one guided line. Prints what it took; random weights, the real tokenizer.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { launchChromium } from '../../scripts/lib/browser.mjs';
import { peakBytes } from '../../scripts/lib/browser-memory.mjs';
import { buildIfNeeded } from '../../scripts/lib/build.mjs';
import { findChromium } from '../../scripts/lib/find-chromium.mjs';
import { DIST } from '../../scripts/lib/repository.mjs';
import { startStaticServer } from '../../scripts/lib/static-server.mjs';
import { thisMachine } from '../../scripts/lib/this-machine.mjs';
import { writeFromOptions } from '../../scripts/random-model/command';
import { all, firstProblem, runOnPage } from '../browser/support';
import { startHubStandIn } from '../hub/stand-in';
import { describeWithData } from '../unit/needs';

const NAME = 'someone/qwen-ONNX';
const LOAD_MS = 20 * 60_000;
/** Far less than the file: by how much a download may raise the most that the page and its workers have held. */
const MOST_FOR_DOWNLOAD_BYTES = 200e6;

describeWithData('a model of 310 MB', (dataDir) => {
  it('is downloaded piece by piece, loads on WASM, and writes a guided line', async () => {
    const scratch = mkdtempSync(path.join(tmpdir(), 'hub-model-'));
    const folder = path.join(scratch, 'qwen');
    mkdirSync(folder);
    const tokenizer = path.join(scratch, 'tokenizer.json');
    writeFileSync(tokenizer, gunzipSync(readFileSync(path.join(dataDir, 'qwen2.5-tokenizer.json.gz'))));
    writeFromOptions({
      out: folder,
      shape: 'qwen2.5-coder-0.5b',
      format: 'q4',
      tokenizer,
      'tokenizer-config': path.join(dataDir, 'qwen2.5-tokenizer_config.json'),
    });
    await buildIfNeeded(() => undefined);
    const hub = await startHubStandIn({ [NAME]: { folder } });
    const site = await startStaticServer({ root: DIST });
    const browser = await launchChromium(await findChromium(thisMachine(() => undefined)));
    try {
      const context = await browser.newContext();
      await context.addInitScript(
        ([url, files]) => {
          localStorage.setItem('eg-cfg.named-origins.v1', JSON.stringify([url, files]));
          localStorage.setItem('eg-cfg.hub-address.v1', JSON.stringify({ hub: url, fileHosts: [files] }));
        },
        [hub.url, hub.filesUrl],
      );
      const page = await context.newPage();
      await page.goto(`${site.url}#/models`);
      await page
        .locator('.in-use')
        .getByText(/^Ready on/)
        .waitFor({ timeout: LOAD_MS });
      const before = (await peakBytes(page)) ?? 0;
      await page.getByLabel('Repository').fill(NAME);
      await page.locator('form.repository').getByRole('button', { name: 'Look up' }).click();
      const begun = performance.now();
      await page.getByRole('button', { name: /^Download \d/ }).click();
      await page.getByText('downloaded and checked').waitFor({ timeout: LOAD_MS });
      const downloadSeconds = (performance.now() - begun) / 1000;
      const grown = ((await peakBytes(page)) ?? before) - before;
      const loading = performance.now();
      await page.getByRole('button', { name: 'Use this model' }).click();
      await page.locator('.in-use').getByText(NAME).waitFor();
      await page
        .locator('.in-use')
        .getByText(/^Ready on/)
        .waitFor({ timeout: LOAD_MS });
      const loadSeconds = (performance.now() - loading) / 1000;
      const loadPeakBytes = await peakBytes(page);
      const problem = await firstProblem(page);
      const events = await runOnPage(page, problem, { maxLines: 1, maxTokens: 4, candidates: 2, horizonLines: 1 });
      console.log(JSON.stringify({ downloadSeconds, downloadGrownBytes: grown, loadSeconds, loadPeakBytes }));
      expect(grown).toBeLessThan(MOST_FOR_DOWNLOAD_BYTES);
      expect(all(events, 'run-failed')).toEqual([]);
      expect(all(events, 'run-started')[0]?.model.id).toBe(NAME);
    } finally {
      await browser.close();
      await site.close();
      await hub.close();
      rmSync(scratch, { recursive: true, force: true });
    }
  });
});
