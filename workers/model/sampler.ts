/**
 * The s candidates of a line (paper, section 3.1), sampled from the plain stream as one batch. Their first tokens all
 * come from the logits after the prefix. Candidates that have drawn the same tokens so far are one row of the batch, a
 * branch, which is read once and divides where they draw different ones; candidates that are finished leave it. A batch
 * is never fed more than one token per row, because GroupQueryAttention refuses that.
 *
 * A candidate that leaves hands its first lines to the context: what it read and the distributions that came out, which
 * are P itself, for temperature and nucleus only choose. A line that takes its tokens gets its plain stream so.
 */
import type { CancelSignal } from '../../src/guidance/cancellation';
import { Continuation } from '../../src/guidance/continuation';
import type { SampledCandidate, SampleRequest } from '../../src/guidance/ports';
import { type Random, seededRandom } from '../../src/guidance/rng';
import type { Cost, TokenId } from '../../src/guidance/tokens';
import type { Context } from './context';
import { CostMeter } from './cost-meter';
import type { DecodingModel } from './decoding';
import { nucleusOf, pick } from './draw';
import type { KvCache } from './kv-cache';
import { pause } from './pause';

interface Candidate {
  readonly index: number;
  readonly random: Random;
  readonly continuation: Continuation;
  /** Every token that was drawn; the last one has not been read by the network. */
  readonly drawn: TokenId[];
  /** Distributions along the lines that are kept, the i-th after i drawn tokens. */
  readonly logits: Float32Array[];
  /** How many drawn tokens those lines are; null while the candidate is inside them. */
  keptTokens: number | null;
  done: SampledCandidate | null;
}

/** Unfinished candidates that have drawn the same tokens. */
type Branch = readonly Candidate[];

interface Batch {
  /** One row for each branch. */
  readonly cache: KvCache;
  readonly branches: readonly Branch[];
}

/**
 * Resolves to the candidates in the order of their index; `onCandidate` hears of each as it finishes. Candidate i draws
 * from stream i of the seed, so it does not change when others are added or end earlier.
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
  private readonly all: readonly Candidate[];
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
    this.all = Array.from({ length: request.count }, (_, index) => this.newCandidate(index));
    // Code that has ended already has no continuation.
    for (const candidate of this.all) this.settle(candidate);
  }

  get candidates(): SampledCandidate[] {
    return this.all.flatMap(({ done }) => done ?? []);
  }

  /** Samples the candidates from `first` on, at most `count` of them. */
  async batch(first: number, count: number): Promise<void> {
    const branch = this.all.slice(first, first + count).filter(({ done }) => done === null);
    if (branch.length === 0) return;
    const { logits, cache } = await this.context.open(this.signal, this.prefix, this.meter);
    let batch: Batch = { cache, branches: [branch] };
    try {
      this.signal.throwIfAborted();
      this.draw(branch, logits);
      for (;;) {
        batch = divided(batch);
        if (batch.branches.length === 0) return;
        await pause(this.signal);
        const next = batch.branches.map(([any]) => any?.drawn.slice(-1) ?? []);
        const forwarded = await this.model.session.forward(next, batch.cache, 1, this.meter);
        batch.cache.release();
        batch = { cache: forwarded.cache, branches: batch.branches };
        this.signal.throwIfAborted();
        for (const [i, branch] of batch.branches.entries()) this.draw(branch, forwarded.logits[i]?.at(-1));
        this.keepFinished(batch);
      }
    } finally {
      batch.cache.release();
    }
  }

  private newCandidate(index: number): Candidate {
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

  private draw(branch: Branch, logits: Float32Array | undefined): void {
    if (logits === undefined) throw new Error('The network gave no logits for a row');
    const nucleus = nucleusOf(logits, this.request.temperature, this.request.topP);
    for (const candidate of branch) {
      if (candidate.keptTokens === null) {
        // Also after the last line that is kept: the next line begins with it.
        candidate.logits.push(logits);
        if (candidate.continuation.lines >= this.draftLines) candidate.keptTokens = candidate.drawn.length;
      }
      const id = pick(nucleus, candidate.random());
      candidate.drawn.push(id);
      candidate.continuation.push(id);
      this.settle(candidate);
    }
  }

  /** Gives the first lines of candidates that have just finished to the context, equal ones once. */
  private keepFinished({ cache, branches }: Batch): void {
    if (this.draftLines === 0) return;
    for (const [i, branch] of branches.entries()) {
      for (const candidate of branch) {
        // The last token drawn was not read.
        const kept = candidate.drawn.slice(0, candidate.keptTokens ?? candidate.drawn.length - 1);
        if (candidate.done === null || this.isKept(kept)) continue;
        const length = this.prefix.length + kept.length;
        const logits = new Map(candidate.logits.map((each, after) => [this.prefix.length + after, each]));
        this.context.add([...this.prefix, ...kept], cache.takeRows([i], length), logits);
        this.kept.push(kept);
      }
    }
  }

  /** Whether a candidate that was kept before begins with these tokens. */
  private isKept(tokens: readonly TokenId[]): boolean {
    return this.kept.some((other) => tokens.every((id, i) => other[i] === id));
  }

  private settle(candidate: Candidate): void {
    const length = this.prefix.length + candidate.continuation.ids.length;
    candidate.done = finished(candidate, this.request, this.context.room(length) <= 0);
    if (candidate.done !== null) this.onCandidate(candidate.done);
  }
}

/** The finished candidate, or null while it goes on. One that fills the context ends as at a token limit. */
function finished(candidate: Candidate, request: SampleRequest, contextIsFull: boolean): SampledCandidate | null {
  const { ids, text, lines } = candidate.continuation;
  const horizon = request.horizonLines !== null && lines >= request.horizonLines ? 'horizon' : null;
  const end = candidate.continuation.end ?? horizon ?? (contextIsFull ? 'token-limit' : null);
  return end === null ? null : { index: candidate.index, ids: [...ids], text, end };
}

/** The batch of the candidates that go on, a row for each different last token; takes over the cache that it is given. */
function divided(batch: Batch): Batch {
  const rows: number[] = [];
  const branches: Candidate[][] = [];
  for (const [row, branch] of batch.branches.entries()) {
    const byToken = new Map<TokenId, Candidate[]>();
    for (const candidate of branch) {
      const last = candidate.drawn.at(-1);
      if (candidate.done !== null || last === undefined) continue;
      const same = byToken.get(last);
      if (same !== undefined) same.push(candidate);
      else {
        const begun = [candidate];
        byToken.set(last, begun);
        branches.push(begun);
        rows.push(row);
      }
    }
  }
  const unchanged = rows.length === batch.cache.rows && rows.every((row, i) => row === i);
  if (unchanged || rows.length === 0) return { cache: batch.cache, branches };
  const cache = batch.cache.takeRows(rows);
  batch.cache.release();
  return { cache, branches };
}
