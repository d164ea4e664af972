import type { InferenceSession } from 'onnxruntime-web';
import { describe, expect, it } from 'vitest';
import { PlaygroundError } from '../../../src/guidance/failure';
import { readGraph } from '../../../workers/model/graph';

const USUAL = { type: 'float32', lengthAxis: 2, dims: [0, 2, 0, 32] };

type Declared = Record<string, readonly (number | string)[]>;

const CACHE = ['batch_size', 2, 'past_sequence_length', 32];
const INPUTS: Declared = {
  input_ids: ['batch_size', 'sequence_length'],
  attention_mask: ['batch_size', 'total_sequence_length'],
  'past_key_values.0.key': CACHE,
  'past_key_values.0.value': CACHE,
};
const OUTPUTS: Declared = {
  logits: ['batch_size', 'num_logits', 1024],
  'present.0.key': CACHE,
  'present.0.value': CACHE,
};

/** A session that declares and cannot run. */
function session(
  inputs: Declared,
  outputs: Declared,
  type: 'float32' | 'float16' | 'int8' = 'float32',
): InferenceSession {
  const metadata = (declared: Declared): InferenceSession.ValueMetadata[] =>
    Object.entries(declared).map(([name, shape]) => ({ name, isTensor: true, type, shape }));
  return {
    inputNames: Object.keys(inputs),
    outputNames: Object.keys(outputs),
    inputMetadata: metadata(inputs),
    outputMetadata: metadata(outputs),
    run: () => Promise.reject(new Error('not here')),
    release: () => Promise.resolve(),
    startProfiling: () => undefined,
    endProfiling: () => undefined,
  };
}

function without(declared: Declared, name: string): Declared {
  return Object.fromEntries(Object.entries(declared).filter(([key]) => key !== name));
}

function complaint(inputs: Declared, outputs: Declared, type?: 'int8'): string {
  try {
    readGraph(session(inputs, outputs, type));
  } catch (thrown) {
    if (thrown instanceof PlaygroundError) {
      expect(thrown.failure.code).toBe('model-unsuitable');
      return thrown.message;
    }
    throw thrown;
  }
  return '';
}

describe('readGraph', () => {
  it('reads what the decode loop needs', () => {
    expect(readGraph(session(INPUTS, OUTPUTS))).toEqual({
      caches: [
        { past: 'past_key_values.0.key', present: 'present.0.key', ...USUAL },
        { past: 'past_key_values.0.value', present: 'present.0.value', ...USUAL },
      ],
      kvHeads: 2,
      headDim: 32,
      vocabularySize: 1024,
      wantsPositionIds: false,
      wantsLogitCount: false,
      wantsBranch: false,
      oneRow: false,
    });
    const branch = { ...INPUTS, use_cache_branch: [1] };
    expect(readGraph(session(branch, OUTPUTS, 'float16'))).toMatchObject({
      wantsBranch: true,
      caches: [{ type: 'float16' }, { type: 'float16' }],
    });
    const more = { ...INPUTS, position_ids: ['batch_size', 'sequence_length'], num_logits_to_keep: [] };
    expect(readGraph(session(more, { ...OUTPUTS, logits: ['b', 's', 'v'] }))).toMatchObject({
      vocabularySize: null,
      wantsPositionIds: true,
      wantsLogitCount: true,
    });
  });

  it('understands other names and orders of axes of caches', () => {
    const inputs = {
      input_ids: ['b', 's'],
      attention_mask: ['b', 't'],
      past_key_0: ['b', 'p', 2, 32],
      past_value_0: ['b', 2, 'p', 32],
      'past.1.key': [1, 2, 32, 'p'],
      'past.1.value': [1, 2, 'p', 32],
    };
    const outputs = {
      logits: ['b', 's', 1024],
      present_value_0: ['b', 2, 't', 32],
      present_key_0: ['b', 't', 2, 32],
      'present.1.key': [1, 2, 32, 't'],
      'present.1.value': [1, 2, 't', 32],
    };
    expect(readGraph(session(inputs, outputs))).toMatchObject({
      caches: [
        { past: 'past_key_0', present: 'present_key_0', lengthAxis: 1, dims: [0, 0, 2, 32] },
        { past: 'past_value_0', present: 'present_value_0', lengthAxis: 2, dims: [0, 2, 0, 32] },
        { past: 'past.1.key', present: 'present.1.key', lengthAxis: 3, dims: [0, 2, 32, 0] },
        { past: 'past.1.value', present: 'present.1.value', lengthAxis: 2 },
      ],
      oneRow: true,
    });
  });

  it.each<[string, string]>([
    ['no input ids', complaint(without(INPUTS, 'input_ids'), OUTPUTS)],
    ['no mask', complaint(without(INPUTS, 'attention_mask'), OUTPUTS)],
    ['no logits', complaint(INPUTS, without(OUTPUTS, 'logits'))],
    ['no cache output', complaint(INPUTS, without(OUTPUTS, 'present.0.value'))],
    ['no cache', complaint({ input_ids: [], attention_mask: [] }, OUTPUTS)],
    ['an unknown input', complaint({ ...INPUTS, pixel_values: [1, 3] }, OUTPUTS)],
    ['a head size that is not stated', complaint({ ...INPUTS, 'past_key_values.0.key': ['b', 2, 'p', 'd'] }, OUTPUTS)],
    ['a cache of bytes', complaint(INPUTS, OUTPUTS, 'int8')],
    ['a cache of fixed length', complaint({ ...INPUTS, 'past_key_values.0.key': ['b', 2, 64, 32] }, OUTPUTS)],
    ['a cache for four rows', complaint({ ...INPUTS, 'past_key_values.0.key': [4, 2, 'p', 32] }, OUTPUTS)],
    ['rows and heads in one axis', complaint({ ...INPUTS, 'past_key_values.0.key': ['bh', 'p', 32] }, OUTPUTS)],
    ['keys and values in one', complaint({ ...INPUTS, 'past_key_values.1': CACHE }, OUTPUTS)],
  ])('says by name what is wrong: %s', (_, message) => {
    expect(message).toMatch(
      /"?(input_ids|attention_mask|logits|present\.0\.value|key-value|pixel_values|head|past_key)/,
    );
  });
});
