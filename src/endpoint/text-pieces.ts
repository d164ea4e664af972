/**
 * A text in pieces about the size of tokens, for servers that do not tell how they tokenise. Nothing is sent in this form
 * and no distribution is read from it: it is the page's count of tokens, an estimate, and what makes prompts comparable.
 */
const PIECE = / ?\p{L}{1,8}| ?\p{N}{1,3}| ?[^\s\p{L}\p{N}]{1,3}|\s/gu;

/** Put together they are the text again. */
export function textPieces(text: string): string[] {
  return text.match(PIECE) ?? [];
}
