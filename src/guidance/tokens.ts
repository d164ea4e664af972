/** Token ids and the two prompts that the streams read. Pure data; crosses threads as it is. */

/** An index into the model's vocabulary. */
export type TokenId = number;

/** A piece of a prompt: its text and the ids it was tokenised to, once. */
export interface PromptSegment {
  readonly text: string;
  readonly ids: readonly TokenId[];
}

/**
 * What a stream reads: the prompt, then the code generated so far. Kept apart because line detection looks at the
 * code alone. Code is never tokenised again: its ids are the ones that were chosen.
 */
export interface StreamPrefix {
  readonly prompt: readonly TokenId[];
  readonly code: readonly TokenId[];
}

/** What a computation cost, in units that no noise can touch. */
export interface Cost {
  /** Token positions fed through the network, rows of a batch counted each. */
  readonly forwardedTokens: number;
  /** Calls of the network, whatever their size. */
  readonly sessionRuns: number;
}

export const NO_COST: Cost = { forwardedTokens: 0, sessionRuns: 0 };

export function addCost(a: Cost, b: Cost): Cost {
  return {
    forwardedTokens: a.forwardedTokens + b.forwardedTokens,
    sessionRuns: a.sessionRuns + b.sessionRuns,
  };
}
