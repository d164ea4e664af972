import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as ort from 'onnxruntime-web';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MICROSOFT, ModelFile, nodeField } from '../../../workers/model/onnx/model-file';
import { withPlainAttention } from '../../../workers/model/onnx/plain-attention';
import { readFields, writeFields } from '../../../workers/model/onnx/wire';

const TOLERANCE = 1e-4;
const FILE = readFileSync(resolve(import.meta.dirname, '../../../public/models/tiny-coder/onnx/model_int8.onnx'));

type Feeds = Record<string, ort.Tensor>;
interface Row {
  readonly ids: readonly number[];
  /** Positions in the cache once the ids are in, less than the widest row's where this row is padded. */
  readonly length: number;
}

let own: ort.InferenceSession;
let plain: ort.InferenceSession;

beforeAll(async () => {
  ort.env.wasm.numThreads = 1;
  const { bytes } = withPlainAttention(FILE);
  if (bytes === null) throw new Error('The built-in model was not rewritten');
  const options = { executionProviders: ['wasm'], logSeverityLevel: 3 } as const;
  own = await ort.InferenceSession.create(FILE, options);
  plain = await ort.InferenceSession.create(bytes, options);
});
afterAll(async () => {
  await own.release();
  await plain.release();
});

function int64(dims: readonly number[], values: readonly number[]): ort.Tensor {
  return new ort.Tensor('int64', BigInt64Array.from(values, BigInt), dims);
}

function feeds(rows: readonly Row[], past: ort.InferenceSession.ReturnType | null): Feeds {
  const width = rows[0]?.ids.length ?? 0;
  const longest = Math.max(...rows.map(({ length }) => length));
  const mask = rows.flatMap(({ length }) => Array.from({ length: longest }, (_, i) => (i < length ? 1 : 0)));
  const result: Feeds = {
    input_ids: int64(
      [rows.length, width],
      rows.flatMap(({ ids }) => ids),
    ),
    attention_mask: int64([rows.length, longest], mask),
    num_logits_to_keep: int64([], [0]),
  };
  for (const input of own.inputMetadata) {
    if (!input.name.startsWith('past_key_values') || !input.isTensor) continue;
    const [, heads = 0, , headDim = 0] = input.shape.map(Number);
    result[input.name] =
      past?.[input.name.replace('past_key_values', 'present')] ??
      new ort.Tensor('float32', new Float32Array(0), [rows.length, heads, 0, headDim]);
  }
  return result;
}

function ids(count: number, start: number): number[] {
  return Array.from({ length: count }, (_, i) => (i * 37 + start) % 1000);
}

function numbers(tensor: ort.Tensor | undefined): Float32Array {
  if (!(tensor?.data instanceof Float32Array)) throw new Error('No numbers came out');
  return tensor.data;
}

/** Both networks on the same input; the largest difference of the logits of positions that are no padding. */
async function compare(rows: readonly Row[], past: ort.InferenceSession.ReturnType | null) {
  const input = feeds(rows, past);
  const [a, b] = [await own.run(input), await plain.run(input)];
  const [count = 0, width = 0, vocabulary = 0] = a.logits?.dims ?? [];
  expect(b.logits?.dims).toEqual([count, width, vocabulary]);
  let worst = 0;
  for (const [row, { length }] of rows.entries()) {
    for (let position = 0; position < Math.min(width, length); position++) {
      const start = (row * width + position) * vocabulary;
      for (let i = start; i < start + vocabulary; i++) {
        worst = Math.max(worst, Math.abs((numbers(a.logits)[i] ?? 0) - (numbers(b.logits)[i] ?? Number.NaN)));
      }
    }
  }
  return { worst, own: a, plain: b };
}

