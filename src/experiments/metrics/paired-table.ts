/** Arms against each other, over the problems that both have run. */
import { CONTROLS } from '../../guidance/control';
import { passesAll, type ResultRow } from '../result-row';
import { type Arm, armsOf, pairArms } from './arms';
import { pairedDifference, relativeSuccess } from './paired';
import { shownCount, shownDifference } from './shown-numbers';
import type { Table } from './table';

const LEGEND =
  'Of the problems that both have run. gained, lost: solved by the one alone, by the other alone. solved: ' +
  'difference in percentage points, both: the same for solved with every hidden test passed; 95 % intervals of ' +
  "paired proportions by Newcombe's method 10 (1998).\nRSR: the part gained of what the baseline leaves unsolved, " +
  'in percent; 95 % interval of 10,000 paired bootstrap resamples of the problems, seed 1; empty where all ' +
  'resamples are alike.';

/** Every other strategy against greedy, and the rest against best of N; none where there is nothing to compare. */
export function pairedTables(rows: readonly ResultRow[]): Table[] {
  const arms = armsOf(rows);
  return tableOf(
    arms.flatMap((first) =>
      arms.filter((second) => isBaselineOf(first, second)).flatMap((second) => pairedLine(first, second)),
    ),
  );
}

/** Every arm against the one that is named. */
export function pairedWith(rows: readonly ResultRow[], baseline: string): Table[] {
  const arms = armsOf(rows);
  const first = arms.find(({ name }) => name === baseline);
  if (first === undefined) return [];
  return tableOf(arms.filter((arm) => arm !== first).flatMap((second) => pairedLine(first, second, true)));
}

function tableOf(lines: string[][]): Table[] {
  if (lines.length === 0) return [];
  return [
    {
      title: 'Paired comparison',
      header: ['strategy', 'against', 'n', 'gained', 'lost', 'solved', 'RSR', 'both'],
      lines,
      alignment: ['left', 'left', ...Array<'right'>(6).fill('right')],
      legend: LEGEND,
    },
  ];
}

function isBaselineOf(first: Arm, second: Arm): boolean {
  if (first === second) return false;
  if (first.strategy === 'greedy') return second.strategy !== 'greedy';
  // A control is there for what guidance adds to it.
  if (isControl(first)) return second.strategy === 'egcfg' && gammaOf(first) === gammaOf(second);
  return first.strategy.startsWith('best-of-') && /^(egcfg|agents|self-debug)/.test(second.strategy);
}

function isControl({ strategy }: Arm): boolean {
  return CONTROLS.some((control) => control === strategy);
}

function gammaOf({ rows }: Arm): number | undefined {
  return rows[0]?.gamma;
}

/** None where they share no problem. */
function pairedLine(first: Arm, second: Arm, withRsr = first.strategy === 'greedy'): string[][] {
  const { problems, counts } = pairArms(first.rows, second.rows, (row) => row.solved);
  if (problems.length === 0) return [];
  const withHidden = first.rows.filter((row) => row.hidden.total > 0);
  const both = pairArms(withHidden, second.rows, passesAll);
  const rsr = withRsr ? relativeSuccess(problems) : null;
  return [
    [
      second.name,
      first.name,
      String(problems.length),
      shownCount(counts.onlySecond),
      shownCount(counts.onlyFirst),
      shownDifference(pairedDifference(counts)),
      rsr === null ? '' : shownDifference(rsr),
      both.problems.length === 0 ? 'none' : shownDifference(pairedDifference(both.counts)),
    ],
  ];
}
