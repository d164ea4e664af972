/** What kinds of exports there are on the Hub, as far as the engine can tell them apart. */
import type { DecoderShape } from './shapes';

/** Names of the Hub's files: `quantized` has 8-bit activations scaled over a whole tensor, `int8` is storage alone. */
export const FORMATS = ['fp32', 'fp16', 'int8', 'quantized', 'q4', 'q4f16'] as const;
export type Format = (typeof FORMATS)[number];

export interface RandomModelOptions {
  readonly shape: DecoderShape;
  readonly format: Format;
  /** `gqa`: the runtime's GroupQueryAttention; `plain`: matrix products and a mask, as optimum exports. */
  readonly attention: 'gqa' | 'plain';
  /** `merged`: one graph with a branch for the first run and one for those with a past, chosen by `use_cache_branch`. */
  readonly layout: 'present' | 'merged';
  /** Plain attention takes positions from an input, or from the mask. */
  readonly positionIds: boolean;
  /** With the input `num_logits_to_keep`. */
  readonly logitCount: boolean;
  /** `unmasked`: a run with a past sees all that it is given, right for one new token alone (old merged exports). */
  readonly cachedChunks: 'causal' | 'unmasked';
  /** Of caches: [rows, heads, length, head size] or [rows, length, heads, head size]. */
  readonly cacheAxes: 'heads-first' | 'length-first';
  /** `past_key_values.0.key` and `present.0.key`, or `past_key_0` and `present_key_0`. */
  readonly cacheNames: 'dotted' | 'flat';
  /** Of MatMulNBits; 4 lets a device compute with 8-bit activations. */
  readonly accuracyLevel: 0 | 4;
  /** With 4-bit weights: the embedding, which is also the output's matrix, as 4-bit blocks (GatherBlockQuantized). */
  readonly quantizedEmbedding: boolean;
  /** In half precision: logits come out as float16 too. */
  readonly halfLogits: boolean;
  /** File name beside the graph where large weights go; null keeps all in one file. */
  readonly externalData: string | null;
  readonly seed: number;
}

type Chosen = Pick<RandomModelOptions, 'shape'> & Partial<RandomModelOptions>;

/** Options that were not chosen are as the Hub's newer exports have them. */
export function withDefaults(chosen: Chosen): RandomModelOptions {
  const attention = chosen.layout === 'merged' ? 'plain' : (chosen.attention ?? 'gqa');
  return {
    format: 'fp32',
    layout: 'present',
    positionIds: attention === 'plain',
    logitCount: attention === 'gqa',
    cachedChunks: 'causal',
    cacheAxes: 'heads-first',
    cacheNames: 'dotted',
    accuracyLevel: 0,
    quantizedEmbedding: false,
    halfLogits: true,
    externalData: null,
    seed: 1,
    ...chosen,
    attention,
  };
}

export function isHalf(format: Format): boolean {
  return format === 'fp16' || format === 'q4f16';
}

export function is4Bit(format: Format): boolean {
  return format === 'q4' || format === 'q4f16';
}
