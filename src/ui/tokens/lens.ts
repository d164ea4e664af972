/** What the token panel says of a token: how far guidance moved it, and what would have stood there without. */
import type { Alternative, TokenChoice } from '../../guidance/ports';

export function chosenAlternative(choice: TokenChoice): Alternative | null {
  return choice.top.find((alternative) => alternative.id === choice.id) ?? null;
}

/** The token that the plain stream alone would have taken. */
export function plainFavourite(choice: TokenChoice): Alternative | null {
  return choice.top.reduce<Alternative | null>(
    (best, alternative) => (best === null || alternative.logP > best.logP ? alternative : best),
    null,
  );
}

export function changedByGuidance(choice: TokenChoice): boolean {
  const plain = plainFavourite(choice);
  return choice.source !== 'forced' && plain !== null && plain.id !== choice.id;
}

/** Shade of a chip, 0 to 1. KL has no upper end: 2 nats, a token made some seven times likelier, is dark already. */
export function shade(klNats: number): number {
  if (!Number.isFinite(klNats) || klNats <= 0) return 0;
  return Math.min(1, Math.sqrt(klNats / 2));
}

/**
 * The token to show while the visitor has picked none: where guidance changed the choice, else where it moved most,
 * else where the model was least sure.
 */
export function mostTelling(tokens: readonly TokenChoice[]): number | null {
  let best: number | null = null;
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const [i, token] of tokens.entries()) {
    if (token.source === 'forced' && tokens.some((other) => other.source !== 'forced')) continue;
    const score = (changedByGuidance(token) ? 1e6 : 0) + 1e3 * token.klGuidedFromPlain + token.entropyP;
    if (score > bestScore) {
      best = i;
      bestScore = score;
    }
  }
  return best;
}
