/** What a graph is given for one run. */
import type { TokenId } from '../../src/guidance/tokens';
import type { CacheTensor, GraphShape } from './graph';
import type { KvCache } from './kv-cache';
import type { OrtRuntime, OrtTensor } from './runtime';

/** `lengths` are the positions of each row once the new tokens are in. */
export function feedsOf(
  { Tensor }: Pick<OrtRuntime, 'Tensor'>,
  graph: GraphShape,
  rows: readonly (readonly TokenId[])[],
  lengths: readonly number[],
  past: KvCache | null,
  keep: number | 'all',
): Record<string, OrtTensor> {
  const width = rows[0]?.length ?? 0;
  const longest = Math.max(...lengths);
  const int64 = (dims: readonly number[], values: Iterable<number>) =>
    new Tensor('int64', BigInt64Array.from(values, BigInt), dims);
  // How many positions a row has is the sum of its mask.
  const mask = new BigInt64Array(rows.length * longest);
  for (const [row, length] of lengths.entries()) mask.fill(1n, row * longest, row * longest + length);
  const feeds: Record<string, OrtTensor> = {
    input_ids: int64([rows.length, width], rows.flat()),
    attention_mask: new Tensor('int64', mask, [rows.length, longest]),
  };
  if (graph.wantsPositionIds) {
    const positions = lengths.flatMap((length) => Array.from({ length: width }, (_, i) => length - width + i));
    feeds.position_ids = int64([rows.length, width], positions);
  }
  if (graph.wantsLogitCount) feeds.num_logits_to_keep = int64([], [keep === 'all' ? 0 : keep]);
  if (graph.wantsBranch) feeds.use_cache_branch = new Tensor('bool', [past !== null], [1]);
  const tensors = past?.tensors;
  for (const [i, cache] of graph.caches.entries()) {
    feeds[cache.past] = tensors?.[i] ?? emptyCache({ Tensor }, cache, rows.length);
  }
  return feeds;
}

function emptyCache({ Tensor }: Pick<OrtRuntime, 'Tensor'>, { type, dims }: CacheTensor, rows: number): OrtTensor {
  // The axis of positions is 0 already.
  const shape = dims.with(0, rows);
  return type === 'float16'
    ? new Tensor('float16', new Uint16Array(0), shape)
    : new Tensor('float32', new Float32Array(0), shape);
}
