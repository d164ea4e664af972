/** How a network's numbers are stored, by the Hub's names, which transformers.js uses too. */

export const NUMBER_FORMATS = ['q4f16', 'q4', 'q8', 'int8', 'uint8', 'bnb4', 'fp16', 'fp32'] as const;
export type NumberFormat = (typeof NUMBER_FORMATS)[number];

/** What stands between the network's name and `.onnx`. */
const SUFFIX: Readonly<Record<NumberFormat, string>> = {
  fp32: '',
  fp16: '_fp16',
  int8: '_int8',
  uint8: '_uint8',
  q8: '_quantized',
  q4: '_q4',
  q4f16: '_q4f16',
  bnb4: '_bnb4',
};

/** Names of the network with a key-value cache; the second is that of exports from before 2024. */
const STEMS = ['model', 'decoder_model_merged'] as const;

export const FORMAT_WORDS: Readonly<Record<NumberFormat, string>> = {
  fp32: '32-bit floats, as exact as the browser computes',
  fp16: '16-bit floats',
  int8: '8-bit whole numbers',
  uint8: '8-bit whole numbers without sign',
  q8: '8-bit whole numbers, scaled while it runs',
  q4: '4-bit weights, computed in 32-bit floats',
  q4f16: '4-bit weights, computed in 16-bit floats',
  bnb4: '4-bit weights in the bitsandbytes form',
};

/** Where the network usually lies inside a model's folder. */
export function weightsPath(format: NumberFormat): string {
  return `onnx/model${SUFFIX[format]}.onnx`;
}

/** The format that a path inside a model's folder tells, or null for a file that is no network with a cache. */
export function formatOf(path: string): NumberFormat | null {
  for (const stem of STEMS) {
    const found = NUMBER_FORMATS.find((format) => path === `onnx/${stem}${SUFFIX[format]}.onnx`);
    if (found !== undefined) return found;
  }
  return null;
}

/** Of two networks of one format the usual name is taken. */
export function isUsualName(path: string): boolean {
  return path.startsWith('onnx/model');
}
