/** Which variables and which turns of a loop a variable timeline shows at once. */
import type { Call } from './calls';
import type { Turn } from './loops';

/** Names in the order in which they appear. */
export function columnsOf({ parameters, rows }: Call): string[] {
  const names = new Set(parameters.keys());
  for (const { changed } of rows) for (const name of changed) names.add(name);
  return [...names];
}

export type ShownTurn =
  | { readonly kind: 'turn'; readonly turn: Turn }
  /** So many in a row that are not shown until they are asked for. */
  | { readonly kind: 'hidden'; readonly count: number };

const FIRST_TURNS = 4;
const LAST_TURNS = 1;

export function turnsShown(turns: readonly Turn[], all: boolean): ShownTurn[] {
  const one = (turn: Turn): ShownTurn => ({ kind: 'turn', turn });
  const hidden = turns.length - FIRST_TURNS - LAST_TURNS;
  if (all || hidden < 2) return turns.map(one);
  return [
    ...turns.slice(0, FIRST_TURNS).map(one),
    { kind: 'hidden', count: hidden },
    ...turns.slice(-LAST_TURNS).map(one),
  ];
}
