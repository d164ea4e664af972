/**
 * Tokens of a server whose tokenizer we never see whole. A token is known once it was in a reply; its id is the server's
 * own where that tells ids. Elsewhere it is a hash of the token's text, so that equal runs have equal ids without anybody
 * counting: which tokens were seen before plays no part.
 */
import type { TextOfIds } from '../guidance/continuation';
import type { TokenId } from '../guidance/tokens';

/** A token as a reply has it. */
export interface Piece {
  readonly text: string;
  /** The server's own; null where it tells none. */
  readonly id: number | null;
  /** Its bytes, where the server tells them: a token may be part of a character. */
  readonly bytes: readonly number[] | null;
}

/** Stands for the end of the text where a server ends without naming the token it chose. */
export const END_OF_TEXT: TokenId = 2 ** 52;

/** Names under which models end a text; a server may print them as text. Others are learned from replies. */
const END_NAMES = new Set([
  '<|endoftext|>',
  '<|end_of_text|>',
  '<|im_end|>',
  '<|eot_id|>',
  '<|EOT|>',
  '</s>',
  '<eos>',
  '<|end|>',
  '<｜end▁of▁sentence｜>',
]);

/** Ids from here on are ours and mean nothing to a server. */
export const HASHED_FROM = 2 ** 32;

interface Known {
  readonly text: string;
  readonly bytes: Uint8Array;
}

export class Vocabulary implements TextOfIds {
  readonly #known = new Map<TokenId, Known>();
  readonly #ends = new Set<TokenId>([END_OF_TEXT]);
  readonly #encoder = new TextEncoder();

  /** The id of the piece, which is known from now on. */
  learn(piece: Piece): TokenId {
    const id = piece.id ?? this.#hashed(piece.text);
    if (!this.#known.has(id)) {
      const bytes = piece.bytes === null ? this.#encoder.encode(piece.text) : Uint8Array.from(piece.bytes);
      this.#known.set(id, { text: piece.text, bytes });
      if (END_NAMES.has(piece.text)) this.#ends.add(id);
    }
    return id;
  }

  knows(id: TokenId): boolean {
    return this.#known.has(id);
  }

  /** From now on the token ends an answer. */
  markEnd(id: TokenId): void {
    this.#ends.add(id);
  }

  /** Every token that ends a text, as far as that is known. */
  get ends(): ReadonlySet<TokenId> {
    return this.#ends;
  }

  textOf(id: TokenId): string {
    return this.#known.get(id)?.text ?? '';
  }

  /** Bytes that are no whole character give U+FFFD; ids that were never seen give nothing. */
  decode(ids: readonly TokenId[]): string {
    const parts = ids.flatMap((id) => this.#known.get(id)?.bytes ?? []);
    const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(all);
  }

  /** 52 bits of the text; two texts that meet in one are told apart by counting on. */
  #hashed(text: string): TokenId {
    let [a, b] = [0x811c9dc5, 0x9e3779b9];
    for (const byte of this.#encoder.encode(text)) {
      a = Math.imul(a ^ byte, 0x01000193);
      b = Math.imul(b ^ byte, 0x85ebca6b) ^ (b >>> 13);
    }
    let id = HASHED_FROM + (b & 0x7ffff) * 2 ** 32 + (a >>> 0);
    while ((this.#known.get(id)?.text ?? text) !== text) id++;
    return id;
  }
}

/** Whether the token is part of a character of which the server tells no bytes: it cannot be sent back as text. */
export function isBroken({ text, bytes }: Piece): boolean {
  return bytes === null && text.includes('\uFFFD');
}

/** Whether a token begins in the middle of a character, as one does that a server told without those before it. */
export function beginsInside({ bytes }: Piece): boolean {
  const [first] = bytes ?? [];
  return first !== undefined && first >= 0x80 && first < 0xc0;
}
