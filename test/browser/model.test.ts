/**
 * The model client in a real browser, without the rest of the page: both devices, stopping, and starting again. The
 * harness is built as the page is, so that the worker and its WebAssembly are found the same way.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as ort from 'onnxruntime-web';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchChromium } from '../../scripts/lib/browser.mjs';
import { startStaticServer } from '../../scripts/lib/static-server.mjs';
import { networkInMemory, networkPath, writeModelFolder } from '../../scripts/random-model/model-folder';
import { withDefaults } from '../../scripts/random-model/options';
import { SHAPES } from '../../scripts/random-model/shapes';
import { logSoftmax } from '../../src/guidance/distribution';
import type { ModelDescription, TokenChoice } from '../../src/guidance/ports';
import { CostMeter } from '../../workers/model/cost-meter';
import { ModelSession } from '../../workers/model/session';
import { loadCodec } from '../unit/model/built-in-model';
import type { Texts } from './model-harness/main';

const TEXTS: Texts = {
  head: '# Task\nWrite a function to add five to a number.\n# Tests\nassert add_five(1) == 6\n',
  evidence: '# Candidate\ndef add_five(n):\n    return n + 5\n# add_five(1) returned 6\n',
  tail: '# Solution\n',
  code: 'def add_five(n):\n    return [',
};

const BUILT_IN = resolve(import.meta.dirname, '../../public/models/tiny-coder');
/** Half-precision caches, two branches, and chunks that have to be stepped after a cache. */
const HALF = withDefaults({ shape: SHAPES.tiny, format: 'fp16', layout: 'merged', cachedChunks: 'unmasked' });

