/**
 * The candidates of a line (paper, section 3.1) from an endpoint: as many in one request as the server gives, each in a
 * request of its own where it gives one. They come as a stream, so one ends here when its last line is complete, and the
 * request ends when the last of them has.
 */
import type { CancelSignal } from '../guidance/cancellation';
import { Continuation } from '../guidance/continuation';
import type { SampledCandidate, SampleRequest } from '../guidance/ports';
import type { TokenId } from '../guidance/tokens';
import type { Capabilities } from './capabilities';
import { otherTokens } from './failures';
import type { Choice, CompletionRequest } from './reply';
import type { CallCost, EndpointServer } from './server';
import { textPieces } from './text-pieces';
import { isBroken } from './vocabulary';

/** Long lines of Python have about so many tokens; a candidate is cut after its horizon's worth of them. */
const MOST_TOKENS_PER_LINE = 40;
/** A seed of completions that come in requests of their own: 31 bits, since some servers take no more. */
const SEEDS = 2 ** 31;

export async function sampleCandidates(
  signal: CancelSignal,
  server: EndpointServer,
  request: SampleRequest,
  room: number,
  spent: CallCost,
  onCandidate: (candidate: SampledCandidate) => void,
): Promise<SampledCandidate[]> {
  const batches = batchesOf(request.count, server.capabilities);
  const told: SampledCandidate[] = [];
  const tell = (candidate: SampledCandidate) => {
    told.push(candidate);
    onCandidate(candidate);
  };
  await Promise.all(batches.map((batch) => new Sampling(signal, server, request, room, spent, batch, tell).run()));
  return told.sort((a, b) => a.index - b.index);
}

function batchesOf(count: number, found: Capabilities | null): { readonly first: number; readonly count: number }[] {
  const most = found?.several === true ? (found.mostAtOnce ?? count) : 1;
  return Array.from({ length: Math.ceil(count / most) }, (_, i) => ({
    first: i * most,
    count: Math.min(most, count - i * most),
  }));
}

interface Growing {
  continuation: Continuation;
  /** All text that came. */
  text: string;
  /** Tokens whose text has not come: it is held back where it could become a stop text, and an end has none. */
  waiting: TokenId[];
  /** Its tokens do not spell its text, or were not told: it is divided by us. */
  byText: boolean;
  finish: Choice['finish'];
}

class Sampling {
  private growing = new Map<number, Growing>();
  /** A candidate that was told stays as it was told, whatever the request brings when it is made again. */
  private readonly done = new Set<number>();

  constructor(
    private readonly signal: CancelSignal,
    private readonly server: EndpointServer,
    private readonly request: SampleRequest,
    private readonly room: number,
    private readonly spent: CallCost,
    private readonly batch: { readonly first: number; readonly count: number },
    private readonly tell: (candidate: SampledCandidate) => void,
  ) {}

  async run(): Promise<void> {
    const { signal, server, batch } = this;
    this.begin();
    // Code that has ended already has no continuation.
    for (const index of this.growing.keys()) this.settle(index);
    if (this.done.size === batch.count) return;
    const asked = this.asked();
    if (server.capabilities?.streams === true) {
      await server.stream(signal, asked, this.spent, {
        onBegin: () => this.begin(),
        onPart: (choice) => {
          this.take(choice);
          return this.done.size === batch.count ? 'enough' : 'more';
        },
      });
    } else {
      const reply = await server.complete(signal, asked, this.spent);
      for (const choice of reply.choices) this.take(choice);
    }
    if (this.done.size < batch.count) throw otherTokens('fewer completions came than were asked for');
  }

  private begin(): void {
    const indices = Array.from({ length: this.batch.count }, (_, i) => i);
    this.growing = new Map(
      indices.map((i) => [
        i,
        { continuation: this.newContinuation(), text: '', waiting: [], byText: false, finish: null },
      ]),
    );
  }

  private newContinuation(): Continuation {
    const { vocabulary } = this.server;
    return new Continuation(vocabulary, this.request.prefix.code, this.request.stop, vocabulary.ends);
  }

  private asked(): CompletionRequest {
    const { server, request, batch, room } = this;
    const { prompt, code } = request.prefix;
    const lines = request.horizonLines === null ? Number.POSITIVE_INFINITY : request.horizonLines;
    const most = Math.min(request.stop.maxTokens - code.length, room, (lines + 1) * MOST_TOKENS_PER_LINE);
    return {
      prompt: server.prompt([...prompt, ...code]),
      maxTokens: Math.max(1, most),
      temperature: request.temperature,
      topP: request.topP,
      seed: (request.seed + batch.first * 7919) % SEEDS,
      count: batch.count,
      // An answer that has begun ends where its fence closes.
      stop: code.length > 0 ? ['\n```'] : [],
      // Tokens come with their log-probabilities; where they do not, a candidate is text alone.
      top: 1,
      echo: 0,
      stream: true,
    };
  }

  private take({ index, text, tokens, finish }: Choice): void {
    const growing = this.growing.get(index);
    if (growing === undefined || this.done.has(index)) return;
    const { vocabulary, capabilities } = this.server;
    growing.text += text;
    growing.finish = finish ?? growing.finish;
    const pieces = tokens.map(({ piece }) => piece);
    const isTold = pieces.length > 0 || text === '';
    if (!isTold || (capabilities?.tokens !== 'ids' && pieces.some(isBroken))) this.divideByText(growing);
    growing.waiting.push(...pieces.map((piece) => vocabulary.learn(piece)));
    this.grow(index, growing);
    if (finish !== null) this.settle(index);
  }

  private grow(index: number, growing: Growing): void {
    const { vocabulary } = this.server;
    while (!this.done.has(index)) {
      if (growing.byText) {
        const [next] = textPieces(growing.text.slice(growing.continuation.text.length));
        if (next === undefined) return;
        growing.continuation.push(vocabulary.learn({ text: next, id: null, bytes: null }));
      } else {
        const [next] = growing.waiting;
        if (next === undefined) return;
        const spelled = vocabulary.decode([...growing.continuation.ids, next]);
        if (spelled.length > growing.text.length) return;
        // The end of a text that is no whole character yet is printed in other ways.
        if (!growing.text.startsWith(spelled.replace(/\uFFFD+$/, ''))) {
          this.divideByText(growing);
          continue;
        }
        growing.waiting.shift();
        growing.continuation.push(next);
      }
      this.settle(index);
    }
  }

  private divideByText(growing: Growing): void {
    if (growing.byText) return;
    growing.byText = true;
    growing.continuation = this.newContinuation();
  }

  /** Tells the candidate once it has ended for whatever reason. */
  private settle(local: number): void {
    const growing = this.growing.get(local);
    if (growing === undefined || this.done.has(local)) return;
    const { continuation, finish } = growing;
    const { horizonLines, stop, prefix } = this.request;
    const atHorizon = horizonLines !== null && continuation.lines >= horizonLines ? 'horizon' : null;
    const full = prefix.code.length + continuation.ids.length >= stop.maxTokens;
    const over = finish === 'stop' ? 'end-token' : finish === 'length' || full ? 'token-limit' : null;
    const end = continuation.end ?? atHorizon ?? over;
    if (end === null) return;
    this.done.add(local);
    this.tell({ index: this.batch.first + local, ids: [...continuation.ids], text: continuation.text, end });
  }
}
