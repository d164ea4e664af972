/**
 * The main table of an evaluation. A problem counts as one trial everywhere. Tests of one problem pass or fail together,
 * so an interval that took each test for a trial of its own would be far too narrow; the rates over tests average the
 * problems' shares, and their Wilson interval has the number of problems, which can only be too wide.
 */
import { allPass, passesAll, type ResultRow, rowSeed, type Score } from '../result-row';
import { armsOf, perProblem, problemsOf } from './arms';
import { mean, shownShare } from './shown-numbers';
import type { Table } from './table';

export function mainTable(rows: readonly ResultRow[]): Table {
  const several = {
    agents: rows.some(({ agent }) => agent !== undefined),
    seeds: new Set(rows.map(rowSeed)).size > 1,
    budgets: rows.some(({ budget }) => budget !== undefined && budget !== null),
  };
  const columns = [
    'strategy',
    'gamma',
    ...(several.agents ? ['agent'] : []),
    'n',
    ...(several.seeds ? ['seeds'] : []),
    'solved',
    'hidden',
    'both',
    'visible tests',
    'hidden tests',
    'tokens',
    'session runs',
    'seconds',
    ...(several.budgets ? ['budget ended'] : []),
    'errors',
  ];
  const isText = (column: string) => column === 'strategy' || column === 'agent';
  return {
    title: '',
    header: columns,
    lines: armsOf(rows).map(({ rows: group }) => mainLine(group, several)),
    alignment: columns.map((column) => (isText(column) ? 'left' : 'right')),
    legend:
      'solved: every visible test passes. hidden: every hidden test passes (of the problems that have any). both: ' +
      'solved and hidden.\nPercentages with 95 % Wilson intervals over problems. Tokens forwarded, session runs and ' +
      `seconds are means per problem.${several.seeds ? ' A problem with several seeds counts with its mean.' : ''}`,
  };
}

interface Several {
  readonly agents: boolean;
  readonly seeds: boolean;
  readonly budgets: boolean;
}

/** `rows` are of one arm, at least one. */
function mainLine(rows: readonly ResultRow[], several: Several): string[] {
  const [first] = rows;
  const withHidden = rows.filter((row) => row.hidden.total > 0);
  const average = (of: (row: ResultRow) => number, digits: number) => mean(rows.map(of)).toFixed(digits);
  return [
    first?.strategy ?? '',
    String(first?.gamma ?? ''),
    ...(several.agents ? [first?.agent ?? ''] : []),
    String(problemsOf(rows).size),
    ...(several.seeds ? [String(new Set(rows.map(rowSeed)).size)] : []),
    rate(rows, (row) => Number(row.solved)),
    rate(withHidden, (row) => Number(allPass(row.hidden))),
    rate(withHidden, (row) => Number(passesAll(row))),
    rate(rows, (row) => share(row.visible)),
    rate(withHidden, (row) => share(row.hidden)),
    average((row) => row.forwardedTokens, 0),
    average((row) => row.sessionRuns, 0),
    average((row) => row.seconds, 2),
    ...(several.budgets ? [String(rows.filter(({ budget }) => budget !== undefined && budget !== null).length)] : []),
    String(rows.filter((row) => row.error !== null).length),
  ];
}

/** The mean of a share over problems, in percent with its interval. */
export function rate(rows: readonly ResultRow[], of: (row: ResultRow) => number): string {
  const shares = perProblem(rows, of);
  return shownShare(
    shares.reduce((a, b) => a + b, 0),
    shares.length,
  );
}

function share({ passed, total }: Score): number {
  return total === 0 ? 0 : passed / total;
}
