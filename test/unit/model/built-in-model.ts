/** The built-in model in Node: the engine's own classes over the package's Node entry, which is the same WASM. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PreTrainedTokenizer } from '@huggingface/transformers';
import * as ort from 'onnxruntime-web';
import type { StopRule } from '../../../src/guidance/line';
import type { DecodeLineRequest, ModelDescription, SampleRequest } from '../../../src/guidance/ports';
import type { TokenId } from '../../../src/guidance/tokens';
import { Engine } from '../../../workers/model/engine';
import { ModelSession } from '../../../workers/model/session';
import { TextCodec } from '../../../workers/model/text-codec';

const MODELS = resolve(import.meta.dirname, '../../../public/models');
const END_OF_TEXT = 1023;

export interface BuiltIn {
  readonly engine: Engine;
  readonly session: ModelSession;
  readonly codec: TextCodec;
}

export function loadCodec(): TextCodec {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(MODELS, 'tiny-coder', file), 'utf8'));
  return new TextCodec(new PreTrainedTokenizer(read('tokenizer.json'), read('tokenizer_config.json')));
}

/** The network's file. */
export function readBuiltIn(): Uint8Array {
  return readFileSync(join(MODELS, 'tiny-coder/onnx/model_int8.onnx'));
}

export async function loadSession(): Promise<ModelSession> {
  ort.env.wasm.numThreads = 1;
  return ModelSession.create(ort, readBuiltIn(), null);
}

export async function loadBuiltIn(contextLength = 4096): Promise<BuiltIn> {
  const codec = loadCodec();
  const session = await loadSession();
  return { engine: new Engine(describeModel(contextLength), session, codec), session, codec };
}

export function describeModel(contextLength: number): ModelDescription {
  return {
    id: 'tiny-coder',
    weightsSha256: '',
    device: 'wasm',
    deviceReason: 'test',
    vocabularySize: 1024,
    contextLength,
    endTokens: [END_OF_TEXT],
    promptStyle: 'built-in',
    selfCheck: { maxLogitDifference: 0, passed: true },
    plan: { decoding: 'drafts', maxBatch: 16 },
  };
}

export const NEVER = new AbortController().signal;

/** No entry point and few tokens: whatever the weights of the day write, column 0 does not end it and a loop is short. */
export const STOP: StopRule = { entryPoint: null, maxLines: 30, maxTokens: 24 };

export const HEAD =
  '# Task\nWrite a function to add five to each number of a list and return the list.\n# Tests\n' +
  'assert add_five([1, 2]) == [6, 7]\nassert add_five([]) == []\n';
export const TAIL = '# Solution\n';
export const SIGNAL =
  '# Candidate\ndef add_five(numbers):\n    return [n + 5 for n in numbers]\n# add_five([1, 2]) returned [6, 7]\n';
/** Ends inside a line, so that most models have more than one token left to write. */
export const CODE = 'def add_five(numbers):\n    result = [';

/** A request over the texts above. */
export function lineRequest(
  codec: TextCodec,
  context: number,
  change: Partial<DecodeLineRequest> & { readonly code?: readonly TokenId[] } = {},
): DecodeLineRequest {
  const { code = codec.encode(CODE), ...rest } = change;
  return {
    context,
    plain: { prompt: promptIds(codec), code },
    conditionalPrompt: conditionalIds(codec),
    gamma: 2,
    forced: [],
    drafts: [],
    maxTokens: null,
    topCount: 5,
    topProbsMask: null,
    epsilon: null,
    stop: STOP,
    ...rest,
  };
}

export function sampleRequest(codec: TextCodec, context: number, change: Partial<SampleRequest> = {}): SampleRequest {
  return {
    context,
    prefix: { prompt: promptIds(codec), code: codec.encode(CODE) },
    count: 4,
    horizonLines: 3,
    temperature: 1,
    topP: 0.95,
    seed: 11,
    stop: STOP,
    ...change,
  };
}

export function promptIds(codec: TextCodec): TokenId[] {
  return [...codec.encode(HEAD), ...codec.encode(TAIL)];
}

export function conditionalIds(codec: TextCodec): TokenId[] {
  return [...codec.encode(HEAD), ...codec.encode(SIGNAL), ...codec.encode(TAIL)];
}
