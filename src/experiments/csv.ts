/** Tables as CSV (RFC 4180), and a curve's points. */

import { COST_UNITS, costCurves } from './metrics';
import type { Table } from './metrics/table';
import type { ResultRow } from './result-row';

export function csvOf(header: readonly string[], lines: readonly (readonly (string | number)[])[]): string {
  return [header, ...lines].map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

export function tableCsv({ header, lines }: Pick<Table, 'header' | 'lines'>): string {
  return csvOf(header, lines);
}

/** Every step of every curve: arm, unit, cost, share of the runs. */
export function curvesCsv(rows: readonly ResultRow[]): string {
  return csvOf(
    ['strategy', 'unit', 'cost', 'share solved'],
    COST_UNITS.flatMap(({ unit }) =>
      costCurves(rows, unit).flatMap(({ name, points }) =>
        points.map(({ cost, share }) => [name, unit, cost, share.toFixed(6)]),
      ),
    ),
  );
}

const ROW_COLUMNS = [
  'problem',
  'strategy',
  'gamma',
  'seed',
  'agent',
  'solved',
  'visible passed',
  'visible tests',
  'hidden passed',
  'hidden tests',
  'forwarded tokens',
  'session runs',
  'seconds',
  'budget',
  'error',
];

export function rowsCsv(rows: readonly ResultRow[]): string {
  return csvOf(
    ROW_COLUMNS,
    rows.map((row) => [
      row.problem,
      row.strategy,
      row.gamma,
      row.seed ?? 1,
      row.agent ?? '',
      String(row.solved),
      row.visible.passed,
      row.visible.total,
      row.hidden.passed,
      row.hidden.total,
      row.forwardedTokens,
      row.sessionRuns,
      row.seconds,
      row.budget ?? '',
      row.error ?? '',
    ]),
  );
}

/** A text that a spreadsheet would take for a formula is given an apostrophe: problem names come from anywhere. */
function cell(value: string | number): string {
  const text = String(value);
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) && !isNumeric(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Differences and intervals begin with a sign and are no formulas. */
function isNumeric(text: string): boolean {
  return /^[+-]?[\d.]+( \[[^\]]*\])?$/.test(text);
}
