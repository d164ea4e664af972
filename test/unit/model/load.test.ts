import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as ort from 'onnxruntime-web';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { networkInMemory } from '../../../scripts/random-model/model-folder';
import { type RandomModelOptions, withDefaults } from '../../../scripts/random-model/options';
import { SHAPES } from '../../../scripts/random-model/shapes';
import { PlaygroundError } from '../../../src/guidance/failure';
import { loadModel, type Platform } from '../../../workers/model/load';
import type { LoadProgress, ModelSource } from '../../../workers/protocol';
import { withExternalData } from '../../hub/external-model';
import { NEVER } from './built-in-model';
import { type Answer, type ModelServer, startModelServer } from './model-server';

const SOURCE: ModelSource = { id: 'tiny-coder', from: 'page', dtype: 'int8', device: null };
const WEIGHTS = 'models/tiny-coder/onnx/model_int8.onnx';
const NODE: Platform = {
  gpu: undefined,
  calibrations: null,
  loadRuntime: async () => {
    ort.env.wasm.numThreads = 1;
    return ort;
  },
};

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer();
});
afterEach(() => server.answers.clear());
afterAll(() => server.close());

function load(source: Partial<ModelSource> = {}, signal: AbortSignal = NEVER, onProgress = (_: LoadProgress) => {}) {
  return loadModel(signal, { ...SOURCE, ...source }, server.baseUrl, onProgress, NODE);
}

function send(body: string | Buffer, headers: Record<string, string | number> = {}, status = 200): Answer {
  return (response) => response.writeHead(status, headers).end(body);
}

describe('loading the built-in model', () => {
  it('describes what was loaded, and tells how far it is', async () => {
    const progress: LoadProgress[] = [];
    const engine = await load({}, NEVER, (step) => progress.push(step));
    const file = readFileSync(resolve(import.meta.dirname, '../../../public', WEIGHTS));
    expect(engine.description).toMatchObject({
      id: 'tiny-coder',
      weightsSha256: createHash('sha256').update(file).digest('hex'),
      device: 'wasm',
      vocabularySize: 1024,
      endTokens: [1023],
      promptStyle: 'built-in',
      selfCheck: { passed: true },
    });
    expect(engine.description.deviceReason).toMatch(/WASM/);
    expect([...new Set(progress.map(({ stage }) => stage))]).toEqual(['files', 'session', 'self-check']);
    expect(progress.some(({ fraction }) => fraction === 1)).toBe(true);
    await engine.dispose();
  });

  it('does without a content length', async () => {
    server.answers.set(WEIGHTS, (response, file) => {
      response.writeHead(200);
      response.write(file.subarray(0, 100_000));
      response.end(file.subarray(100_000));
    });
    await (await load()).dispose();
  });

  it('asks the page’s own host for nothing twice and no one else for anything', async () => {
    server.requests.length = 0;
    await (await load()).dispose();
    expect(server.requests.filter((path) => path === WEIGHTS)).toHaveLength(1);
    expect(server.requests.every((path) => path.startsWith('models/tiny-coder/'))).toBe(true);
  });
});

