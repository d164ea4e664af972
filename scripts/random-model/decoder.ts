/** The whole network as an ONNX file: a Qwen2-style decoder in the form that the options ask for. */
import { subgraph } from '../../workers/model/onnx/model-file';
import { type Field, messageField, numberField, textField, writeFields } from '../../workers/model/onnx/wire';
import {
  type Branch,
  type CacheNames,
  groupedAttention,
  groupedShared,
  plainAttention,
  plainShared,
} from './attention';
import { GraphWriter } from './graph-writer';
import { isHalf, type RandomModelOptions } from './options';
import { declared, type ExternalData, TYPE } from './tensors';

const MODEL = { version: 1, graph: 7, opset: 8 } as const;
const GRAPH = { node: 1, name: 2, input: 11, output: 12 } as const;
const OPSET = 17;
const IR_VERSION = 8;

/** The graph's file; large weights go to `external` where it is given. */
export function decoderFile(options: RandomModelOptions, external: ExternalData | null): Uint8Array<ArrayBuffer> {
  const g = new GraphWriter(options, external);
  const nodes = options.layout === 'merged' ? mergedNodes(g) : branchNodes(g, { tag: '', withPast: true });
  const graph = [
    ...g.preparation,
    ...nodes,
    textField(GRAPH.name, 'random-decoder'),
    ...g.constants,
    ...inputs(options, g.floatType),
    ...outputs(options, g.floatType),
  ];
  const opset = (domain: string, version: number) =>
    messageField(MODEL.opset, [textField(1, domain), numberField(2, version)]);
  return writeFields([
    numberField(MODEL.version, IR_VERSION),
    messageField(MODEL.graph, graph),
    opset('', OPSET),
    opset('com.microsoft', 1),
  ]);
}

function logitsType(options: RandomModelOptions): 'float32' | 'float16' {
  return isHalf(options.format) && options.halfLogits ? 'float16' : 'float32';
}

function cacheNames(options: RandomModelOptions, layer: number): CacheNames {
  const name = (prefix: string, dotted: string, kind: string) =>
    options.cacheNames === 'dotted' ? `${dotted}.${layer}.${kind}` : `${prefix}_${kind}_${layer}`;
  return {
    pastKey: name('past', 'past_key_values', 'key'),
    pastValue: name('past', 'past_key_values', 'value'),
    presentKey: name('present', 'present', 'key'),
    presentValue: name('present', 'present', 'value'),
  };
}

/** Two whole networks that share their weights, as `optimum` merges them. */
function mergedNodes(g: GraphWriter): Field[] {
  const branch = (tag: string, withPast: boolean): Field[] => {
    const nodes = branchNodes(g, { tag, withPast });
    const made = outputNames(g.options).map((name) => ({
      name: `${tag}${name}`,
      type: TYPE[name === 'logits' ? logitsType(g.options) : g.floatType],
    }));
    return subgraph(tag, nodes, made);
  };
  const attributes = {
    then_branch: { graph: branch('cached/', true) },
    else_branch: { graph: branch('first/', false) },
  };
  const [first = '', ...more] = outputNames(g.options);
  g.body = [];
  g.node('If', ['use_cache_branch'], first, { attributes, more });
  return g.body;
}

function branchNodes(g: GraphWriter, branch: Branch): Field[] {
  const { shape, attention, logitCount } = g.options;
  const { hiddenSize: hidden } = shape;
  const { tag } = branch;
  g.body = [];
  if (attention === 'gqa') groupedShared(g);
  else plainShared(g, branch, cacheNames(g.options, 0).pastKey);
  const { embed, logits } = g.embedding('embed_tokens', shape.vocabularySize, hidden);
  let residual = embed('input_ids', `${tag}embedded`);
  for (let layer = 0; layer < shape.layers; layer++) residual = layerNodes(g, branch, layer, residual);
  let states = norm(g, residual, 'final_norm', hidden, `${tag}final`);
  if (logitCount) {
    const start = g.node(
      'Reshape',
      [g.node('Neg', ['num_logits_to_keep'], `${tag}minus_keep`), g.integers('list', [1])],
      `${tag}keep_from`,
    );
    states = g.node(
      'Slice',
      [states, start, g.integers('end', [Number.MAX_SAFE_INTEGER]), g.integers('axis_1', [1])],
      `${tag}kept`,
    );
  }
  const narrow = logitsType(g.options) === g.floatType;
  const made = logits(states, narrow ? `${tag}logits` : `${tag}logits.half`);
  if (!narrow) g.node('Cast', [made], `${tag}logits`, { attributes: { to: TYPE.float32 } });
  return g.body;
}

