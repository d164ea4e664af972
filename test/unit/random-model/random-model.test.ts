import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as ort from 'onnxruntime-web';
import { describe, expect, it } from 'vitest';
import { writeFromOptions } from '../../../scripts/random-model/command';
import { networkInMemory } from '../../../scripts/random-model/model-folder';
import { Noise, toHalf } from '../../../scripts/random-model/numbers';
import { type RandomModelOptions, withDefaults } from '../../../scripts/random-model/options';
import { SHAPES } from '../../../scripts/random-model/shapes';

const IDS = Array.from({ length: 20 }, (_, i) => (i * 37 + 3) % 1000);

function int64(dims: readonly number[], values: readonly number[]): ort.Tensor {
  return new ort.Tensor('int64', BigInt64Array.from(values, BigInt), dims);
}

/** Logits [position][vocabulary] of a first run, straight from the runtime. */
async function logitsOf(network: Uint8Array, more: ort.InferenceSession.SessionOptions = {}): Promise<Float32Array> {
  ort.env.wasm.numThreads = 1;
  const session = await ort.InferenceSession.create(network, {
    executionProviders: ['wasm'],
    logSeverityLevel: 3,
    ...more,
  });
  const shape = [1, IDS.length];
  const all: Record<string, ort.Tensor> = {
    input_ids: int64(shape, IDS),
    attention_mask: int64(
      shape,
      IDS.map(() => 1),
    ),
    position_ids: int64(
      shape,
      IDS.map((_, i) => i),
    ),
    num_logits_to_keep: int64([], [0]),
    use_cache_branch: new ort.Tensor('bool', [false], [1]),
  };
  for (const input of session.inputMetadata) {
    if (!input.isTensor || !input.name.startsWith('past')) continue;
    const dims = input.shape.map((dim, axis) => (typeof dim === 'number' ? dim : axis === 0 ? 1 : 0));
    all[input.name] = new ort.Tensor(
      input.type === 'float16' ? 'float16' : 'float32',
      input.type === 'float16' ? new Uint16Array(0) : new Float32Array(0),
      dims,
    );
  }
  const feeds = Object.fromEntries(session.inputNames.flatMap((name) => (all[name] ? [[name, all[name]]] : [])));
  const { logits } = await session.run(feeds);
  await session.release();
  if (!(logits?.data instanceof Float32Array)) throw new Error(`Logits of type ${logits?.type}`);
  expect(logits.dims).toEqual([1, IDS.length, 1024]);
  return logits.data;
}

function made(options: Partial<RandomModelOptions>): Promise<Float32Array> {
  return logitsOf(networkInMemory(withDefaults({ shape: SHAPES.tiny, halfLogits: false, ...options })));
}

function difference(a: Float32Array, b: Float32Array): number {
  return a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - (b[i] ?? Number.NaN))), 0);
}

describe('a random model', () => {
  it('computes the same with each form of attention, layout and cache', async () => {
    const grouped = await made({});
    const forms: Partial<RandomModelOptions>[] = [
      { attention: 'plain' },
      { attention: 'plain', positionIds: false },
      { layout: 'merged' },
      { attention: 'plain', cacheAxes: 'length-first', cacheNames: 'flat' },
    ];
    for (const form of forms) expect(difference(grouped, await made(form)), JSON.stringify(form)).toBeLessThan(1e-4);
    expect(difference(grouped, await made({ seed: 2 }))).toBeGreaterThan(1);
  });

  it.each(['fp16', 'int8', 'quantized', 'q4', 'q4f16'] as const)(
    'computes the same as %s with both forms',
    async (format) => {
      const quantizedEmbedding = format.startsWith('q4');
      const [grouped, plain] = [
        await made({ format, quantizedEmbedding }),
        await made({ format, quantizedEmbedding, attention: 'plain' }),
      ];
      expect(difference(grouped, plain)).toBeLessThan(format.endsWith('16') ? 0.05 : 1e-4);
    },
  );

  it('in half precision stays near the whole one', async () => {
    expect(difference(await made({}), await made({ format: 'fp16' }))).toBeLessThan(0.05);
  });

  it('with norms of heads, as Qwen3 has them, runs', async () => {
    const shape = { ...SHAPES.tiny, modelType: 'qwen3', headNorms: true, attentionBias: false } as const;
    const [grouped, plain] = [await made({ shape }), await made({ shape, attention: 'plain' })];
    expect(difference(grouped, plain)).toBeLessThan(1e-4);
  });
});

