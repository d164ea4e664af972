/**
 * Attention from plain operators instead of ONNX Runtime's GroupQueryAttention.
 *
 * On the processor that operator's kernel computes chunks of many tokens several times slower than the matrix products
 * that it consists of. So each such node becomes
 *
 *     If(one new position: the node itself, else: rotary embedding, past and new joined, softmax(Q K' scale + mask) V)
 *
 * with the same inputs and outputs. Single steps keep the node: they are as fast there, and it alone places the new
 * position of rows whose pasts differ in length. Query heads that share a key head are rows of one product, so keys are
 * never repeated. Cuts and padding are as they were: row b has read `seqlens_k[b] + 1` positions once the chunk is in,
 * its new positions are the last of them, and a position sees itself and those before. A batch of several rows with a
 * past and more than one new position, which the node refuses, works if all rows have read equally many.
 */

import {
  constantField,
  FLOAT,
  INT64,
  MICROSOFT,
  ModelFile,
  type NewNode,
  nodeField,
  type OnnxNode,
  subgraph,
} from './model-file';
import type { Field } from './wire';

const OPERATOR = 'GroupQueryAttention';
/** First version in which Softmax, Split and Unsqueeze have the form used here. */
const OLDEST_OPSET = 13;
/** What is added to the score of a position that may not be seen; far from overflow. */
const HIDDEN = -1e30;

/** Attributes that are understood, and the values of the others that mean "off". */
const UNDERSTOOD = new Set(['num_heads', 'kv_num_heads', 'scale', 'do_rotary', 'rotary_interleaved']);
const OFF = new Map<string, readonly number[]>([
  ['local_window_size', [-1]],
  ['softcap', [0]],
  ['smooth_softmax', [0, -1]],
  ['no_causal_mask', [0]],
]);

export type Rewritten =
  | { readonly bytes: Uint8Array<ArrayBuffer>; readonly nodes: number }
  /** Why the file stays as it is, in words. */
  | { readonly bytes: null; readonly reason: string };

interface Sizes {
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  readonly scale: number;
  readonly rotary: boolean;
  readonly interleaved: number;
}

/** Never throws: a file that is not understood stays as it is. */
export function withPlainAttention(file: Uint8Array): Rewritten {
  try {
    const model = new ModelFile(file);
    const nodes = model.nodes.filter(({ operator, domain }) => operator === OPERATOR && domain === MICROSOFT);
    const [first] = nodes;
    if (first === undefined) return { bytes: null, reason: `it has no ${OPERATOR}` };
    if (model.opset < OLDEST_OPSET) return { bytes: null, reason: `its operators are of version ${model.opset}` };
    const sizes = readSizes(model, first);
    const strange = typeof sizes === 'string' ? sizes : nodes.map((node) => differs(model, node, first)).find(isText);
    if (typeof sizes === 'string' || strange !== undefined) return { bytes: null, reason: `${strange}` };
    const bytes = model.rewrite((node) => {
      if (node.operator !== OPERATOR || node.domain !== MICROSOFT) return null;
      const own = exchange(node, sizes);
      return node.outputs[0] === first.outputs[0] ? [...prelude(node), ...own] : own;
    }, constants(sizes));
    return { bytes, nodes: nodes.length };
  } catch (thrown) {
    return { bytes: null, reason: thrown instanceof Error ? thrown.message : String(thrown) };
  }
}

/** The node's numbers, or why it is not understood. */
function readSizes(model: ModelFile, node: OnnxNode): Sizes | string {
  const strange =
    node.other[0] ??
    [...node.numbers].find(([name, value]) => !UNDERSTOOD.has(name) && OFF.get(name)?.includes(value) !== true)?.[0];
  if (strange !== undefined) return `its attention has the option "${strange}"`;
  if (node.inputs.slice(9).some((name) => name !== '')) return 'its attention has inputs that are not known here';
  const heads = node.numbers.get('num_heads') ?? 0;
  const kvHeads = node.numbers.get('kv_num_heads') ?? 0;
  const headDim = model.inputShape(node.inputs[3] ?? '')[3] ?? 0;
  if (model.inputType(node.inputs[3] ?? '') !== FLOAT) return 'its numbers are not float32';
  if (heads === 0 || kvHeads === 0 || headDim === 0) return 'the sizes of its attention are not stated';
  if (node.outputs.length !== 3) return 'its attention gives something else than a cache';
  return {
    heads,
    kvHeads,
    headDim,
    scale: node.numbers.get('scale') || headDim ** -0.5,
    rotary: node.numbers.get('do_rotary') === 1,
    interleaved: node.numbers.get('rotary_interleaved') ?? 0,
  };
}

