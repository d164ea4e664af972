/**
 * The s candidates of a line (paper, section 3.1), sampled from the plain stream as one batch. Their first tokens all
 * come from the logits that the stream already holds; then its cache is repeated to one row per candidate and every
 * run gives each row its next token. Rows that are finished leave the batch. A batch is never fed more than one token
 * per row, because GroupQueryAttention refuses that.
 */
import type { CancelSignal } from '../../src/guidance/cancellation';
import type { SampledCandidate, SampleRequest } from '../../src/guidance/ports';
import { type Random, seededRandom } from '../../src/guidance/rng';
import type { Cost, TokenId } from '../../src/guidance/tokens';
import type { Context } from './context';
import { Continuation } from './continuation';
import { CostMeter } from './cost-meter';
import type { DecodingModel } from './decoding';
import { drawToken } from './draw';
import type { KvCache } from './kv-cache';
import { pause } from './pause';

interface Row {
  readonly index: number;
  readonly random: Random;
  readonly continuation: Continuation;
  /** The token drawn last, not yet read by the network. */
  next: TokenId;
  done: SampledCandidate | null;
}

/**
 * Resolves to the candidates in the order of their index; `onCandidate` hears of each as it finishes. Row i draws from
 * stream i of the seed, so it does not change when other rows are added or end earlier.
 */
export async function sampleCandidates(
  signal: CancelSignal,
  model: DecodingModel,
  context: Context,
  request: SampleRequest,
  onCandidate: (candidate: SampledCandidate) => void,
): Promise<{ candidates: SampledCandidate[]; cost: Cost }> {
  const meter = new CostMeter();
  const prefix = [...request.prefix.prompt, ...request.prefix.code];
  const rows = Array.from({ length: request.count }, (_, index) => newRow(model, request, index));
  const settle = (row: Row) => {
    row.done = candidateOf(row, request, context.room(prefix.length + row.continuation.ids.length) <= 0);
    if (row.done !== null) onCandidate(row.done);
  };
  for (const row of rows) settle(row);
  if (rows.some((row) => row.done === null)) {
    const stream = await context.prepare(signal, prefix, meter);
    let batch = { cache: stream.cache.fork(), rows };
    try {
      signal.throwIfAborted();
      for (const row of rows) draw(row, stream.logits, request);
      for (const row of rows) settle(row);
      while (rows.some((row) => row.done === null)) {
        batch = withoutFinished(batch);
        await pause(signal);
        const { logits, cache } = await model.session.forward(
          batch.rows.map((row) => [row.next]),
          batch.cache,
          'last',
          meter,
        );
        batch.cache.release();
        batch = { cache, rows: batch.rows };
        signal.throwIfAborted();
        for (const [i, row] of batch.rows.entries()) draw(row, logits[i]?.at(-1), request);
        for (const row of batch.rows) settle(row);
      }
    } finally {
      batch.cache.release();
      context.release(stream);
    }
  }
  return { candidates: rows.flatMap((row) => row.done ?? []), cost: meter.cost };
}

function newRow(model: DecodingModel, request: SampleRequest, index: number): Row {
  return {
    index,
    random: seededRandom(request.seed, index),
    continuation: new Continuation(model.codec, request.prefix.code, request.stop, model.endTokens),
    next: 0,
    done: null,
  };
}

function draw(row: Row, logits: Float32Array | undefined, request: SampleRequest): void {
  if (logits === undefined) throw new Error(`The network gave no logits for row ${row.index}`);
  row.next = drawToken(logits, request.temperature, request.topP, row.random());
  row.continuation.push(row.next);
}

/** The finished candidate, or null while the row goes on. A row that fills the context ends as at a token limit. */
function candidateOf(row: Row, request: SampleRequest, contextIsFull: boolean): SampledCandidate | null {
  const { ids, text, lines } = row.continuation;
  const horizon = request.horizonLines !== null && lines >= request.horizonLines ? 'horizon' : null;
  const end = row.continuation.end ?? horizon ?? (contextIsFull ? 'token-limit' : null);
  return end === null ? null : { index: row.index, ids: [...ids], text, end };
}

interface Batch {
  /** One row for all before the first run, then one each. */
  readonly cache: KvCache;
  readonly rows: readonly Row[];
}

/** The batch of the rows that go on; takes over the cache that it is given. */
function withoutFinished(batch: Batch): { cache: KvCache; rows: Row[] } {
  const going = batch.rows.filter((row) => row.done === null);
  const shared = batch.cache.rows === 1 && batch.rows.length > 1;
  if (!shared && going.length === batch.rows.length) return { cache: batch.cache, rows: going };
  const cache = shared
    ? batch.cache.repeat(going.length)
    : batch.cache.takeRows(going.map((row) => batch.rows.indexOf(row)));
  batch.cache.release();
  return { cache, rows: going };
}