describe('the command', () => {
  it('writes a folder in the layout of the Hub, large weights beside the graph', async () => {
    const out = mkdtempSync(path.join(tmpdir(), 'random-model-'));
    try {
      const words = { out, shape: 'tiny', format: 'q4', attention: 'plain' };
      expect(Object.keys(writeFromOptions(words))).toEqual(['onnx/model_q4.onnx']);
      const read = (file: string): unknown => JSON.parse(readFileSync(path.join(out, file), 'utf8'));
      expect(read('config.json')).toMatchObject({ model_type: 'qwen2', vocab_size: 1024, num_key_value_heads: 2 });
      expect(read('generation_config.json')).toMatchObject({ eos_token_id: [1023] });
      expect(read('tokenizer.json')).toHaveProperty('model');
      expect(read('tokenizer_config.json')).toBeTypeOf('object');
    } finally {
      rmSync(out, { recursive: true });
    }
  });

  it.each([
    [{ shape: 'huge' }, /--shape is one of/],
    [{ out: 'x', format: 'q2' }, /--format is one of/],
    [{ out: 'x', shape: 'tiny', vocabulary: '-3' }, /--vocabulary/],
    [{ shape: 'tiny' }, /--out is missing/],
  ])('names what is wrong in %j', (words, message) => {
    expect(() => writeFromOptions(words)).toThrow(message);
  });
});

describe('weights in a second file', () => {
  it('give the same network', async () => {
    const out = mkdtempSync(path.join(tmpdir(), 'random-model-'));
    try {
      const { writeModelFolder } = await import('../../../scripts/random-model/model-folder');
      const models = path.resolve(import.meta.dirname, '../../../public/models/tiny-coder');
      const tokenizer = {
        tokenizer: path.join(models, 'tokenizer.json'),
        config: path.join(models, 'tokenizer_config.json'),
      };
      const options = withDefaults({ shape: SHAPES.tiny, externalData: 'model.onnx_data' });
      const sizes = writeModelFolder(out, options, tokenizer);
      expect(sizes['onnx/model.onnx_data']).toBeGreaterThan(3 * (sizes['onnx/model.onnx'] ?? Number.NaN));
      const data = readFileSync(path.join(out, 'onnx/model.onnx_data'));
      const apart = await logitsOf(readFileSync(path.join(out, 'onnx/model.onnx')), {
        externalData: [{ path: 'model.onnx_data', data }],
      });
      expect(difference(apart, await made({}))).toBe(0);
    } finally {
      rmSync(out, { recursive: true });
    }
  });
});

describe('numbers', () => {
  it('become the nearest of half precision', () => {
    const values = [0, -0, 1, -2, 0.1, 65504, 1e6, 2 ** -14, 2 ** -24, 1e-9, 1 / 3, 1023.7];
    const halves = [0, 0x8000, 0x3c00, 0xc000, 0x2e66, 0x7bff, 0x7c00, 0x0400, 0x0001, 0, 0x3555, 0x63ff];
    expect([...toHalf(Float32Array.from(values))]).toEqual(halves);
  });

  it('are even noise of the deviation that was asked for, and depend on seed and name alone', () => {
    const values = new Noise(1, 'a').floats(20_000, 0.5, 2);
    const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
    const variance = values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / values.length;
    expect(mean).toBeCloseTo(2, 1);
    expect(Math.sqrt(variance)).toBeCloseTo(0.5, 2);
    expect(new Noise(1, 'a').floats(3, 1)).toEqual(new Noise(1, 'a').floats(3, 1));
    expect(new Noise(1, 'b').floats(3, 1)).not.toEqual(new Noise(1, 'a').floats(3, 1));
    expect(new Noise(2, 'a').floats(3, 1)).not.toEqual(new Noise(1, 'a').floats(3, 1));
  });
});
