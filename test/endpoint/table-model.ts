/**
 * A model small enough to be exact and quick: one character a token, and distributions that are computed from the text
 * before, so that equal texts have equal ones. It tends to write one program, and what the prompt says of candidates moves
 * it a little.
 */
import type { TokenId } from '../../src/guidance/tokens';
import type { TruthfulModel } from './truthful-model';

const PROGRAM =
  'def add_five(numbers):\n    result = []\n    for n in numbers:\n        result.append(n + 5)\n    return result\n';
const ALPHABET = [
  ...new Set(`${PROGRAM}${Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('')}\n\t`),
];
const END: TokenId = ALPHABET.length;
const UNKNOWN: TokenId = END + 1;

export function tableModel(): TruthfulModel {
  const ids = new Map(ALPHABET.map((character, id) => [character, id]));
  const decode = (some: readonly TokenId[]) =>
    some.map((id) => ALPHABET[id] ?? (id === END ? '<|endoftext|>' : '?')).join('');
  return {
    vocabularySize: END + 2,
    endToken: END,
    encode: (text) => [...text].map((character) => ids.get(character) ?? UNKNOWN),
    decode,
    bytesOf: (id) => [...new TextEncoder().encode(decode([id]))],
    logits: async (all, from) => {
      const rows: Float32Array[] = [];
      for (let length = from; length <= all.length; length++) rows.push(logitsAfter(decode(all.slice(0, length)), ids));
      return rows;
    },
  };
}

function logitsAfter(text: string, ids: ReadonlyMap<string, TokenId>): Float32Array {
  const hash = hashOf(text.slice(-40) + (text.includes('# Candidate') ? 'signal' : ''));
  const row = Float32Array.from({ length: END + 2 }, (_, id) => noise(hash, id));
  row[UNKNOWN] = -20;
  const next = nextOf(text);
  row[next === '' ? END : (ids.get(next) ?? UNKNOWN)] = 16 + noise(hash, 999);
  return row;
}

/** The program's next character after the longest stretch of it that the text ends with; empty at its end. */
function nextOf(text: string): string {
  for (let length = Math.min(PROGRAM.length, text.length); length > 0; length--) {
    if (text.endsWith(PROGRAM.slice(0, length))) return PROGRAM.charAt(length);
    const at = length >= 8 ? PROGRAM.indexOf(text.slice(-length)) : -1;
    if (at >= 0) return PROGRAM.charAt(at + length);
  }
  return 'd';
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}

/** Between -3 and 3. */
function noise(hash: number, id: number): number {
  let mixed = Math.imul(hash ^ Math.imul(id + 1, 0x9e3779b1), 0x85ebca6b);
  mixed ^= mixed >>> 15;
  return ((mixed >>> 0) / 2 ** 32) * 6 - 3;
}
