/**
 * The method over transformers.js's public API alone, as fast as we could write it: what `npm run bench -- --only decode`
 * sets our engine beside. It is the plain loop of the paper with every cache reused:
 *
 * - `generate` is not used. It cannot wait for the second stream, keeps finished rows in the batch and slices logits; the
 *   same loop over `model.forward` was faster.
 * - The prompt is read once. A shorter attention mask is a shorter past, so a stream goes on from any place without a copy.
 * - Candidates are one batch on copies of the plain stream's cache; rows that are done leave it.
 * - At each new signal the conditional stream reads signal and code as one chunk behind the shared head of the prompt.
 * - Both streams then step as one batch of two rows, each row as long as its own past.
 *
 * What it lacks is what needs more than that API: verified drafts, and attention rewritten in the file.
 */
import { type PreTrainedModel, Tensor } from '@huggingface/transformers';
import { Continuation } from '../../src/guidance/continuation';
import { argmax, guide, logSoftmax } from '../../src/guidance/distribution';
import type { DecodeLineRequest, SampleRequest } from '../../src/guidance/ports';
import { seededRandom } from '../../src/guidance/rng';
import type { TokenId } from '../../src/guidance/tokens';
import { nucleusOf, pick } from '../../workers/model/draw';
import type { TextCodec } from '../../workers/model/text-codec';

/** Named as the network's inputs, each [rows, heads, buffer length, head size] in memory of JavaScript. */
type Cache = Readonly<Record<string, Tensor>>;

/** A text that was read. The buffers may be longer than it. */
interface Read {
  readonly ids: readonly TokenId[];
  readonly cache: Cache;
  /** After all of `ids`. */
  readonly logits: Float32Array;
}

/** A row of a batch: how many positions it has so far, and where its cache begins. */
interface Source {
  readonly cache: Cache;
  readonly row: number;
  readonly length: number;
}

export class PublicLoop {
  forwardedTokens = 0;
  sessionRuns = 0;
  private plain: Read | null = null;

  constructor(
    private readonly model: PreTrainedModel,
    private readonly codec: TextCodec,
    private readonly endTokens: ReadonlySet<TokenId>,
  ) {}

  /** Ids of the candidates, in order. */
  async sample(request: SampleRequest): Promise<(readonly TokenId[])[]> {
    const { prefix, count, stop, temperature, topP, seed, horizonLines } = request;
    const plain = await this.plainAfter([...prefix.prompt, ...prefix.code]);
    const rows = Array.from({ length: count }, (_, index) => ({
      random: seededRandom(seed, index),
      continuation: new Continuation(this.codec, prefix.code, stop, this.endTokens),
      last: 0,
    }));
    const isDone = ({ continuation: { end, lines } }: (typeof rows)[number]) =>
      end !== null || (horizonLines !== null && lines >= horizonLines);
    const draw = (row: (typeof rows)[number], logits: Float32Array) => {
      row.last = pick(nucleusOf(logits, temperature, topP), row.random());
      row.continuation.push(row.last);
    };
    for (const row of rows) draw(row, plain.logits);
    let going = rows.filter((row) => !isDone(row));
    let length = plain.ids.length;
    let cache = joined(going.map(() => ({ cache: plain.cache, row: 0, length })));
    while (going.length > 0) {
      length++;
      const lengths = going.map(() => length);
      const step = await this.forward(
        going.map(({ last }) => [last]),
        lengths,
        cache,
      );
      for (const [i, row] of going.entries()) draw(row, step.logitsOf(i));
      cache = step.cache;
      const left = going.flatMap((row, i) => (isDone(row) ? [] : [i]));
      if (left.length < going.length) cache = joined(left.map((row) => ({ cache: step.cache, row, length })));
      going = left.flatMap((i) => going[i] ?? []);
    }
    return rows.map(({ continuation }) => continuation.ids);
  }

