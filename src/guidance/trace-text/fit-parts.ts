/** Takes parts in order of worth as long as the whole fits. */
import type { BudgetPart } from './budget-parts';

/**
 * The parts to show, or null when even the text without any does not fit. `fits` is asked for as few sets as it can be:
 * it writes and counts a whole text. A part that does not fit is passed over, with those
 * that follow it in its chain and those that tell less; printed text alone, which may be long, keeps nothing else out.
 */
export function fitParts(
  parts: readonly BudgetPart[],
  fits: (taken: ReadonlySet<BudgetPart>) => boolean,
): ReadonlySet<BudgetPart> | null {
  let taken: ReadonlySet<BudgetPart> = new Set();
  const broken = new Set<string>();
  let leastWorth = Number.POSITIVE_INFINITY;

  const take = (wanted: readonly BudgetPart[]): void => {
    const open = wanted.filter(({ chain, worth }) => worth <= leastWorth && !(chain !== null && broken.has(chain)));
    if (open.length === 0) return;
    const more = new Set([...taken, ...open]);
    if (fits(more)) {
      taken = more;
      return;
    }
    const [only] = open;
    if (open.length === 1 && only !== undefined) {
      if (only.chain !== null) broken.add(only.chain);
      if (only.kind !== 'output') leastWorth = Math.min(leastWorth, only.worth);
      return;
    }
    const half = Math.ceil(open.length / 2);
    take(open.slice(0, half));
    take(open.slice(half));
  };

  take(parts);
  // Without anything the sentence about what was left out is longest.
  return taken.size > 0 || fits(taken) ? taken : null;
}
