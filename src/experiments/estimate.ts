/** What an experiment will cost, from the runs that there are; before the first ones, from what such runs cost elsewhere. */
import type { ResultRow } from './result-row';
import { armName } from './run-id';
import type { RunSpec } from './run-list';

export interface Estimate {
  readonly runs: number;
  /** Null while nothing of the kind has run. */
  readonly seconds: number | null;
  readonly forwardedTokens: number | null;
}

/** Of the runs that are still open, for so many lanes at once. */
export function estimateOpen(open: readonly RunSpec[], done: Iterable<ResultRow>, lanes: number): Estimate {
  const known = new Map<string, { runs: number; seconds: number; tokens: number }>();
  const all = { runs: 0, seconds: 0, tokens: 0 };
  for (const row of done) {
    if (row.error !== null) continue;
    const arm = known.get(armName(row)) ?? { runs: 0, seconds: 0, tokens: 0 };
    known.set(armName(row), arm);
    for (const sum of [arm, all]) {
      sum.runs++;
      sum.seconds += row.seconds;
      sum.tokens += row.forwardedTokens;
    }
  }
  if (all.runs === 0) return { runs: open.length, seconds: null, forwardedTokens: null };
  let seconds = 0;
  let tokens = 0;
  for (const { id } of open) {
    const { runs, seconds: spent, tokens: forwarded } = known.get(armName(id)) ?? all;
    seconds += spent / runs;
    tokens += forwarded / runs;
  }
  return { runs: open.length, seconds: seconds / Math.max(1, lanes), forwardedTokens: Math.round(tokens) };
}

/** Lanes that suit this device: each holds a model and two Python workers. `memoryGB` is the browser's rough word. */
export function suitableLanes(processors: number, memoryGB: number | undefined): number {
  const byProcessor = Math.floor(processors / 2);
  const byMemory = Math.floor((memoryGB ?? 4) / 2);
  return Math.max(1, Math.min(4, byProcessor, byMemory));
}
