/**
 * A model's configuration and tokenizer. The files are read by `ModelFiles`, the tokenizer is transformers.js's.
 *
 * Its `AutoConfig` and `AutoTokenizer` were tried for the reading too. They refuse an absolute address as the local
 * folder, and a relative one means nothing in a worker started from a blob; they remember for good that a file was
 * missing; and they do not say which file is at fault. The library thus never uses the network here.
 */
import { PreTrainedTokenizer } from '@huggingface/transformers';
import * as v from 'valibot';
import { PlaygroundError } from '../../src/guidance/failure';
import type { ChatSupport } from '../../src/guidance/ports';
import type { TokenId } from '../../src/guidance/tokens';
import { ChatTemplate } from './chat-template';
import { findChatTemplate } from './chat-template-file';
import { type ModelFiles, readJson, words } from './model-files';
import { TextCodec } from './text-codec';

const tokenIds = v.nullish(v.union([v.number(), v.array(v.number())]));

const configFile = v.looseObject({
  vocab_size: v.pipe(v.number(), v.integer(), v.minValue(1)),
  max_position_embeddings: v.pipe(v.number(), v.integer(), v.minValue(1)),
  eos_token_id: tokenIds,
});
const generationFile = v.looseObject({ eos_token_id: tokenIds });
const tokenizerFile = v.looseObject({ model: v.looseObject({ type: v.optional(v.string()) }) });
const tokenizerConfigFile = v.looseObject({ chat_template: v.optional(v.unknown()) });

export interface ModelConfig {
  readonly vocabularySize: number;
  readonly contextLength: number;
  readonly endTokens: readonly TokenId[];
}

/** Throws `model-missing`, `model-corrupt`, or `model-unsuitable` naming the field that is missing. */
export async function readConfig(signal: AbortSignal, files: ModelFiles): Promise<ModelConfig> {
  const config = await readFile(signal, files, 'config.json', configFile);
  const endTokens = new Set([...asList(config.eos_token_id), ...(await generationEnds(signal, files))]);
  if (endTokens.size === 0)
    throw unsuitable(files, 'neither config.json nor generation_config.json has "eos_token_id"');
  return {
    vocabularySize: config.vocab_size,
    contextLength: config.max_position_embeddings,
    endTokens: [...endTokens],
  };
}

export interface ModelTexts {
  readonly codec: TextCodec;
  /** null where there is none that can be used; `chatSupport` says why. */
  readonly chat: ChatTemplate | null;
  readonly chatSupport: ChatSupport;
}

/** The tokenizer and, with it, the chat template. Throws as `readConfig` does; a template never keeps a model away. */
export async function readTokenizer(signal: AbortSignal, files: ModelFiles): Promise<ModelTexts> {
  const tokenizerJson = await readFile(signal, files, 'tokenizer.json', tokenizerFile);
  const config = await readFile(signal, files, 'tokenizer_config.json', tokenizerConfigFile);
  let tokenizer: PreTrainedTokenizer;
  let codec: TextCodec;
  try {
    tokenizer = new PreTrainedTokenizer(tokenizerJson, config);
    codec = new TextCodec(tokenizer);
  } catch (thrown) {
    throw unsuitable(files, `its tokenizer.json was not understood (${words(thrown)})`);
  }
  const template = await findChatTemplate(signal, files, config.chat_template);
  const opened = template === null ? 'it has no chat template' : ChatTemplate.open(tokenizer, codec, template);
  return typeof opened === 'string'
    ? { codec, chat: null, chatSupport: { kind: 'none', reason: opened } }
    : { codec, chat: opened, chatSupport: { kind: 'template', notes: opened.notes } };
}

async function readFile<S extends v.GenericSchema>(
  signal: AbortSignal,
  files: ModelFiles,
  path: string,
  schema: S,
): Promise<v.InferOutput<S>> {
  const parsed = v.safeParse(schema, await readJson(signal, files, path));
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw unsuitable(files, `its ${path} has no usable "${v.getDotPath(issue) ?? ''}" (${issue.message})`);
}

/** Chat models end a turn with a token that only this optional file names. */
async function generationEnds(signal: AbortSignal, files: ModelFiles): Promise<TokenId[]> {
  try {
    const parsed = v.safeParse(generationFile, await readJson(signal, files, 'generation_config.json'));
    return parsed.success ? asList(parsed.output.eos_token_id) : [];
  } catch (thrown) {
    if (thrown instanceof PlaygroundError) return [];
    throw thrown;
  }
}

function asList(ids: number | readonly number[] | null | undefined): TokenId[] {
  if (ids === null || ids === undefined) return [];
  return typeof ids === 'number' ? [ids] : [...ids];
}

function unsuitable(files: ModelFiles, what: string): PlaygroundError {
  return new PlaygroundError({
    code: 'model-unsuitable',
    message: `The model ${files.source.id} cannot be used: ${what}.`,
    advice: 'Choose a decoder language model that was exported for transformers.js.',
  });
}
