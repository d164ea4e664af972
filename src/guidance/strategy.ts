import type { Control } from './control';

/** How an answer is written. Plain greedy decoding is `egcfg` at gamma 0. */
export type Strategy =
  /** Line by line under guidance, with one agent (egcfg.ts). */
  | { readonly kind: 'egcfg'; readonly control?: Control }
  /** Whole programs sampled without guidance; the visible tests choose among them (best-of-n.ts). */
  | { readonly kind: 'best-of-n'; readonly samples: number }
  /** A whole program is written, run, and rewritten with what happened in sight, so many times (self-debug.ts). */
  | { readonly kind: 'self-debug'; readonly rounds: number };

export const EGCFG: Strategy = { kind: 'egcfg' };

/** Most programs of one run: they are one batch, and each row holds a cache of its own. */
export const MOST_SAMPLES = 256;

/** Most programs that one run of self-debugging writes, the first included. */
export const MOST_ROUNDS = 32;

/** A failure in words where the strategy cannot be run, else null. */
export function strategyProblem(strategy: Strategy): { readonly message: string; readonly advice: string } | null {
  if (strategy.kind === 'best-of-n' && !isCount(strategy.samples, MOST_SAMPLES)) {
    return {
      message: `Best of ${strategy.samples} cannot be sampled.`,
      advice: `Choose a whole number from 1 to ${MOST_SAMPLES}.`,
    };
  }
  if (strategy.kind === 'self-debug' && !isCount(strategy.rounds, MOST_ROUNDS)) {
    return {
      message: `Self-debugging in ${strategy.rounds} rounds cannot be run.`,
      advice: `Choose a whole number from 1 to ${MOST_ROUNDS}.`,
    };
  }
  return null;
}

function isCount(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most;
}
