/**
 * Controls: EG-CFG with one thing taken away, to tell what its gain comes from.
 *
 * `swapped-traces`: each candidate is shown with what another one did. A model that reads what happened is misled by it;
 * a model that only gains from seeing candidates is not.
 *
 * `passing-line`: no guidance at all. Where a candidate passes every visible test, its line is taken; else the plain one.
 * Guidance must add something to what the tests choose by themselves.
 */
import type { CancelSignal } from './cancellation';
import type { ExecutedCandidate } from './candidates';
import type { LanguageModel } from './ports';
import type { SignalCandidate } from './signal';
import type { TokenId } from './tokens';

export const CONTROLS = ['swapped-traces', 'passing-line'] as const;
export type Control = (typeof CONTROLS)[number];

/** Each with the runs of the next, the last with those of the first. One alone keeps its own: there is nothing to swap. */
export function swapTraces<T extends Pick<SignalCandidate, 'runs'>>(candidates: readonly T[]): T[] {
  return candidates.map((candidate, i) => {
    const other = candidates[(i + 1) % candidates.length] ?? candidate;
    return { ...candidate, runs: other.runs };
  });
}

/** The tokens of a candidate's first line, the one that ends it included; all where it has one line. */
export async function firstLineIds(
  signal: CancelSignal,
  model: LanguageModel,
  { candidate }: Pick<ExecutedCandidate, 'candidate'>,
): Promise<readonly TokenId[]> {
  for (let count = 1; count < candidate.ids.length; count++) {
    const ids = candidate.ids.slice(0, count);
    if ((await model.decode(signal, ids)).includes('\n')) return ids;
  }
  return candidate.ids;
}