describe('weights in files beside the network', () => {
  const FOLDER = 'models/tiny-coder/onnx/';
  const file = readFileSync(resolve(import.meta.dirname, '../../../public', WEIGHTS));
  const { network, data } = withExternalData(file, ['model_int8.onnx_data', 'model_int8.onnx_data_1']);
  const publish = () => {
    server.answers.set(WEIGHTS, send(Buffer.from(network)));
    for (const [i, bytes] of data.entries()) {
      server.answers.set(`${FOLDER}model_int8.onnx_data${i === 0 ? '' : `_${i}`}`, send(Buffer.from(bytes)));
    }
  };

  it('are all fetched, and compute the same', async () => {
    publish();
    expect(network.length).toBeLessThan(file.length / 10);
    const split = await load();
    server.answers.clear();
    const whole = await load();
    expect(split.description.selfCheck).toEqual(whole.description.selfCheck);
    expect(split.description.weightsSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(split.description.weightsSha256).not.toBe(whole.description.weightsSha256);
    await split.dispose();
    await whole.dispose();
  });

  it('are missed by name', async () => {
    publish();
    server.answers.delete(`${FOLDER}model_int8.onnx_data_1`);
    await expect(load()).rejects.toMatchObject({
      failure: { code: 'model-missing', message: expect.stringMatching(/onnx\/model_int8\.onnx_data_1 .*404/) },
    });
  });

  it('may not lie outside of the folder', async () => {
    const names = ['../../other/file'];
    server.answers.set(WEIGHTS, send(Buffer.from(withExternalData(file, names).network)));
    await expect(load()).rejects.toMatchObject({
      failure: { code: 'model-corrupt', message: expect.stringMatching(/outside of its folder/) },
    });
  });
});

describe('a device that does not do', () => {
  it('gives way to WASM, and the reason is told', async () => {
    let destroyed = false;
    const adapter = {
      info: { vendor: 'acme', architecture: '', description: '', isFallbackAdapter: false },
      features: new Set(),
      limits: {},
      requestDevice: async () => ({ lost: new Promise(() => undefined), destroy: () => (destroyed = true) }),
    };
    const gpu: GPU = Object.assign(Object.create(null), { requestAdapter: async () => adapter });
    // Node's build has no WebGPU: what it throws is what a browser's build throws on a device that it cannot use.
    const engine = await loadModel(NEVER, SOURCE, server.baseUrl, () => undefined, { ...NODE, gpu });
    expect(engine.description.device).toBe('wasm');
    expect(engine.description.deviceReason).toMatch(
      /^WASM on the processor: WebGPU could not run this model \(.+\)\.$/,
    );
    expect(destroyed).toBe(true);
    await engine.dispose();
  });
});

describe('attention that was rewritten', () => {
  /** A runtime whose sessions of a rewritten file, or of every file, get all but single steps wrong. */
  function wrong(files: 'rewritten' | 'all', by: number): Platform {
    const file = readFileSync(resolve(import.meta.dirname, '../../../public', WEIGHTS));
    const create = async (bytes: Uint8Array, options: ort.InferenceSession.SessionOptions) => {
      const session = await ort.InferenceSession.create(bytes, options);
      if (files === 'rewritten' && bytes.length === file.length) return session;
      const run = session.run.bind(session);
      const runWrongly = async (feeds: ort.InferenceSession.FeedsType) => {
        const outputs = await run(feeds);
        const { data } = outputs.logits ?? {};
        if ((feeds.input_ids?.dims[1] ?? 0) > 1 && data instanceof Float32Array) data[5] = (data[5] ?? 0) + by;
        return outputs;
      };
      return Object.assign(session, { run: runWrongly });
    };
    const InferenceSession = Object.assign(Object.create(null), { create });
    return { ...NODE, loadRuntime: async () => ({ Tensor: ort.Tensor, env: ort.env, InferenceSession }) };
  }

  it('gives way to the file’s own where the start-up check fails, and says so', async () => {
    expect((await load()).description.deviceReason).not.toMatch(/own, slower|approximate/);
    const engine = await loadModel(NEVER, SOURCE, server.baseUrl, () => undefined, wrong('rewritten', 1));
    expect(engine.description).toMatchObject({ selfCheck: { passed: true }, plan: { decoding: 'drafts' } });
    expect(engine.description.deviceReason).toMatch(/own, slower operator/);
    await engine.dispose();
  });

  it('is not blamed for numbers that are inexact with both: tokens are stepped then', async () => {
    const engine = await loadModel(NEVER, SOURCE, server.baseUrl, () => undefined, wrong('all', 0.01));
    expect(engine.description).toMatchObject({ selfCheck: { passed: false }, plan: { decoding: 'stepping' } });
    expect(engine.description.deviceReason).toMatch(/approximate/);
    expect(engine.description.deviceReason).not.toMatch(/own, slower/);
    await engine.dispose();
  });
});

describe('another kind of export', () => {
  /** In place of the built-in network: one with random weights and the same vocabulary. */
  async function loadKind(options: Partial<RandomModelOptions>, exact = false) {
    const network = networkInMemory(withDefaults({ shape: SHAPES.tiny, ...options }));
    server.answers.set(WEIGHTS, send(Buffer.from(network)));
    const engine = await load({ exact });
    await engine.dispose();
    return engine.description;
  }

  it('without grouped attention is used as it is, and what that costs is said', async () => {
    const description = await loadKind({ attention: 'plain' });
    expect(description).toMatchObject({ selfCheck: { passed: true }, plan: { decoding: 'drafts' } });
    expect(description.deviceReason).toMatch(/no grouped attention: caches are copied/);
    expect(description.deviceReason).not.toMatch(/approximate/);
    expect(description.plan).not.toHaveProperty('numbers');
  });

  it('whose chunks see too much after a past is stepped there', async () => {
    const description = await loadKind({ layout: 'merged', cachedChunks: 'unmasked' });
    expect(description).toMatchObject({ selfCheck: { passed: true }, plan: { decoding: 'stepping' } });
    expect(description.deviceReason).toMatch(/read one by one/);
  });

  it('whose kernels mix rows is called approximate, or is exact where that was asked for', async () => {
    const options = { format: 'quantized' } as const;
    const approximate = await loadKind(options);
    expect(approximate.plan).toMatchObject({ decoding: 'stepping', numbers: 'approximate' });
    expect(approximate.deviceReason).toMatch(/approximate: its kernels round over all/);
    expect(approximate.deviceReason).not.toMatch(/own, slower/);
    const exact = await loadKind(options, true);
    expect(exact).toMatchObject({
      selfCheck: { passed: true, maxLogitDifference: 0 },
      plan: { decoding: 'stepping', maxBatch: 1 },
    });
    expect(exact.plan).not.toHaveProperty('numbers');
    expect(exact.deviceReason).toMatch(/every token is read by itself/);
  });

  it('in half precision is used, and called approximate only where its numbers are', async () => {
    const { selfCheck, plan } = await loadKind({ format: 'fp16', attention: 'plain' });
    expect(selfCheck.maxLogitDifference).toBeLessThan(0.05);
    expect(plan?.numbers).toBe(selfCheck.maxLogitDifference > 1e-4 ? 'approximate' : undefined);
  });

  it('that cannot be driven is refused by name', async () => {
    const network = networkInMemory(withDefaults({ shape: SHAPES.tiny, cacheNames: 'flat' }));
    const text = Buffer.from(network).toString('latin1').replaceAll('past_key_0', 'pasd_key_0');
    server.answers.set(WEIGHTS, send(Buffer.from(text, 'latin1')));
    await expect(load()).rejects.toMatchObject({
      failure: { code: 'model-unsuitable', message: expect.stringContaining('"pasd_key_0"') },
    });
  });
});

describe('a file that cannot be used', () => {
  const page = '<!doctype html><html><body>Start page</body></html>';
  const config = (change: Record<string, unknown>): Answer => {
    return (response, file) => {
      const changed = { ...JSON.parse(file.toString('utf8')), ...change };
      response.writeHead(200).end(JSON.stringify(changed));
    };
  };

  it.each<[string, string, Answer, string, RegExp]>([
    ['weights that are not there', WEIGHTS, send('no', {}, 404), 'model-missing', /model_int8\.onnx.*404/],
    ['a start page for weights', WEIGHTS, send(page, { 'content-type': 'text/html' }), 'model-missing', /web page/],
    ['a start page without a type', WEIGHTS, send(page), 'model-missing', /web page/],
    ['an empty file', WEIGHTS, send('', { 'content-length': 0 }), 'model-corrupt', /empty/],
    ['a Git LFS pointer', WEIGHTS, send('version https://git-lfs.github.com/spec/v1\n'), 'model-corrupt', /LFS/],
    ['no ONNX', WEIGHTS, send(Buffer.alloc(5000, 7)), 'model-corrupt', /no whole ONNX/],
    [
      'weights cut short, length unknown',
      WEIGHTS,
      (response, file) => response.writeHead(200).end(file.subarray(0, 1_000_000)),
      'model-corrupt',
      /no whole ONNX/,
    ],
    [
      'weights cut short on the way',
      WEIGHTS,
      (response, file) => {
        response.writeHead(200, { 'content-length': file.length });
        response.write(file.subarray(0, 1_000_000), () => response.destroy());
      },
      'model-corrupt',
      /broke off after|ends after/,
    ],
    ['no configuration', 'models/tiny-coder/config.json', send('', {}, 404), 'model-missing', /config\.json.*404/],
    [
      'a start page as configuration',
      'models/tiny-coder/config.json',
      send(page),
      'model-missing',
      /config\.json.*page/,
    ],
    ['a broken configuration', 'models/tiny-coder/config.json', send('{"a":'), 'model-corrupt', /config\.json.*JSON/],
    [
      'a configuration without a context length',
      'models/tiny-coder/config.json',
      config({ max_position_embeddings: undefined }),
      'model-unsuitable',
      /max_position_embeddings/,
    ],
    [
      'a tokenizer of no kind',
      'models/tiny-coder/tokenizer.json',
      send('{}'),
      'model-unsuitable',
      /tokenizer.json.*model/,
    ],
    ['no tokenizer', 'models/tiny-coder/tokenizer.json', send('', {}, 404), 'model-missing', /tokenizer\.json.*404/],
    [
      'no tokenizer configuration',
      'models/tiny-coder/tokenizer_config.json',
      send('', {}, 404),
      'model-missing',
      /tokenizer_config\.json.*404/,
    ],
  ])('%s: said by name, with advice', async (_, path, answer, code, message) => {
    server.answers.set(path, answer);
    const failure = await load().then(
      () => null,
      (thrown: unknown) => (thrown instanceof PlaygroundError ? thrown.failure : thrown),
    );
    expect(failure).toMatchObject({
      code,
      message: expect.stringMatching(message),
      advice: expect.stringMatching(/\w/),
    });
    // The next try is not spoilt by this one.
    server.answers.clear();
    await (await load()).dispose();
  });

  it('is told when the whole folder is missing, or the server', async () => {
    await expect(load({ id: 'no-such-model' })).rejects.toMatchObject({ failure: { code: 'model-missing' } });
    const gone = loadModel(NEVER, SOURCE, 'http://127.0.0.1:9/', () => undefined, NODE);
    await expect(gone).rejects.toMatchObject({ failure: { code: 'model-missing' } });
  });

  it('is left alone when loading is cancelled', async () => {
    const controller = new AbortController();
    server.answers.set(WEIGHTS, (response, file) => {
      response.writeHead(200, { 'content-length': file.length });
      response.write(file.subarray(0, 100_000), () => setTimeout(() => controller.abort('stop'), 20));
    });
    await expect(load({}, controller.signal)).rejects.toBe('stop');
  });
});

describe('the text codec of a loaded model', () => {
  it('reads special tokens in a text as plain text and gives every text back', async () => {
    const engine = await load();
    const texts = ['', 'def f(x):\n    return x + 1\n', 'a <|endoftext|> b', 'Zürich → 東京 🙂\n\n\tx'];
    const encoded = engine.encode(texts);
    expect(encoded[0]).toEqual([]);
    expect(encoded.flat()).not.toContain(1023);
    expect(encoded.map((ids) => engine.decode(ids))).toEqual(texts);
    expect(engine.decode([1023])).toBe('<|endoftext|>');
    expect(engine.decode([99_999])).toBe('');
    await engine.dispose();
  });
});
