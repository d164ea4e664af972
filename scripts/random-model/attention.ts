/** One layer's attention in the two forms that exports have. Both compute the same. */
import { MICROSOFT } from '../../workers/model/onnx/model-file';
import type { GraphWriter } from './graph-writer';
import { TYPE } from './tensors';

/** What a branch of the graph is called, and whether it reads caches. */
export interface Branch {
  /** Before the names of its values. */
  readonly tag: string;
  readonly withPast: boolean;
}

export interface Projections {
  /** [rows, positions, heads * head size] */
  readonly query: string;
  readonly key: string;
  readonly value: string;
}

export interface CacheNames {
  readonly pastKey: string;
  readonly pastValue: string;
  readonly presentKey: string;
  readonly presentValue: string;
}

/** Most positions that the tables of angles hold, to keep files small; longer texts are not for random weights. */
const LONGEST_TABLE = 4096;

function angles(g: GraphWriter, of: (angle: number) => number, name: string, repeated: boolean): string {
  const { headDim, contextLength, ropeTheta } = g.options.shape;
  const positions = Math.min(contextLength, LONGEST_TABLE);
  const half = headDim / 2;
  const width = repeated ? headDim : half;
  return g.floats(name, [positions, width], () =>
    Float32Array.from({ length: positions * width }, (_, i) => {
      const pair = (i % width) % half;
      return of(Math.floor(i / width) * ropeTheta ** (-pair / half));
    }),
  );
}

/** Each row's last position and the width of the mask, as GroupQueryAttention wants them. */
export function groupedShared(g: GraphWriter): void {
  const one = g.integers('one', [1]);
  const sums = g.node('ReduceSum', ['attention_mask', one], 'mask_sums', { attributes: { keepdims: 0 } });
  const last = g.node('Sub', [sums, one], 'mask_last');
  g.node('Cast', [last], 'seqlens_k', { attributes: { to: TYPE.int32 } });
  const shape = g.node('Shape', ['attention_mask'], 'mask_shape');
  const width = g.node('Gather', [shape, g.integers('index_one', 1)], 'mask_width', { attributes: { axis: 0 } });
  g.node('Cast', [width], 'total_sequence_length', { attributes: { to: TYPE.int32 } });
}

export function groupedAttention(g: GraphWriter, layer: string, parts: Projections, cache: CacheNames): string {
  const { heads, kvHeads, headDim } = g.options.shape;
  const inputs = [
    ...[parts.query, parts.key, parts.value, cache.pastKey, cache.pastValue, 'seqlens_k', 'total_sequence_length'],
    ...[angles(g, Math.cos, 'cos_cache', false), angles(g, Math.sin, 'sin_cache', false)],
  ];
  return g.node('GroupQueryAttention', inputs, `${layer}.mixed`, {
    domain: MICROSOFT,
    more: [cache.presentKey, cache.presentValue],
    attributes: { num_heads: heads, kv_num_heads: kvHeads, scale: { float: headDim ** -0.5 }, do_rotary: 1 },
  });
}

/** The mask [rows, 1, new, all] of one branch, and the angles of its new positions [rows, 1, new, head size]. */
export function plainShared(g: GraphWriter, { tag, withPast }: Branch, firstPast: string): void {
  const { positionIds, cachedChunks, cacheAxes } = g.options;
  const own = (name: string) => `${tag}${name}`;
  const zero = g.integers('axis_0', [0]);
  const one = g.integers('axis_1', [1]);
  const size = (of: string, axis: number, name: string) => {
    const shape = g.node('Shape', [of], own(`${name}.shape`));
    return g.node('Gather', [shape, g.integers(`index_${axis}`, axis)], own(name), { attributes: { axis: 0 } });
  };
  const [none, step] = [g.integers('nothing', 0), g.integers('step', 1)];
  const width = size('input_ids', 1, 'width');
  const past = withPast ? size(firstPast, cacheAxes === 'heads-first' ? 2 : 1, 'past') : none;
  const total = g.node('Add', [past, width], own('total'));
  const all = g.node('Range', [none, total, step], own('all_positions'));
  const fresh = g.node('Range', [past, total, step], own('new_positions'));
  const attended = g.node('Cast', ['attention_mask'], own('attended'), { attributes: { to: TYPE.bool } });
  let seen = g.node('Unsqueeze', [attended, g.integers('axes_1_2', [1, 2])], own('attended_of_heads'));
  if (!withPast || cachedChunks === 'causal') {
    const column = g.node('Unsqueeze', [fresh, one], own('new_column'));
    seen = g.node('And', [g.node('LessOrEqual', [all, column], own('before')), seen], own('seen'));
  }
  const visible = g.floats('visible', [], () => Float32Array.of(0));
  const hidden = g.floats('hidden', [], () => Float32Array.of(g.floatType === 'float16' ? -65504 : -3e38));
  g.node('Where', [seen, visible, hidden], own('mask'));

  let positions = 'position_ids';
  if (!positionIds) {
    const counted = g.node('CumSum', ['attention_mask', step], own('counted'));
    const places = g.node('Sub', [counted, one], own('places'));
    const from = g.node('Neg', [g.node('Unsqueeze', [width, zero], own('width_list'))], own('from'));
    positions = g.node('Slice', [places, from, g.integers('end', [Number.MAX_SAFE_INTEGER]), one], own('positions'));
  }
  for (const [name, of] of [
    ['cos', Math.cos],
    ['sin', Math.sin],
  ] as const) {
    const gathered = g.node('Gather', [angles(g, of, `${name}_table`, true), positions], own(`${name}_of_rows`));
    g.node('Unsqueeze', [gathered, one], own(name));
  }
  g.integers('half', [g.options.shape.headDim / 2]);
}

