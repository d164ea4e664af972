/** What each agent solves, alone and together with those before it. */
import { passesAll, type ResultRow, rowSeed } from '../result-row';
import { armsOf } from './arms';
import { shownShare } from './shown-numbers';
import type { Table } from './table';

interface Solver {
  readonly name: string;
  /** By problem and seed: whether it solved it, and every hidden test too. */
  readonly cells: ReadonlyMap<string, { readonly solved: boolean; readonly both: boolean }>;
}

/**
 * One table for each arm of several agents, and one for all single agents of EG-CFG where there are at least two. None
 * else.
 */
export function agentTables(rows: readonly ResultRow[]): Table[] {
  const teams = armsOf(rows.filter(({ agents }) => agents !== undefined)).map(({ name, rows: group }) =>
    tableOf(`Agents of ${name}`, membersOf(group), cellsOf(group)),
  );
  const single = armsOf(rows.filter(({ strategy }) => strategy === 'egcfg'));
  if (single.length < 2) return teams;
  const solvers = single.map(({ name, rows: group }) => ({ name, cells: outcomesOf(group) }));
  return [...teams, tableOf('Union of the agents', solvers, cellsOf(single.flatMap((arm) => arm.rows)))];
}

function tableOf(title: string, solvers: readonly Solver[], cells: readonly string[]): Table {
  const union = new Map<string, { solved: boolean; both: boolean }>();
  const lines = solvers.map(({ name, cells: own }) => {
    let first = 0;
    for (const [cell, outcome] of own) {
      const known = union.get(cell) ?? { solved: false, both: false };
      if (outcome.solved && !known.solved) first++;
      union.set(cell, { solved: known.solved || outcome.solved, both: known.both || outcome.both });
    }
    const solvedAlone = [...own.values()].filter(({ solved }) => solved).length;
    return [
      name,
      String(own.size),
      shownShare(solvedAlone, own.size),
      String(first),
      shownShare([...union.values()].filter(({ solved }) => solved).length, cells.length),
      shownShare([...union.values()].filter(({ both }) => both).length, cells.length),
    ];
  });
  return {
    title,
    header: ['agent', 'runs', 'solved', 'first to solve', 'union so far', 'union, hidden too'],
    lines,
    alignment: ['left', ...Array<'right'>(5).fill('right')],
    legend:
      'solved: of the runs that the agent ended. union so far: solved by this agent or one above it, of all problems ' +
      'and seeds. An agent that the first success stopped has no run there.',
  };
}

/** In the order of the agents, each under its place and settings. */
function membersOf(rows: readonly ResultRow[]): Solver[] {
  const members = new Map<string, Map<string, { solved: boolean; both: boolean }>>();
  for (const row of rows) {
    for (const { agent, gamma, solved, visible, hidden, stopped } of row.agents ?? []) {
      const name = `${agent} γ ${gamma}`;
      const cells = members.get(name) ?? new Map();
      members.set(name, cells);
      if (stopped) continue;
      const passes = visible.passed === visible.total && hidden.passed === hidden.total;
      cells.set(cellOf(row), { solved, both: solved && passes });
    }
  }
  return [...members].map(([name, cells]) => ({ name, cells }));
}

function outcomesOf(rows: readonly ResultRow[]) {
  return new Map(rows.map((row) => [cellOf(row), { solved: row.solved, both: passesAll(row) }]));
}

function cellsOf(rows: readonly ResultRow[]): string[] {
  return [...new Set(rows.map(cellOf))];
}

function cellOf(row: ResultRow): string {
  return JSON.stringify([row.problem, rowSeed(row)]);
}
