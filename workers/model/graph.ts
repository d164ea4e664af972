/** What the decode loop needs to know of an ONNX graph, read from its declared inputs and outputs. */
import type { InferenceSession } from 'onnxruntime-web';
import { PlaygroundError } from '../../src/guidance/failure';
import type { OrtSession } from './runtime';

export interface CacheTensor {
  readonly past: string;
  readonly present: string;
  readonly type: 'float32' | 'float16';
  /** Axis 0 are the rows of a batch; this one counts positions. Usually [rows, heads, positions, head size]. */
  readonly lengthAxis: number;
  /** The other axes' sizes, with 0 in the place of rows and positions. */
  readonly dims: readonly number[];
}

export interface GraphShape {
  /** Key and value of every layer, in the graph's order. */
  readonly caches: readonly CacheTensor[];
  readonly kvHeads: number;
  readonly headDim: number;
  /** null where the graph does not state it. */
  readonly vocabularySize: number | null;
  /** The graph computes positions itself where it does not ask for them. */
  readonly wantsPositionIds: boolean;
  /** The graph can leave out the logits of all but the last positions. */
  readonly wantsLogitCount: boolean;
  /** The graph has a branch for runs with a past and one for those without, and is told which to take. */
  readonly wantsBranch: boolean;
  /** The graph takes one row and no more. */
  readonly oneRow: boolean;
}

const KNOWN_INPUTS = new Set(['input_ids', 'attention_mask', 'position_ids', 'num_logits_to_keep', 'use_cache_branch']);

/** `past_key_values.0.key`, `past_key_0`, `past.0.key`, `cache_k.0` and the like. */
const PAST = /^(past|cache|kv)/i;
const PRESENT = /^(present|new|updated?|output|out|next|past|cache|kv)/i;

/** Throws `model-unsuitable`, naming what is missing, for a graph that the decode loop cannot drive. */
export function readGraph(session: OrtSession): GraphShape {
  const inputs = new Set(session.inputNames);
  const outputs = new Set(session.outputNames);
  for (const name of ['input_ids', 'attention_mask']) {
    if (!inputs.has(name)) throw unsuitable(`it has no input "${name}"`);
  }
  if (!outputs.has('logits')) throw unsuitable('it has no output "logits"');
  const pasts = session.inputNames.filter((name) => !KNOWN_INPUTS.has(name) && PAST.test(name));
  if (pasts.length === 0) throw unsuitable('it has no key-value cache inputs ("past_key_values.0.key" and so on)');
  const foreign = session.inputNames.find((name) => !KNOWN_INPUTS.has(name) && !PAST.test(name));
  if (foreign !== undefined) throw unsuitable(`it asks for an input "${foreign}", which is not known here`);
  const presents = presentNames(session.outputNames);
  const caches = pasts.map((past) => cacheTensor(session, past, presents));
  const [first] = caches;
  if (first === undefined) throw unsuitable('its cache inputs have no stated shape');
  const [kvHeads = 0, headDim = 0] = first.dims.filter((size) => size > 0);
  return {
    caches,
    kvHeads,
    headDim,
    vocabularySize: lastDimension(session.outputMetadata, 'logits'),
    wantsPositionIds: inputs.has('position_ids'),
    wantsLogitCount: inputs.has('num_logits_to_keep'),
    wantsBranch: inputs.has('use_cache_branch'),
    oneRow: session.inputMetadata.some((input) => input.isTensor && PAST.test(input.name) && input.shape[0] === 1),
  };
}

/** Layer and kind that a cache's name speaks of, as "3 key"; null for a name that does not. */
function placeOf(name: string): string | null {
  const layers = name.match(/\d+/g) ?? [];
  const kind = /(?:^|[._])(k|key|keys|v|value|values)(?:$|[._])/i.exec(name.replace(/^past_key_values?/i, 'past'))?.[1];
  if (layers.length !== 1 || kind === undefined || /encoder|cross/i.test(name)) return null;
  return `${Number(layers[0])} ${/^k/i.test(kind) ? 'key' : 'value'}`;
}

function presentNames(outputs: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const name of outputs) {
    const place = name === 'logits' || !PRESENT.test(name) ? null : placeOf(name);
    if (place !== null) found.set(place, name);
  }
  return found;
}

function cacheTensor(session: OrtSession, past: string, presents: ReadonlyMap<string, string>): CacheTensor {
  const place = placeOf(past);
  if (place === null) throw unsuitable(`its cache input "${past}" does not say which layer's keys or values it holds`);
  const present = presents.get(place);
  if (present === undefined) {
    throw unsuitable(`it has no output "${past.replace(/^past(_key_values)?/, 'present')}"`);
  }
  const found = session.inputMetadata.find((input) => input.name === past);
  if (found === undefined || !found.isTensor) throw unsuitable(`its cache input "${past}" is no tensor`);
  const { type, shape } = found;
  if (type !== 'float32' && type !== 'float16') {
    throw unsuitable(`its cache "${past}" holds ${type}; only float32 and float16 caches are read here`);
  }
  if (shape.length !== 4) throw unsuitable(`its cache "${past}" has ${shape.length} dimensions instead of 4`);
  const [rows, ...others] = shape;
  if (typeof rows === 'number' && rows > 1) throw unsuitable(`its cache "${past}" is made for ${rows} rows at once`);
  const open = others.flatMap((size, i) => (typeof size === 'number' && size > 0 ? [] : [i + 1]));
  const [lengthAxis] = open;
  if (lengthAxis === undefined)
    throw unsuitable(`its cache "${past}" has a fixed length; only growing caches are read here`);
  if (open.length > 1) {
    throw unsuitable(`its cache inputs do not state the number of key-value heads or the head size ("${past}")`);
  }
  return { past, present, type, lengthAxis, dims: [0, ...others.map((size) => (typeof size === 'number' ? size : 0))] };
}

function lastDimension(metadata: readonly InferenceSession.ValueMetadata[], name: string): number | null {
  const found = metadata.find((value) => value.name === name);
  const last = found?.isTensor ? found.shape.at(-1) : undefined;
  return typeof last === 'number' && last > 0 ? last : null;
}

function unsuitable(what: string): PlaygroundError {
  return new PlaygroundError({
    code: 'model-unsuitable',
    message: `This model's ONNX file cannot be used for decoding: ${what}.`,
    advice: 'Choose an export of a decoder language model with a key-value cache, as transformers.js uses them.',
  });
}