  /** Ids of the line. */
  async line(request: DecodeLineRequest): Promise<readonly TokenId[]> {
    const { plain, conditionalPrompt, stop, forced, gamma } = request;
    const line = new Continuation(this.codec, plain.code, stop, this.endTokens);
    const push = (id: TokenId) => line.push(forced[line.ids.length] ?? id);
    const isDone = () => line.end !== null || line.lines > 0;
    let stream = await this.plainAfter([...plain.prompt, ...plain.code]);
    if (conditionalPrompt === null || gamma === 0) {
      while (!isDone()) {
        push(argmax(Float64Array.from(stream.logits)));
        if (!isDone()) stream = await this.plainAfter([...stream.ids, ...line.ids.slice(-1)]);
      }
      return line.ids;
    }
    const conditional = await this.readAfter(stream, [...conditionalPrompt, ...plain.code]);
    const streams: readonly Read[] = [stream, conditional];
    const choose = (p: Float32Array, pc: Float32Array) => argmax(guide(logSoftmax(p), logSoftmax(pc), request).logG);
    push(choose(stream.logits, conditional.logits));
    if (isDone()) return line.ids;
    let cache = joined(streams.map(({ cache, ids }) => ({ cache, row: 0, length: ids.length })));
    while (!isDone()) {
      const lengths = streams.map(({ ids }) => ids.length + line.ids.length);
      const last = line.ids.slice(-1);
      const step = await this.forward([last, last], lengths, cache);
      cache = step.cache;
      stream = { ids: [...plain.prompt, ...plain.code, ...line.ids], cache, logits: step.logitsOf(0).slice() };
      push(choose(stream.logits, step.logitsOf(1)));
    }
    const row = { cache: stream.cache, row: 0, length: stream.ids.length };
    this.plain = { ...stream, cache: joined([row]) };
    return line.ids;
  }

  private async plainAfter(ids: readonly TokenId[]): Promise<Read> {
    this.plain = await this.readAfter(this.plain, ids);
    return this.plain;
  }

  /** Reads `ids` behind what they share with what was read before. */
  private async readAfter(before: Read | null, ids: readonly TokenId[]): Promise<Read> {
    const most = Math.min(before?.ids.length ?? 0, ids.length);
    let shared = 0;
    while (shared < most && before?.ids[shared] === ids[shared]) shared++;
    if (before !== null && shared === ids.length && shared === before.ids.length) return before;
    const held = Math.min(shared, ids.length - 1);
    const read = await this.forward([ids.slice(held)], [ids.length], held > 0 ? (before?.cache ?? null) : null);
    return { ids, cache: read.cache, logits: read.logitsOf(0).slice() };
  }

  /** `rows` after their pasts, which makes them `lengths` long; the logits of each row's last token. */
  private async forward(rows: readonly (readonly TokenId[])[], lengths: readonly number[], past: Cache | null) {
    const width = rows[0]?.length ?? 0;
    const longest = Math.max(...lengths);
    const mask = new BigInt64Array(rows.length * longest);
    for (const [row, length] of lengths.entries()) mask.fill(1n, row * longest, row * longest + length);
    const outputs: Record<string, unknown> = await this.model.forward({
      input_ids: new Tensor('int64', BigInt64Array.from(rows.flat(), BigInt), [rows.length, width]),
      attention_mask: new Tensor('int64', mask, [rows.length, longest]),
      num_logits_to_keep: new Tensor('int64', BigInt64Array.of(1n), []),
      past_key_values: past,
    });
    this.forwardedTokens += rows.length * width;
    this.sessionRuns++;
    const logits = floatsOf(outputs.logits);
    const size = logits.length / rows.length;
    const cache: Record<string, Tensor> = {};
    for (const [name, tensor] of Object.entries(outputs)) {
      if (name.startsWith('present') && tensor instanceof Tensor)
        cache[name.replace('present', 'past_key_values')] = tensor;
    }
    return { cache, logitsOf: (row: number) => logits.subarray(row * size, (row + 1) * size) };
  }
}

/** The rows as one batch, as long as the longest. Copies. */
function joined(sources: readonly Source[]): Cache {
  const width = Math.max(0, ...sources.map(({ length }) => length));
  const names = Object.keys(sources[0]?.cache ?? {});
  return Object.fromEntries(
    names.map((name) => {
      const [, heads = 0, , headDim = 0] = sources[0]?.cache[name]?.dims ?? [];
      const target = new Float32Array(sources.length * heads * width * headDim);
      for (const [i, { cache, row, length }] of sources.entries()) {
        const data = floatsOf(cache[name]);
        const buffered = cache[name]?.dims[2] ?? 0;
        for (let head = 0; head < heads; head++) {
          const from = (row * heads + head) * buffered * headDim;
          target.set(data.subarray(from, from + length * headDim), (i * heads + head) * width * headDim);
        }
      }
      return [name, new Tensor('float32', target, [sources.length, heads, width, headDim])];
    }),
  );
}

function floatsOf(tensor: unknown): Float32Array {
  if (tensor instanceof Tensor && tensor.data instanceof Float32Array) return tensor.data;
  throw new Error('The network gave something else than 32-bit floats');
}