describe('attention from plain operators', () => {
  it('gives the logits of the runtime’s own operator: prefill, chunk, chunk after a cut, single step', async () => {
    const prefill = await compare([{ ids: ids(60, 11), length: 60 }], null);
    expect(prefill.worst).toBeLessThan(TOLERANCE);
    const chunk = await compare([{ ids: ids(9, 5), length: 69 }], prefill.own);
    expect(chunk.worst).toBeLessThan(TOLERANCE);
    // The cache holds 69 positions, of which the mask lets 40 count.
    const cut = await compare([{ ids: ids(5, 3), length: 45 }], chunk.own);
    expect(cut.worst).toBeLessThan(TOLERANCE);
    const step = await compare([{ ids: [7], length: 46 }], cut.plain);
    expect(step.worst).toBeLessThan(TOLERANCE);
  });

  it('hands out a cache that the other way can go on from', async () => {
    const prefill = await compare([{ ids: ids(40, 2), length: 40 }], null);
    for (const { name } of own.outputMetadata.filter((output) => output.name.startsWith('present'))) {
      expect(prefill.plain[name]?.dims).toEqual(prefill.own[name]?.dims);
      const [a, b] = [numbers(prefill.own[name]), numbers(prefill.plain[name])];
      expect(a.every((value, i) => Math.abs(value - (b[i] ?? Number.NaN)) < TOLERANCE)).toBe(true);
    }
  });

  it('keeps rows of a batch apart, also where they are padded', async () => {
    const even = [1, 2, 3].map((start) => ({ ids: ids(12, start), length: 12 }));
    expect((await compare(even, null)).worst).toBeLessThan(TOLERANCE);
    const ragged = [12, 7, 10].map((length, i) => ({ ids: ids(12, i), length }));
    const prefill = await compare(ragged, null);
    expect(prefill.worst).toBeLessThan(TOLERANCE);
    const step = ragged.map(({ length }, i) => ({ ids: [i + 20], length: length + 1 }));
    expect((await compare(step, prefill.own)).worst).toBeLessThan(TOLERANCE);
  });

  it('reads a batch of chunks after a past, which the operator refuses', async () => {
    const past = [1, 2].map((start) => ({ ids: ids(12, start), length: 12 }));
    const chunk = [5, 6].map((start) => ({ ids: ids(4, start), length: 16 }));
    const together = await plain.run(feeds(chunk, await plain.run(feeds(past, null))));
    for (const row of [0, 1]) {
      const whole = [...(past[row]?.ids ?? []), ...(chunk[row]?.ids ?? [])];
      const alone = numbers((await own.run(feeds([{ ids: whole, length: 16 }], null))).logits);
      const vocabulary = alone.length / 16;
      const last = numbers(together.logits).subarray((row * 4 + 3) * vocabulary, (row * 4 + 4) * vocabulary);
      const worst = last.reduce((most, value, i) => {
        return Math.max(most, Math.abs(value - (alone[15 * vocabulary + i] ?? Number.NaN)));
      }, 0);
      expect(worst).toBeLessThan(TOLERANCE);
    }
    await expect(own.run(feeds(chunk, await own.run(feeds(past, null))))).rejects.toThrow('batch_size must be 1');
  });
});

describe('a file that is left alone', () => {
  const changed = (attributes: Record<string, number>, inputs: readonly string[] = []) =>
    new ModelFile(FILE).rewrite((node) => {
      if (node.operator !== 'GroupQueryAttention') return null;
      const all = { ...Object.fromEntries(node.numbers), ...attributes };
      const numbers = Object.entries(all).map(([name, value]) => [name, name === 'scale' ? { float: value } : value]);
      return [
        nodeField({
          operator: node.operator,
          domain: MICROSOFT,
          inputs: [...node.inputs, ...inputs],
          outputs: node.outputs,
          attributes: Object.fromEntries(numbers),
        }),
      ];
    }, []);

  it.each<[string, Uint8Array, RegExp]>([
    ['attention to a window', changed({ local_window_size: 128 }), /local_window_size/],
    ['capped scores', changed({ softcap: 30 }), /softcap/],
    ['an option of the future', changed({ spin: 1 }), /spin/],
    ['more inputs', changed({}, ['', 'bias']), /inputs/],
    [
      'no attention',
      new ModelFile(FILE).rewrite((n) => (n.operator === 'GroupQueryAttention' ? [] : null), []),
      /no Gr/,
    ],
    ['no ONNX', new Uint8Array(64).fill(7), /./],
    ['half a file', FILE.subarray(0, 5000), /./],
  ])('because of %s, with the reason', (_, file, reason) => {
    const rewritten = withPlainAttention(file);
    expect(rewritten.bytes).toBeNull();
    expect(rewritten).toMatchObject({ reason: expect.stringMatching(reason) });
  });

  it('is rewritten where options are written out as off', () => {
    expect(withPlainAttention(changed({ softcap: 0, smooth_softmax: 0 })).bytes).not.toBeNull();
  });
});

describe('messages', () => {
  it('are written as they were read', () => {
    expect(Buffer.from(writeFields(readFields(FILE))).equals(FILE)).toBe(true);
  });
});
