/** How an answer is written. Plain greedy decoding is `egcfg` at gamma 0. */
export type Strategy =
  /** Line by line under guidance, with one agent (egcfg.ts). */
  | { readonly kind: 'egcfg' }
  /** Whole programs sampled without guidance; the visible tests choose among them (best-of-n.ts). */
  | { readonly kind: 'best-of-n'; readonly samples: number };

export const EGCFG: Strategy = { kind: 'egcfg' };

/** Most programs of one run: they are one batch, and each row holds a cache of its own. */
export const MOST_SAMPLES = 256;