export function plainAttention(
  g: GraphWriter,
  branch: Branch,
  layer: string,
  parts: Projections,
  cache: CacheNames,
): string {
  const { heads, kvHeads, headDim } = g.options.shape;
  const own = (name: string) => `${layer}.${name}`;
  const isHeadsFirst = g.options.cacheAxes === 'heads-first';
  const split = (each: string, count: number, name: string) => {
    const shape = g.integers(`split_${count}`, [0, 0, count, headDim]);
    return g.node('Reshape', [each, shape], own(`${name}.split`));
  };
  const headsFirst = (each: string, name: string) =>
    g.node('Transpose', [each], own(`${name}.heads`), { attributes: { perm: [0, 2, 1, 3] } });
  const turned = (each: string, name: string) => {
    const [zero, half] = [g.integers('axis_0', [0]), 'half'];
    const axis = g.integers('axis_3', [3]);
    const first = g.node('Slice', [each, zero, half, axis], own(`${name}.first`));
    const second = g.node(
      'Slice',
      [each, half, g.integers('end', [Number.MAX_SAFE_INTEGER]), axis],
      own(`${name}.second`),
    );
    const swapped = g.node('Concat', [g.node('Neg', [second], own(`${name}.minus`)), first], own(`${name}.swapped`), {
      attributes: { axis: 3 },
    });
    const straight = g.node('Mul', [each, `${branch.tag}cos`], own(`${name}.straight`));
    const across = g.node('Mul', [swapped, `${branch.tag}sin`], own(`${name}.across`));
    return g.node('Add', [straight, across], own(`${name}.turned`));
  };
  /** New rows after those of the cache, in the cache's order of axes; back come all with heads first. */
  const joined = (fresh: string, past: string, present: string, name: string) => {
    const ordered = isHeadsFirst ? fresh : headsFirst(fresh, `${name}.back`);
    if (branch.withPast) g.node('Concat', [past, ordered], present, { attributes: { axis: isHeadsFirst ? 2 : 1 } });
    else g.node('Identity', [ordered], present);
    return isHeadsFirst ? present : headsFirst(present, `${name}.all`);
  };
  const repeated = (each: string, name: string) => {
    if (heads === kvHeads) return each;
    const apart = g.node('Unsqueeze', [each, g.integers('axis_2', [2])], own(`${name}.apart`));
    const many = g.node('Expand', [apart, g.integers('groups', [1, 1, heads / kvHeads, 1, 1])], own(`${name}.many`));
    return g.node('Reshape', [many, g.integers('all_heads', [0, heads, -1, headDim])], own(`${name}.repeated`));
  };
  const query = turned(headsFirst(split(parts.query, heads, 'query'), 'query'), 'query');
  const newKey = turned(headsFirst(split(parts.key, kvHeads, 'key'), 'key'), 'key');
  const newValue = headsFirst(split(parts.value, kvHeads, 'value'), 'value');
  const keys = repeated(joined(newKey, cache.pastKey, cache.presentKey, 'key'), 'key');
  const values = repeated(joined(newValue, cache.pastValue, cache.presentValue, 'value'), 'value');
  const across = g.node('Transpose', [keys], own('keys'), { attributes: { perm: [0, 1, 3, 2] } });
  const scale = g.floats('scale', [], () => Float32Array.of(headDim ** -0.5));
  const scores = g.node('Mul', [g.node('MatMul', [query, across], own('products')), scale], own('scores'));
  const masked = g.node('Add', [scores, `${branch.tag}mask`], own('masked'));
  const weights = g.node('Softmax', [masked], own('weights'), { attributes: { axis: -1 } });
  const mixed = headsFirst(g.node('MatMul', [weights, values], own('mixed.parts')), 'mixed');
  return g.node('Reshape', [mixed, g.integers('joined_heads', [0, 0, heads * headDim])], own('mixed.joined'));
}
