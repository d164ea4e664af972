/** The command line's words, as options. Throws a RangeError that names a word that is not known. */
import path from 'node:path';
import { networkPath, writeModelFolder } from './model-folder';
import { FORMATS, is4Bit, withDefaults } from './options';
import { type DecoderShape, SHAPES, type ShapeName } from './shapes';

export type Words = Readonly<Record<string, string | boolean | undefined>>;

const BUILT_IN = path.resolve(import.meta.dirname, '../../public/models/tiny-coder');

/** Writes the folder `out` and returns the sizes of the network's files in bytes. */
export function writeFromOptions(words: Words): Record<string, number> {
  const shapeName = oneOf(words, 'shape', Object.keys(SHAPES) as ShapeName[], 'qwen2.5-coder-0.5b');
  const format = oneOf(words, 'format', FORMATS, 'q4');
  const layout = oneOf(words, 'cache-layout', ['present', 'merged'], 'present');
  const positions = words.positions === undefined ? null : oneOf(words, 'positions', ['input', 'mask'], 'input');
  const logitCount = words['logit-count'] === undefined ? null : oneOf(words, 'logit-count', ['yes', 'no'], 'yes');
  const oneFile = words['one-file'] === true || shapeName === 'tiny';
  const options = withDefaults({
    shape: resized(SHAPES[shapeName], words),
    format,
    layout,
    attention: oneOf(words, 'attention', ['gqa', 'plain'], 'gqa'),
    cachedChunks: oneOf(words, 'cached-chunks', ['causal', 'unmasked'], 'causal'),
    cacheAxes: oneOf(words, 'cache-axes', ['heads-first', 'length-first'], 'heads-first'),
    cacheNames: oneOf(words, 'cache-names', ['dotted', 'flat'], 'dotted'),
    accuracyLevel: oneOf(words, 'accuracy-level', ['0', '4'], '0') === '4' ? 4 : 0,
    quantizedEmbedding: is4Bit(format) && words['float-embedding'] !== true,
    halfLogits: words['float-logits'] !== true,
    externalData: oneFile ? null : `${path.posix.basename(networkPath({ format, layout }))}_data`,
    ...(positions !== null && { positionIds: positions === 'input' }),
    ...(logitCount !== null && { logitCount: logitCount === 'yes' }),
    ...(words.seed !== undefined && { seed: whole(words, 'seed') }),
  });
  return writeModelFolder(text(words, 'out'), options, {
    tokenizer: words.tokenizer === undefined ? path.join(BUILT_IN, 'tokenizer.json') : text(words, 'tokenizer'),
    config:
      words['tokenizer-config'] === undefined
        ? path.join(BUILT_IN, 'tokenizer_config.json')
        : text(words, 'tokenizer-config'),
  });
}

function resized(shape: DecoderShape, words: Words): DecoderShape {
  return {
    ...shape,
    ...(words.vocabulary !== undefined && { vocabularySize: whole(words, 'vocabulary') }),
    ...(words.hidden !== undefined && { hiddenSize: whole(words, 'hidden') }),
  };
}

function oneOf<T extends string>(words: Words, name: string, known: readonly T[], otherwise: T): T {
  const given = words[name];
  if (given === undefined) return otherwise;
  const found = known.find((each) => each === given);
  if (found === undefined) throw new RangeError(`--${name} is one of ${known.join(', ')}, not ${given}`);
  return found;
}

function text(words: Words, name: string): string {
  const given = words[name];
  if (typeof given !== 'string' || given === '') throw new RangeError(`--${name} is missing`);
  return given;
}

function whole(words: Words, name: string): number {
  const value = Number(text(words, name));
  if (!Number.isSafeInteger(value) || value <= 0) throw new RangeError(`--${name} is no whole number above 0`);
  return value;
}