/** What keeps a layer from sharing the first one's mask and shapes. */
function differs(model: ModelFile, node: OnnxNode, first: OnnxNode): string | undefined {
  const [own, other] = [readSizes(model, node), readSizes(model, first)];
  const same = JSON.stringify(own) === JSON.stringify(other) && [5, 6].every((i) => node.inputs[i] === first.inputs[i]);
  return same ? undefined : 'its layers differ in shape';
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

const name = (local: string) => `plain_attention.${local}`;

/** What all layers share, by name, and what stands in its place for a single step, which has no use for it. */
const SHARED = {
  past: { type: INT64, unused: 'zero' },
  positions: { type: INT64, unused: 'zero' },
  mask: { type: FLOAT, unused: 'nothing' },
  grouped_scores: { type: INT64, unused: 'zero' },
  flat_scores: { type: INT64, unused: 'zero' },
} as const;

/** What is the same for every layer: lengths, positions and the mask [rows, 1, 1, new positions, all positions]. */
function prelude(node: OnnxNode): Field[] {
  const [query = ''] = node.inputs;
  const shared = Object.entries(SHARED);
  const outputs = (way: string) => shared.map(([each, { type }]) => ({ name: name(`${each}.${way}`), type }));
  const skipped = shared.map(([each, { unused }]) => op('Identity', [unused], `${each}.step`));
  const choice: NewNode = {
    operator: 'If',
    inputs: [name('is_step')],
    outputs: shared.map(([each]) => name(each)),
    attributes: {
      then_branch: { graph: subgraph(name('step'), skipped, outputs('step')) },
      else_branch: { graph: subgraph(name('chunk'), sharedOfChunk(node), outputs('chunk')) },
    },
  };
  return [
    nodeField({ operator: 'Shape', inputs: [query], outputs: [name('query_shape')] }),
    op('Slice', ['query_shape', 'one', 'two'], 'width'),
    op('Equal', ['width', 'one'], 'is_step'),
    nodeField(choice),
  ];
}

function sharedOfChunk(node: OnnxNode): Field[] {
  const [, , , , , seqlens = '', total = ''] = node.inputs;
  return [
    nodeField({ operator: 'Cast', inputs: [total], outputs: [name('total_wide')], attributes: { to: INT64 } }),
    nodeField({ operator: 'Cast', inputs: [seqlens], outputs: [name('seqlens_wide')], attributes: { to: INT64 } }),
    op('Reshape', ['total_wide', 'one'], 'total'),
    op('Sub', ['total', 'width'], 'past.chunk'),
    op('Reshape', ['seqlens_wide', 'column'], 'last'),
    op('Add', ['last', 'one'], 'lengths'),
    op('Sub', ['lengths', 'width'], 'starts_or_less'),
    // A padded row of a first chunk is shorter than the chunk; it starts at the beginning all the same.
    op('Max', ['starts_or_less', 'zero'], 'starts'),
    ...['width', 'total', 'zero', 'one'].map((each) => op('Squeeze', [each, 'zero'], `${each}_scalar`)),
    op('Range', ['zero_scalar', 'width_scalar', 'one_scalar'], 'new_positions'),
    op('Range', ['zero_scalar', 'total_scalar', 'one_scalar'], 'all_positions'),
    op('Add', ['starts', 'new_positions'], 'positions.chunk'),
    op('Unsqueeze', ['positions.chunk', 'mask_axes'], 'positions_of_rows'),
    op('LessOrEqual', ['all_positions', 'positions_of_rows'], 'seen'),
    op('Where', ['seen', 'nothing', 'hidden'], 'mask.chunk'),
    op('Concat', ['grouped_start', 'width', 'total'], 'grouped_scores.chunk', { axis: 0 }),
    op('Concat', ['flat_start', 'total'], 'flat_scores.chunk', { axis: 0 }),
  ];
}

function constants({ heads, kvHeads, headDim }: Sizes): Field[] {
  const groups = heads / kvHeads;
  const lists: Record<string, readonly number[]> = {
    zero: [0],
    one: [1],
    two: [2],
    column: [-1, 1],
    mask_axes: [1, 2, 4],
    packed_widths: [heads * headDim, kvHeads * headDim, kvHeads * headDim],
    // A zero keeps a dimension, -1 takes what is left.
    queries_of_heads: [0, 0, kvHeads, groups, headDim],
    queries_as_rows: [0, kvHeads, -1, headDim],
    keys_of_heads: [0, 0, kvHeads, headDim],
    grouped_start: [0, kvHeads, groups],
    flat_start: [0, kvHeads, -1],
    mixed_of_heads: [0, kvHeads, groups, -1, headDim],
    mixed_joined: [0, 0, heads * headDim],
  };
  return [
    ...Object.entries(lists).map(([each, list]) => constantField(name(each), list)),
    constantField(name('nothing'), { float: 0 }),
    constantField(name('hidden'), { float: HIDDEN }),
  ];
}

/** The node's two ways, and the choice between them. */
function exchange(node: OnnxNode, sizes: Sizes): Field[] {
  const [output = '', ...presents] = node.outputs;
  const outputs = [output, ...presents];
  const asBefore = outputs.map((each) => `${each}.as_before`);
  const plain = outputs.map((each) => `${each}.plain`);
  const floats = (names: readonly string[]) => names.map((each) => ({ name: each, type: FLOAT }));
  const kept = nodeField({
    operator: OPERATOR,
    domain: MICROSOFT,
    inputs: node.inputs,
    outputs: asBefore,
    attributes: {
      num_heads: sizes.heads,
      kv_num_heads: sizes.kvHeads,
      scale: { float: sizes.scale },
      do_rotary: sizes.rotary ? 1 : 0,
      rotary_interleaved: sizes.interleaved,
    },
  });
  const choice: NewNode = {
    operator: 'If',
    inputs: [name('is_step')],
    outputs,
    attributes: {
      then_branch: { graph: subgraph(`${output}.step`, [kept], floats(asBefore)) },
      else_branch: { graph: subgraph(`${output}.chunk`, plainNodes(node, sizes, plain), floats(plain)) },
    },
  };
  return [nodeField(choice)];
}

function plainNodes(node: OnnxNode, sizes: Sizes, outputs: readonly string[]): Field[] {
  const [packed = '', key = '', value = '', pastKey = '', pastValue = '', , , cos = '', sin = ''] = node.inputs;
  const [output = '', presentKey = '', presentValue = ''] = outputs;
  const own = (local: string) => `${output}.${local}`;
  const fields: Field[] = [];
  const add = (operator: string, inputs: string[], to: string, attributes: NewNode['attributes'] = {}, domain = '') => {
    fields.push(nodeField({ operator, inputs, outputs: [to], attributes, ...(domain === '' ? {} : { domain }) }));
    return to;
  };
  let parts = [packed, key, value];
  if (key === '') {
    parts = ['query', 'key', 'value'].map(own);
    const inputs = [packed, name('packed_widths')];
    fields.push(nodeField({ operator: 'Split', inputs, outputs: parts, attributes: { axis: 2 } }));
  }
  const [query = '', newKey = '', newValue = ''] = parts;
  const turned = (each: string, heads: number, to: string) =>
    sizes.rotary
      ? add(
          'RotaryEmbedding',
          [each, name('positions'), cos, sin],
          own(to),
          { num_heads: heads, interleaved: sizes.interleaved },
          MICROSOFT,
        )
      : each;
  const joined = (each: string, past: string, local: string, to: string) => {
    const split = add('Reshape', [each, name('keys_of_heads')], own(`${local}_split`));
    const heads = add('Transpose', [split], own(`${local}_heads`), { perm: [0, 2, 1, 3] });
    const kept = add('Slice', [past, name('zero'), name('past'), name('two')], own(`${local}_past`));
    return add('Concat', [kept, heads], to, { axis: 2 });
  };
  const keys = joined(turned(newKey, sizes.kvHeads, 'key_turned'), pastKey, 'key', presentKey);
  const values = joined(newValue, pastValue, 'value', presentValue);
  const grouped = add(
    'Reshape',
    [turned(query, sizes.heads, 'query_turned'), name('queries_of_heads')],
    own('query_split'),
  );
  const ordered = add('Transpose', [grouped], own('query_heads'), { perm: [0, 2, 3, 1, 4] });
  const rows = add('Reshape', [ordered, name('queries_as_rows')], own('query_rows'));
  const scale = { alpha: { float: sizes.scale }, transB: 1 };
  const scores = add('FusedMatMul', [rows, keys], own('scores'), scale, MICROSOFT);
  const scoresOfHeads = add('Reshape', [scores, name('grouped_scores')], own('scores_of_heads'));
  const masked = add('Add', [scoresOfHeads, name('mask')], own('masked'));
  const weights = add('Softmax', [masked], own('weights'), { axis: -1 });
  const weightRows = add('Reshape', [weights, name('flat_scores')], own('weight_rows'));
  const mixed = add('MatMul', [weightRows, values], own('mixed'));
  const mixedOfHeads = add('Reshape', [mixed, name('mixed_of_heads')], own('mixed_of_heads'));
  const back = add('Transpose', [mixedOfHeads], own('mixed_back'), { perm: [0, 3, 1, 2, 4] });
  add('Reshape', [back, name('mixed_joined')], output);
  return fields;
}

function op(operator: string, inputs: readonly string[], to: string, attributes: NewNode['attributes'] = {}): Field {
  return nodeField({ operator, inputs: inputs.map(name), outputs: [name(to)], attributes });
}
