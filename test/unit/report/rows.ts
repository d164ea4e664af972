import type { ResultRow } from '../../../src/experiments/result-row';

/** One row for each outcome: problem p0 is solved or not, and so on. */
export function rowsOf(strategy: string, outcomes: readonly boolean[], fields: Partial<ResultRow> = {}): ResultRow[] {
  return outcomes.map((solved, i) => ({
    problem: `p${i}`,
    strategy,
    gamma: strategy === 'egcfg' ? 1 : 0,
    solved,
    visible: { passed: solved ? 3 : 1, total: 3 },
    hidden: { passed: solved ? 4 : 0, total: 4 },
    code: '',
    forwardedTokens: 100,
    sessionRuns: 10,
    seconds: 1,
    weightsSha256: 'ab',
    error: null,
    ...fields,
  }));
}

/** `10` solved, then `5` not. */
export function outcomes(solved: number, open: number): boolean[] {
  return [...Array<boolean>(solved).fill(true), ...Array<boolean>(open).fill(false)];
}
