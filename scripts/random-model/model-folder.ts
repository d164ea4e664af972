/** A random model as the Hub lays it out: config.json, generation_config.json, tokenizer files, onnx/. */
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { decoderFile } from './decoder';
import type { Format, RandomModelOptions } from './options';

const SUFFIX: Record<Format, string> = {
  fp32: '',
  fp16: '_fp16',
  int8: '_int8',
  quantized: '_quantized',
  q4: '_q4',
  q4f16: '_q4f16',
};

export interface TokenizerFiles {
  /** tokenizer.json, or the same gzipped. */
  readonly tokenizer: string;
  readonly config: string;
}

/** Path of the network inside the folder. */
export function networkPath({ format, layout }: Pick<RandomModelOptions, 'format' | 'layout'>): string {
  return `onnx/${layout === 'merged' ? 'decoder_model_merged' : 'model'}${SUFFIX[format]}.onnx`;
}

/** The graph in memory, with all of its weights. */
export function networkInMemory(options: RandomModelOptions): Uint8Array<ArrayBuffer> {
  return decoderFile({ ...options, externalData: null }, null);
}

/**
 * Writes the folder and returns the size of each file of the network in bytes, by path. With `externalData` the large
 * weights go straight to their file, so that a network of gigabytes needs no such memory.
 */
export function writeModelFolder(
  folder: string,
  options: RandomModelOptions,
  tokenizer: TokenizerFiles,
): Record<string, number> {
  mkdirSync(path.join(folder, 'onnx'), { recursive: true });
  const network = networkPath(options);
  const sizes: Record<string, number> = {};
  const externalName = options.externalData;
  if (externalName === null) {
    const file = decoderFile(options, null);
    writeFileSync(path.join(folder, network), file);
    sizes[network] = file.length;
  } else {
    const beside = `onnx/${externalName}`;
    const descriptor = openSync(path.join(folder, beside), 'w');
    sizes[beside] = 0;
    const write = (bytes: Uint8Array) => {
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
      sizes[beside] = (sizes[beside] ?? 0) + bytes.length;
    };
    try {
      const file = decoderFile(options, { fileName: externalName, write });
      writeFileSync(path.join(folder, network), file);
      sizes[network] = file.length;
    } finally {
      closeSync(descriptor);
    }
  }
  writeJson(path.join(folder, 'config.json'), configOf(options));
  const [last] = options.shape.endTokens;
  writeJson(path.join(folder, 'generation_config.json'), { eos_token_id: options.shape.endTokens, pad_token_id: last });
  writeFileSync(path.join(folder, 'tokenizer.json'), maybeGzipped(tokenizer.tokenizer));
  writeFileSync(path.join(folder, 'tokenizer_config.json'), readFileSync(tokenizer.config));
  return sizes;
}

function configOf({ shape, format, externalData, layout }: RandomModelOptions): object {
  const network = path.posix.basename(networkPath({ format, layout }));
  return {
    model_type: shape.modelType,
    vocab_size: shape.vocabularySize,
    hidden_size: shape.hiddenSize,
    num_hidden_layers: shape.layers,
    num_attention_heads: shape.heads,
    num_key_value_heads: shape.kvHeads,
    head_dim: shape.headDim,
    intermediate_size: shape.intermediateSize,
    max_position_embeddings: Math.min(shape.contextLength, 4096),
    rope_theta: shape.ropeTheta,
    rms_norm_eps: shape.normEpsilon,
    hidden_act: 'silu',
    tie_word_embeddings: true,
    eos_token_id: shape.endTokens[0],
    ...(externalData !== null && { 'transformers.js_config': { use_external_data_format: { [network]: 1 } } }),
  };
}

function maybeGzipped(file: string): Buffer {
  const bytes = readFileSync(file);
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
}

function writeJson(file: string, value: object): void {
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}
