/**
 * The s candidates of a line (paper, section 3.1), sampled from the plain stream as one batch. Their first tokens all
 * come from the logits after the prefix; then the stream's cache is repeated to one row per candidate and every run
 * gives each row its next token. Rows that are finished leave the batch. A batch is never fed more than one token per
 * row, because GroupQueryAttention refuses that.
 *
 * A row that leaves hands its first lines to the context: what it read and the distributions that came out, which are P
 * itself, for temperature and nucleus only choose. A line that takes the candidate's tokens gets its plain stream so.
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
  /** Every token that was drawn; the last one has not been read by the network. */
  readonly drawn: TokenId[];
  /** Distributions along the lines that are kept, the i-th after i drawn tokens. */
  readonly logits: Float32Array[];
  /** How many drawn tokens those lines are; null while the row is inside them. */
  keptTokens: number | null;
  done: SampledCandidate | null;
}

interface Batch {
  /** One row for all before the first run, then one each. */
  readonly cache: KvCache;
  readonly rows: readonly Row[];
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
  const sampling = new Sampling(signal, model, context, request, onCandidate);
  const most = request.maxBatch ?? Math.max(1, request.count);
  for (let first = 0; first < request.count; first += most) await sampling.batch(first, most);
  return { candidates: sampling.candidates, cost: sampling.meter.cost };
}

class Sampling {
  readonly meter = new CostMeter();
  private readonly prefix: readonly TokenId[];
  private readonly rows: readonly Row[];
  private readonly draftLines: number;
  private readonly kept: (readonly TokenId[])[] = [];

  constructor(
    private readonly signal: CancelSignal,
    private readonly model: DecodingModel,
    private readonly context: Context,
    private readonly request: SampleRequest,
    private readonly onCandidate: (candidate: SampledCandidate) => void,
  ) {
    this.draftLines = model.verifiesDrafts ? (request.draftLines ?? 0) : 0;
    this.prefix = [...request.prefix.prompt, ...request.prefix.code];
    this.rows = Array.from({ length: request.count }, (_, index) => this.newRow(index));
    // Code that has ended already has no continuation.
    for (const row of this.rows) this.settle(row);
  }

  get candidates(): SampledCandidate[] {
    return this.rows.flatMap((row) => row.done ?? []);
  }

  /** Samples the rows from `first` on, at most `count` of them. */
  async batch(first: number, count: number): Promise<void> {
    const rows = this.rows.slice(first, first + count).filter((row) => row.done === null);
    if (rows.length === 0) return;
    const { logits, cache } = await this.context.open(this.signal, this.prefix, this.meter);
    let batch: Batch = { cache, rows };
    try {
      this.signal.throwIfAborted();
      for (const row of rows) this.draw(row, logits);
      while (rows.some((row) => row.done === null)) {
        batch = withoutFinished(batch);
        await pause(this.signal);
        const next = batch.rows.map((row) => row.drawn.slice(-1));
        const forwarded = await this.model.session.forward(next, batch.cache, 1, this.meter);
        batch.cache.release();
        batch = { cache: forwarded.cache, rows: batch.rows };
        this.signal.throwIfAborted();
        for (const [i, row] of batch.rows.entries()) this.draw(row, forwarded.logits[i]?.at(-1));
        this.keepFinished(batch);
      }
    } finally {
      batch.cache.release();
    }
  }

  private newRow(index: number): Row {
    const { model, request } = this;
    return {
      index,
      random: seededRandom(request.seed, index),
      continuation: new Continuation(model.codec, request.prefix.code, request.stop, model.endTokens),
      drawn: [],
      logits: [],
      keptTokens: null,
      done: null,
    };
  }

  private draw(row: Row, logits: Float32Array | undefined): void {
    if (logits === undefined) throw new Error(`The network gave no logits for row ${row.index}`);
    const { temperature, topP } = this.request;
    if (row.keptTokens === null) {
      // Also after the last line that is kept: the next line begins with it.
      row.logits.push(logits);
      if (row.continuation.lines >= this.draftLines) row.keptTokens = row.drawn.length;
    }
    const id = drawToken(logits, temperature, topP, row.random());
    row.drawn.push(id);
    row.continuation.push(id);
    this.settle(row);
  }

  /** Gives the first lines of rows that have just finished to the context, equal ones once. */
  private keepFinished({ cache, rows }: Batch): void {
    if (this.draftLines === 0) return;
    for (const [i, row] of rows.entries()) {
      // The last token drawn was not read.
      const kept = row.drawn.slice(0, row.keptTokens ?? row.drawn.length - 1);
      if (row.done === null || this.isKept(kept)) continue;
      const length = this.prefix.length + kept.length;
      const logits = new Map(row.logits.map((each, after) => [this.prefix.length + after, each]));
      this.context.add([...this.prefix, ...kept], cache.takeRows([i], length), logits);
      this.kept.push(kept);
    }
  }

  /** Whether a row that was kept before begins with these tokens. */
  private isKept(tokens: readonly TokenId[]): boolean {
    return this.kept.some((other) => tokens.every((id, i) => other[i] === id));
  }

  private settle(row: Row): void {
    const length = this.prefix.length + row.continuation.ids.length;
    row.done = candidateOf(row, this.request, this.context.room(length) <= 0);
    if (row.done !== null) this.onCandidate(row.done);
  }
}

/** The finished candidate, or null while the row goes on. A row that fills the context ends as at a token limit. */
function candidateOf(row: Row, request: SampleRequest, contextIsFull: boolean): SampledCandidate | null {
  const { ids, text, lines } = row.continuation;
  const horizon = request.horizonLines !== null && lines >= request.horizonLines ? 'horizon' : null;
  const end = row.continuation.end ?? horizon ?? (contextIsFull ? 'token-limit' : null);
  return end === null ? null : { index: row.index, ids: [...ids], text, end };
}

/** The batch of the rows that go on; takes over the cache that it is given. */
function withoutFinished(batch: Batch): Batch {
  const going = batch.rows.filter((row) => row.done === null);
  const shared = batch.cache.rows === 1 && batch.rows.length > 1;
  if (!shared && going.length === batch.rows.length) return batch;
  const cache = shared
    ? batch.cache.repeat(going.length)
    : batch.cache.takeRows(going.map((row) => batch.rows.indexOf(row)));
  batch.cache.release();
  return { cache, rows: going };
}
