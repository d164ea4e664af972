/** The built-in model as a server's: real distributions of a real network, one text after another. */
import { best, logSoftmax } from '../../src/guidance/distribution';
import type { TokenId } from '../../src/guidance/tokens';
import { CostMeter } from '../../workers/model/cost-meter';
import type { KvCache } from '../../workers/model/kv-cache';
import type { ModelSession } from '../../workers/model/session';
import type { TextCodec } from '../../workers/model/text-codec';

export interface TruthfulModel {
  readonly vocabularySize: number;
  readonly endToken: TokenId;
  encode(text: string): TokenId[];
  decode(ids: readonly TokenId[]): string;
  bytesOf(id: TokenId): number[];
  /** Logits after the first `from`, ... and all of the ids. */
  logits(ids: readonly TokenId[], from: number): Promise<Float32Array[]>;
}

const MOST_HELD = 8;

/** `spelling`: tokens in the alphabet of the tokenizer's file, by id. */
export function truthfulModel(
  session: ModelSession,
  codec: TextCodec,
  spelling: ReadonlyMap<TokenId, string>,
  endToken: TokenId,
): TruthfulModel {
  /** What was read last, the newest at the end: texts of one stream go on from each other. */
  const held: { readonly ids: readonly TokenId[]; readonly cache: KvCache }[] = [];
  let tail: Promise<unknown> = Promise.resolve();

  const read = async (ids: readonly TokenId[], from: number): Promise<Float32Array[]> => {
    const start = held.findLast((one) => one.ids.length < from && one.ids.every((id, i) => ids[i] === id));
    const rest = ids.slice(start?.ids.length ?? 0);
    const { logits, cache } = await session.forward(
      [rest],
      start?.cache ?? null,
      ids.length - from + 1,
      new CostMeter(),
    );
    held.push({ ids, cache });
    if (held.length > MOST_HELD) held.shift()?.cache.release();
    return [...(logits[0] ?? [])];
  };

  return {
    vocabularySize: spelling.size,
    endToken,
    encode: (text) => codec.encode(text),
    decode: (ids) => codec.decode(ids),
    bytesOf: (id) => [...(spelling.get(id) ?? '')].map((character) => ALPHABET.get(character) ?? 0x3f),
    logits(ids, from) {
      const asked = tail.then(() => read(ids, from));
      tail = asked.catch(() => undefined);
      return asked;
    },
  };
}

export interface Likely {
  readonly id: TokenId;
  readonly logprob: number;
}

/** The likeliest tokens, best first, and what any other has. */
export function likeliest(logits: Float32Array, count: number): { readonly top: Likely[]; of(id: TokenId): number } {
  const logP = logSoftmax(logits);
  const of = (id: TokenId) => logP[id] ?? Number.NEGATIVE_INFINITY;
  return { of, top: best(logP, count).map((id) => ({ id, logprob: of(id) })) };
}

/** GPT-2's alphabet: printable bytes are themselves, the others are moved behind Latin-1. */
const ALPHABET = new Map<string, number>();
let moved = 0;
for (let byte = 0; byte < 256; byte++) {
  const isPrintable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  ALPHABET.set(String.fromCodePoint(isPrintable ? byte : 256 + moved++), byte);
}
