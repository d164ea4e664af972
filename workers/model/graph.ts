/** What the decode loop needs to know of an ONNX graph, read from its declared inputs and outputs. */
import type { InferenceSession } from 'onnxruntime-web';
import { PlaygroundError } from '../../src/guidance/failure';
import type { OrtSession } from './runtime';

export interface CacheName {
  readonly past: string;
  readonly present: string;
}

export interface GraphShape {
  /** Key and value of every layer, in the graph's order. */
  readonly caches: readonly CacheName[];
  readonly kvHeads: number;
  readonly headDim: number;
  /** null where the graph does not state it. */
  readonly vocabularySize: number | null;
  /** The graph computes positions itself where it does not ask for them. */
  readonly wantsPositionIds: boolean;
  /** The graph can leave out the logits of all but the last positions. */
  readonly wantsLogitCount: boolean;
}

const KNOWN_INPUTS = new Set(['input_ids', 'attention_mask', 'position_ids', 'num_logits_to_keep']);
const PAST = /^past_key_values\.(\d+)\.(key|value)$/;

/** Throws `model-unsuitable`, naming what is missing, for a graph that the decode loop cannot drive. */
export function readGraph(session: OrtSession): GraphShape {
  const inputs = new Set(session.inputNames);
  const outputs = new Set(session.outputNames);
  for (const name of ['input_ids', 'attention_mask']) {
    if (!inputs.has(name)) throw unsuitable(`it has no input "${name}"`);
  }
  if (!outputs.has('logits')) throw unsuitable('it has no output "logits"');
  const caches = session.inputNames.filter((name) => PAST.test(name)).map(cacheName);
  if (caches.length === 0) throw unsuitable('it has no key-value cache inputs ("past_key_values.0.key" and so on)');
  for (const { present } of caches) {
    if (!outputs.has(present)) throw unsuitable(`it has no output "${present}"`);
  }
  const foreign = session.inputNames.find((name) => !KNOWN_INPUTS.has(name) && !PAST.test(name));
  if (foreign !== undefined) throw unsuitable(`it asks for an input "${foreign}", which is not known here`);
  const [, kvHeads, , headDim] = cacheShape(session);
  return {
    caches,
    kvHeads: fixedDimension(kvHeads, 'number of key-value heads'),
    headDim: fixedDimension(headDim, 'head size'),
    vocabularySize: lastDimension(session.outputMetadata, 'logits'),
    wantsPositionIds: inputs.has('position_ids'),
    wantsLogitCount: inputs.has('num_logits_to_keep'),
  };
}

function cacheName(past: string): CacheName {
  return { past, present: past.replace('past_key_values', 'present') };
}

/** [batch, heads, past length, head size]; every layer has the same in the models that this engine runs. */
function cacheShape(session: OrtSession): readonly (number | string)[] {
  const shapes = session.inputMetadata.filter((input) => PAST.test(input.name)).map(tensorMetadata);
  const [first] = shapes;
  if (first === undefined) throw unsuitable('its cache inputs have no stated shape');
  for (const { type, shape, name } of shapes) {
    if (type !== 'float32') throw unsuitable(`its cache "${name}" holds ${type}; only float32 caches are read here`);
    if (shape.length !== 4) throw unsuitable(`its cache "${name}" has ${shape.length} dimensions instead of 4`);
    if (shape[1] !== first.shape[1] || shape[3] !== first.shape[3]) {
      throw unsuitable(`its caches differ in shape between layers ("${name}")`);
    }
  }
  return first.shape;
}

function tensorMetadata(value: InferenceSession.ValueMetadata): InferenceSession.TensorValueMetadata {
  if (!value.isTensor) throw unsuitable(`its input "${value.name}" is no tensor`);
  return value;
}

function fixedDimension(value: number | string | undefined, what: string): number {
  if (typeof value !== 'number' || value <= 0) throw unsuitable(`its cache inputs do not state the ${what}`);
  return value;
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
