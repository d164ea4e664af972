/** The controls without traces that fit and without guidance, on the problems of the main rows. */
import { perProblem, problemsOf } from '../experiments/metrics/arms';
import type { ResultRow } from '../experiments/result-row';
import { CONTROLS } from '../guidance/control';
import { ratioOfGains } from './ratio';
import type { ControlReport } from './report-schema';
import { costsOf, interval, pairOf, shareOfRows } from './shares';

/** `rows` hold greedy, one arm of EG-CFG and the controls; those that are missing have no line. */
export function controlLines(rows: readonly ResultRow[]): ControlReport[] {
  const of = (strategy: string) => rows.filter((row) => row.strategy === strategy);
  const greedy = of('greedy');
  return CONTROLS.flatMap((control): ControlReport[] => {
    const own = of(control);
    // Of the same problems all three: a part that was stopped early leaves the controls behind.
    const common = inAll(greedy, of('egcfg'), own);
    const guided = common(of('egcfg'));
    const controlled = common(own);
    const over = pairOf(common(greedy), controlled);
    const guidance = pairOf(controlled, guided);
    if (over === null || guidance === null) return [];
    const kept = ratioOfGains(gains(common(greedy), controlled), gains(common(greedy), guided), true);
    return [
      {
        control,
        n: problemsOf(controlled).size,
        solved: shareOfRows(controlled, (row) => row.solved),
        over,
        kept: kept === null ? null : interval(kept),
        guidance,
        tokens: costsOf(controlled).tokens,
      },
    ];
  });
}

function inAll(...arms: (readonly ResultRow[])[]) {
  const sets = arms.map((rows) => new Set(rows.map(({ problem }) => problem)));
  return (rows: readonly ResultRow[]) => rows.filter(({ problem }) => sets.every((set) => set.has(problem)));
}

/** What the second solves more than the first, by problem in the order of its name; both ran on the same problems. */
export function gains(first: readonly ResultRow[], second: readonly ResultRow[]): number[] {
  const [before, after] = [first, second].map((rows) =>
    perProblem(
      [...rows].sort((a, b) => (a.problem < b.problem ? -1 : a.problem > b.problem ? 1 : 0)),
      (row) => Number(row.solved),
    ),
  );
  return (after ?? []).map((solved, i) => solved - (before?.[i] ?? 0));
}