function layerNodes(g: GraphWriter, branch: Branch, index: number, residual: string): string {
  const {
    hiddenSize: hidden,
    intermediateSize: wide,
    heads,
    kvHeads,
    headDim,
    attentionBias,
    headNorms,
  } = g.options.shape;
  const weight = (name: string) => `layers.${index}.${name}`;
  const layer = `${branch.tag}layers.${index}`;
  const normed = norm(g, residual, weight('input_norm'), hidden, `${layer}.normed`);
  const projected = (name: string, count: number) => {
    const raw = g.product(normed, weight(`${name}_proj`), hidden, count * headDim, `${layer}.${name}_raw`);
    const bias = () => g.vector(weight(`${name}_bias`), count * headDim, 0.1, 0);
    const each = attentionBias ? g.node('Add', [raw, bias()], `${layer}.${name}`) : raw;
    return headNorms && name !== 'v'
      ? headNorm(g, each, weight(`${name}_norm`), count, `${layer}.${name}_normed`)
      : each;
  };
  const parts = { query: projected('q', heads), key: projected('k', kvHeads), value: projected('v', kvHeads) };
  const names = cacheNames(g.options, index);
  const presents = {
    presentKey: `${branch.tag}${names.presentKey}`,
    presentValue: `${branch.tag}${names.presentValue}`,
  };
  const cache = { ...names, ...presents };
  const mixed =
    g.options.attention === 'gqa'
      ? groupedAttention(g, layer, parts, cache)
      : plainAttention(g, branch, layer, parts, cache);
  const attended = g.product(mixed, weight('o_proj'), heads * headDim, hidden, `${layer}.attended`);
  const middle = g.node('Add', [residual, attended], `${layer}.middle`);
  const normedMiddle = norm(g, middle, weight('middle_norm'), hidden, `${layer}.middle_normed`);
  const gate = g.product(normedMiddle, weight('gate_proj'), hidden, wide, `${layer}.gate`);
  const up = g.product(normedMiddle, weight('up_proj'), hidden, wide, `${layer}.up`);
  const open = g.node('Mul', [gate, g.node('Sigmoid', [gate], `${layer}.gate_open`)], `${layer}.silu`);
  const down = g.product(
    g.node('Mul', [open, up], `${layer}.gated`),
    weight('down_proj'),
    wide,
    hidden,
    `${layer}.down`,
  );
  return g.node('Add', [middle, down], `${layer}.end`);
}

/** RMS normalisation over the last axis: fused with grouped attention, in its parts as older exports have it without. */
function norm(g: GraphWriter, source: string, name: string, size: number, output: string): string {
  const weight = g.vector(name, size, 0.1, 1);
  const { normEpsilon: epsilon } = g.options.shape;
  if (g.options.attention === 'gqa') {
    const attributes = { axis: -1, epsilon: { float: epsilon }, stash_type: 1 };
    return g.node('SimplifiedLayerNormalization', [source, weight], output, { attributes });
  }
  const squares = g.node('Mul', [source, source], `${output}.squares`);
  const mean = g.node('ReduceMean', [squares], `${output}.mean`, { attributes: { axes: [-1], keepdims: 1 } });
  // Half precision has nothing as small as Qwen's epsilon.
  const least = g.floats('epsilon', [], () =>
    Float32Array.of(isHalf(g.options.format) ? Math.max(epsilon, 1e-5) : epsilon),
  );
  const root = g.node('Sqrt', [g.node('Add', [mean, least], `${output}.above`)], `${output}.root`);
  return g.node('Mul', [g.node('Div', [source, root], `${output}.even`), weight], output);
}

function headNorm(g: GraphWriter, source: string, name: string, count: number, output: string): string {
  const { headDim } = g.options.shape;
  const split = g.node('Reshape', [source, g.integers(`split_${count}`, [0, 0, count, headDim])], `${output}.split`);
  const normed = norm(g, split, name, headDim, `${output}.heads`);
  return g.node('Reshape', [normed, g.integers(`flat_${count}`, [0, 0, count * headDim])], output);
}

function outputNames(options: RandomModelOptions): string[] {
  const names = ['logits'];
  for (let layer = 0; layer < options.shape.layers; layer++) {
    const { presentKey, presentValue } = cacheNames(options, layer);
    names.push(presentKey, presentValue);
  }
  return names;
}

function cacheDims({ shape, cacheAxes }: RandomModelOptions, length: string): (number | string)[] {
  const [first, last] = ['batch_size', shape.headDim];
  return cacheAxes === 'heads-first' ? [first, shape.kvHeads, length, last] : [first, length, shape.kvHeads, last];
}

function inputs(options: RandomModelOptions, floatType: 'float32' | 'float16'): Field[] {
  const { layout, positionIds, logitCount, shape } = options;
  const fields = [
    declared(GRAPH.input, 'input_ids', 'int64', ['batch_size', 'sequence_length']),
    declared(GRAPH.input, 'attention_mask', 'int64', ['batch_size', 'total_sequence_length']),
  ];
  if (positionIds) fields.push(declared(GRAPH.input, 'position_ids', 'int64', ['batch_size', 'sequence_length']));
  for (let layer = 0; layer < shape.layers; layer++) {
    const { pastKey, pastValue } = cacheNames(options, layer);
    for (const name of [pastKey, pastValue]) {
      fields.push(declared(GRAPH.input, name, floatType, cacheDims(options, 'past_sequence_length')));
    }
  }
  if (layout === 'merged') fields.push(declared(GRAPH.input, 'use_cache_branch', 'bool', [1]));
  if (logitCount) fields.push(declared(GRAPH.input, 'num_logits_to_keep', 'int64', []));
  return fields;
}

function outputs(options: RandomModelOptions, floatType: 'float32' | 'float16'): Field[] {
  return outputNames(options).map((name) =>
    name === 'logits'
      ? declared(GRAPH.output, name, logitsType(options), ['batch_size', 'num_logits', options.shape.vocabularySize])
      : declared(GRAPH.output, name, floatType, cacheDims(options, 'total_sequence_length')),
  );
}
