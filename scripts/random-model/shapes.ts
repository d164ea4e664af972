/** Sizes of decoders, by name. Those of the Hub's models are what their config.json says. */

export interface DecoderShape {
  /** Of config.json; transformers.js wants one that it knows. */
  readonly modelType: 'qwen2' | 'qwen3' | 'llama';
  readonly vocabularySize: number;
  readonly hiddenSize: number;
  readonly layers: number;
  readonly heads: number;
  /** Divides `heads`. */
  readonly kvHeads: number;
  readonly headDim: number;
  readonly intermediateSize: number;
  readonly ropeTheta: number;
  readonly normEpsilon: number;
  readonly contextLength: number;
  /** Queries, keys and values have a bias, as in Qwen2. */
  readonly attentionBias: boolean;
  /** Queries and keys are normalised head by head, as in Qwen3. */
  readonly headNorms: boolean;
  readonly endTokens: readonly number[];
}

const QWEN2 = {
  modelType: 'qwen2',
  vocabularySize: 151936,
  ropeTheta: 1e6,
  normEpsilon: 1e-6,
  contextLength: 32768,
  attentionBias: true,
  headNorms: false,
  endTokens: [151645, 151643],
} as const;

export const SHAPES = {
  /** For tests: made and loaded in a fraction of a second, with the built-in model's vocabulary. */
  tiny: {
    ...QWEN2,
    vocabularySize: 1024,
    hiddenSize: 64,
    layers: 2,
    heads: 4,
    kvHeads: 2,
    headDim: 16,
    intermediateSize: 96,
    contextLength: 512,
    endTokens: [1023],
  },
  'qwen2.5-coder-0.5b': {
    ...QWEN2,
    hiddenSize: 896,
    layers: 24,
    heads: 14,
    kvHeads: 2,
    headDim: 64,
    intermediateSize: 4864,
  },
  'qwen2.5-coder-1.5b': {
    ...QWEN2,
    hiddenSize: 1536,
    layers: 28,
    heads: 12,
    kvHeads: 2,
    headDim: 128,
    intermediateSize: 8960,
  },
  'qwen3-0.6b': {
    ...QWEN2,
    modelType: 'qwen3',
    hiddenSize: 1024,
    layers: 28,
    heads: 16,
    kvHeads: 8,
    headDim: 128,
    intermediateSize: 3072,
    contextLength: 40960,
    attentionBias: false,
    headNorms: true,
  },
  'deepseek-coder-1.3b': {
    modelType: 'llama',
    vocabularySize: 32256,
    hiddenSize: 2048,
    layers: 24,
    heads: 16,
    kvHeads: 16,
    headDim: 128,
    intermediateSize: 5504,
    ropeTheta: 1e5,
    normEpsilon: 1e-6,
    contextLength: 16384,
    attentionBias: false,
    headNorms: false,
    endTokens: [32021],
  },
} as const satisfies Record<string, DecoderShape>;

export type ShapeName = keyof typeof SHAPES;