let folder: string;
let server: Awaited<ReturnType<typeof startStaticServer>>;
const browsers = new Map<boolean, Browser>();
let page: Page;
let requests: string[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'model-harness-'));
  await build({
    configFile: false,
    logLevel: 'error',
    root: resolve(import.meta.dirname, 'model-harness'),
    publicDir: resolve(import.meta.dirname, '../../public'),
    base: './',
    build: { outDir: folder, target: 'es2023', modulePreload: { polyfill: false } },
    worker: { format: 'es' },
  });
  writeModelFolder(join(folder, 'models/half'), HALF, {
    tokenizer: join(BUILT_IN, 'tokenizer.json'),
    config: join(BUILT_IN, 'tokenizer_config.json'),
  });
  server = await startStaticServer({ root: folder, base: '/somewhere/below/' });
});
afterAll(async () => {
  for (const browser of browsers.values()) await browser.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => page.context().close());

async function open({ webgpu }: { webgpu: boolean }): Promise<void> {
  const browser = browsers.get(webgpu) ?? (await launchChromium(inject('chromiumPath'), { webgpu }));
  browsers.set(webgpu, browser);
  page = await (await browser.newContext()).newPage();
  requests = [];
  page.context().on('request', (request) => requests.push(request.url()));
  await page.goto(server.url);
  await page.waitForFunction(() => 'modelHarness' in window);
}

function load(device: 'webgpu' | 'wasm' | null): Promise<ModelDescription> {
  return page.evaluate(
    (wanted) =>
      window.modelHarness.client.load(
        window.modelHarness.signal,
        { id: 'tiny-coder', from: 'page', dtype: 'int8', device: wanted },
        () => undefined,
      ),
    device,
  );
}

/** A line whose first tokens are given, so that several steps are compared whatever the weights of the day write. */
function decode(maxTokens: number): Promise<{ line: { ids: readonly number[] }; choices: TokenChoice[] }> {
  return page.evaluate(
    async ([texts, limit]) => {
      const { client, signal } = window.modelHarness;
      const [forced = []] = await client.encode(signal, ['n + 5 for']);
      return window.modelHarness.decode(texts, { forced, maxTokens: limit });
    },
    [TEXTS, maxTokens] as const,
  );
}

function sample(count: number): Promise<unknown> {
  return page.evaluate(
    async ([texts, rows]) => {
      const { client, signal } = window.modelHarness;
      const request = await window.modelHarness.sampleRequest(texts, {
        count: rows,
        stop: { entryPoint: null, maxLines: 20, maxTokens: 8 },
      });
      return (await client.sample(signal, request, () => undefined)).candidates;
    },
    [TEXTS, count] as const,
  );
}

describe('without a graphics adapter', () => {
  it('runs on WASM, says why, and fetches one build from its own host', async () => {
    await open({ webgpu: false });
    const description = await load(null);
    expect(description).toMatchObject({ device: 'wasm', selfCheck: { passed: true } });
    expect(description.deviceReason).toMatch(/WebGPU/);
    expect(description.weightsSha256).toMatch(/^[0-9a-f]{64}$/);
    const { line, choices } = await decode(6);
    expect(line.ids).toHaveLength(6);
    expect(choices).toHaveLength(6);
    expect(requests.filter((url) => url.endsWith('.wasm'))).toHaveLength(1);
    expect(requests.filter((url) => !url.startsWith(server.url) && !url.startsWith('blob:'))).toEqual([]);
  });

  it('runs an export of another kind, in half precision, as Node does', async () => {
    await open({ webgpu: false });
    const description = await page.evaluate((weightsPath) => {
      const { client, signal } = window.modelHarness;
      const source = { id: 'half', from: 'page', dtype: 'fp16', device: 'wasm', weightsPath } as const;
      return client.load(signal, source, () => undefined);
    }, networkPath(HALF));
    expect(description).toMatchObject({ plan: { decoding: 'stepping' } });
    expect(description.deviceReason).toMatch(/no grouped attention.*read one by one/);
    const { choices } = await decode(6);
    expect(choices).toHaveLength(6);

    const codec = loadCodec();
    const session = await ModelSession.create(ort, networkInMemory(HALF), null);
    const ids = [TEXTS.head, TEXTS.tail, TEXTS.code].flatMap((text) => codec.encode(text));
    const { logits, cache } = await session.forward([ids], null, 1, new CostMeter());
    const inNode = logSoftmax(logits[0]?.at(-1) ?? new Float32Array());
    for (const { id, logP } of choices[0]?.top ?? []) expect(Math.abs(logP - (inNode[id] ?? 0))).toBeLessThan(0.02);
    cache.release();
    await session.dispose();
  });

  it('stops at once, tells nothing more, and goes on with the next call', async () => {
    await open({ webgpu: false });
    await load(null);
    const heard = await page.evaluate(async (texts) => {
      const { client } = window.modelHarness;
      const request = await window.modelHarness.sampleRequest(texts, {
        count: 8,
        horizonLines: null,
        temperature: 2.5,
        topP: 1,
        stop: { entryPoint: null, maxLines: 400, maxTokens: 1000 },
      });
      const controller = new AbortController();
      let late = 0;
      const sampling = client.sample(controller.signal, request, () => late++);
      await new Promise((later) => setTimeout(later, 300));
      controller.abort(new Error('Stopped by the test'));
      // A turn of the event loop later: no word of the worker, which may be in the middle of a run, is waited for.
      const turn = new Promise<string>((later) => setTimeout(() => later('it goes on'), 0));
      const stopped = sampling.catch((thrown: unknown) => String(thrown));
      const reason = await Promise.race([stopped, turn]);
      late = 0;
      await new Promise((later) => setTimeout(later, 600));
      return { reason, late };
    }, TEXTS);
    expect(heard).toEqual({ reason: 'Error: Stopped by the test', late: 0 });
    expect((await decode(3)).line.ids).toHaveLength(3);
  });

  it('replaces a worker that does not drain, and answers for its contexts', async () => {
    await open({ webgpu: false });
    await load(null);
    const result = await page.evaluate(async (texts) => {
      const { client, signal } = window.modelHarness;
      // One run of the network that takes far longer than a cancel waits.
      const long = { ...texts, head: texts.head.repeat(30) };
      const request = await window.modelHarness.sampleRequest(long, {});
      const controller = new AbortController();
      const sampling = client.sample(controller.signal, request, () => undefined);
      await new Promise((later) => setTimeout(later, 100));
      controller.abort(new Error('Stopped by the test'));
      const reason = await sampling.catch((thrown: unknown) => String(thrown));
      await new Promise((later) => setTimeout(later, 400));
      const code = await client
        .sample(signal, request, () => undefined)
        .then(
          () => null,
          (thrown: unknown) =>
            typeof thrown === 'object' && thrown !== null && 'failure' in thrown ? thrown.failure : String(thrown),
        );
      await client.closeContext(request.context);
      return { reason, code };
    }, TEXTS);
    expect(result).toMatchObject({ reason: 'Error: Stopped by the test', code: { code: 'model-restarted' } });
    expect((await decode(3)).line.ids).toHaveLength(3);
    expect(requests.filter((url) => url.endsWith('.onnx'))).toHaveLength(2);
  });
});

describe('with a software adapter', () => {
  it('prefers WASM, and on demand computes the same on WebGPU', async () => {
    await open({ webgpu: true });
    const chosen = await load(null);
    expect(chosen).toMatchObject({ device: 'wasm' });
    expect(chosen.deviceReason).toMatch(/emulated/);
    const wasm = { decoded: await decode(4), sampled: await sample(3) };

    const asked = await load('webgpu');
    expect(asked).toMatchObject({ device: 'webgpu', selfCheck: { passed: true } });
    expect(asked.selfCheck.maxLogitDifference).toBeLessThan(1e-3);
    const webgpu = { decoded: await decode(4), sampled: await sample(3) };
    expect(webgpu.decoded.line.ids).toEqual(wasm.decoded.line.ids);
    expect(webgpu.sampled).toEqual(wasm.sampled);
    for (const [i, choice] of webgpu.decoded.choices.entries()) {
      const other = wasm.decoded.choices[i]?.top ?? [];
      expect(choice.top.map(({ id }) => id)).toEqual(other.map(({ id }) => id));
      for (const [j, { logP, logPc }] of choice.top.entries()) {
        expect(Math.abs(logP - (other[j]?.logP ?? Number.NaN))).toBeLessThan(1e-3);
        expect(Math.abs(logPc - (other[j]?.logPc ?? Number.NaN))).toBeLessThan(1e-3);
      }
    }
  });
});
