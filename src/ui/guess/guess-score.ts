/** What counts as guessed, and the score of this visit. */

export interface GuessScore {
  readonly right: number;
  readonly asked: number;
}

export const NO_SCORE: GuessScore = { right: 0, asked: 0 };

export type Guess =
  /** One of the candidates' lines, as it stands there. */
  | { readonly kind: 'picked'; readonly line: string }
  /** Empty for an answer that ends here. */
  | { readonly kind: 'typed'; readonly line: string }
  /** Shown without a guess: it does not count. */
  | { readonly kind: 'passed' };

/**
 * Whether this is the line that was written; null without a guess. Two candidates may differ in their indentation alone,
 * so a picked line must be the very same; in a typed one spaces count only inside of strings, and `a=1` is as good as
 * `a = 1`.
 */
export function isRight(guess: Guess, written: string): boolean | null {
  switch (guess.kind) {
    case 'picked':
      return guess.line === written;
    case 'typed':
      return withoutSpaces(guess.line) === withoutSpaces(written);
    case 'passed':
      return null;
  }
}

export function counted({ right, asked }: GuessScore, isCorrect: boolean | null): GuessScore {
  if (isCorrect === null) return { right, asked };
  return { right: right + (isCorrect ? 1 : 0), asked: asked + 1 };
}

/** Spaces go outside of strings and comments, except where they part two words. */
function withoutSpaces(line: string): string {
  const pieces = line.trim().match(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\s+|[^\s"']+|["']/g) ?? [];
  let result = '';
  for (const [i, piece] of pieces.entries()) {
    if (piece.trim() !== '') result += piece.startsWith('"') ? piece.replace(/^"([^'"\\]*)"$/, "'$1'") : piece;
    else if (/\w$/.test(result) && /^\w/.test(pieces[i + 1] ?? '')) result += ' ';
  }
  return result;
}
