/** Rows by arm (a strategy with its settings) and by problem; with several seeds a problem stays one trial. */

import { type ResultRow, rowSeed } from '../result-row';
import { armName } from '../run-id';
import { addPairs, type PairedCounts, problemPair } from './paired';

export interface Arm {
  readonly name: string;
  readonly strategy: string;
  readonly rows: readonly ResultRow[];
}

/** In the order in which they first appear. */
export function armsOf(rows: readonly ResultRow[]): Arm[] {
  const arms = new Map<string, { name: string; strategy: string; rows: ResultRow[] }>();
  for (const row of rows) {
    const name = armName(row);
    const arm = arms.get(name) ?? { name, strategy: row.strategy, rows: [] };
    arm.rows.push(row);
    arms.set(name, arm);
  }
  return [...arms.values()];
}

export function problemsOf(rows: readonly ResultRow[]): ReadonlyMap<string, readonly ResultRow[]> {
  const problems = new Map<string, ResultRow[]>();
  for (const row of rows) {
    const known = problems.get(row.problem);
    if (known === undefined) problems.set(row.problem, [row]);
    else known.push(row);
  }
  return problems;
}

/** One number per problem: the mean over its seeds. */
export function perProblem(rows: readonly ResultRow[], of: (row: ResultRow) => number): number[] {
  return [...problemsOf(rows).values()].map((group) => group.reduce((sum, row) => sum + of(row), 0) / group.length);
}

export interface Paired {
  /** One per problem that both have run with a common seed; each adds up to 1. */
  readonly problems: readonly PairedCounts[];
  readonly counts: PairedCounts;
}

export function pairArms(
  first: readonly ResultRow[],
  second: readonly ResultRow[],
  of: (row: ResultRow) => boolean,
): Paired {
  const others = new Map(second.map((row) => [cellOf(row), row]));
  const problems = [...problemsOf(first).values()].flatMap((group) => {
    const pairs = group.flatMap((row) => {
      const other = others.get(cellOf(row));
      return other === undefined ? [] : [[of(row), of(other)] as const];
    });
    return pairs.length === 0 ? [] : [problemPair(pairs)];
  });
  return { problems, counts: addPairs(problems) };
}

function cellOf(row: ResultRow): string {
  return JSON.stringify([row.problem, rowSeed(row)]);
}
