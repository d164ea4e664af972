import { tableCsv } from '../../experiments/csv';
import type { Table } from '../../experiments/metrics';
import { wilsonInterval } from '../../experiments/metrics';
import { armsOf, perProblem } from '../../experiments/metrics/arms';
import { percent } from '../../experiments/metrics/shown-numbers';
import type { ResultRow } from '../../experiments/result-row';
import { ChartFrame } from './ChartFrame';
import { DataTable } from './DataTable';
import { seriesLook } from './series';

const WIDTH = 460;
const LABELS = 170;
const RIGHT = 24;
const ROW = 30;
const TOP = 8;
const BOTTOM = 24;
const MOST_LABEL = 24;

/** The share solved of each arm, with its interval: what can be told apart and what cannot. */
export function SolvedChart({ rows, name }: { rows: readonly ResultRow[]; name: string }) {
  const arms = armsOf(rows).map((arm) => {
    const shares = perProblem(arm.rows, (row) => Number(row.solved));
    const solved = shares.reduce((a, b) => a + b, 0);
    return {
      name: arm.name,
      n: shares.length,
      share: solved / shares.length,
      ...wilsonInterval(solved, shares.length),
    };
  });
  const table: Table = {
    title: 'Solved, with 95 % intervals',
    header: ['strategy', 'n', 'solved %', 'low', 'high'],
    lines: arms.map(({ name: arm, n, share, low, high }) => [
      arm,
      String(n),
      percent(share),
      percent(low),
      percent(high),
    ]),
    alignment: ['left', 'right', 'right', 'right', 'right'],
    legend: 'Every visible test passes. 95 % Wilson intervals over problems.',
  };
  const height = TOP + ROW * arms.length + BOTTOM;
  const x = (share: number) => LABELS + share * (WIDTH - LABELS - RIGHT);
  return (
    <ChartFrame
      title={table.title}
      description={arms
        .map(({ name: arm, share, low, high, n }) => {
          return `${arm}: ${percent(share)} percent of ${n}, between ${percent(low)} and ${percent(high)}.`;
        })
        .join(' ')}
      name={name}
      width={WIDTH}
      height={height}
      csv={() => tableCsv(table)}
      table={<DataTable table={table} name={name} />}
      legend={<span class="hint">{table.legend}</span>}
    >
      {[0, 0.25, 0.5, 0.75, 1].map((tick) => (
        <g key={tick}>
          <line class="chart-grid" x1={x(tick)} x2={x(tick)} y1={TOP} y2={height - BOTTOM} />
          <text class="chart-text" x={x(tick)} y={height - 8} text-anchor="middle">
            {tick * 100} %
          </text>
        </g>
      ))}
      {arms.map(({ name: arm, share, low, high }, i) => {
        const y = TOP + ROW * i + ROW / 2;
        const { colour } = seriesLook(i);
        return (
          <g key={arm}>
            <text class="chart-label" x={0} y={y + 4}>
              {arm.length > MOST_LABEL ? `${arm.slice(0, MOST_LABEL - 1)}…` : arm}
            </text>
            <line x1={x(low)} x2={x(high)} y1={y} y2={y} stroke={colour} stroke-width={2} />
            <line x1={x(low)} x2={x(low)} y1={y - 5} y2={y + 5} stroke={colour} stroke-width={2} />
            <line x1={x(high)} x2={x(high)} y1={y - 5} y2={y + 5} stroke={colour} stroke-width={2} />
            <circle cx={x(share)} cy={y} r={5} fill={colour} />
          </g>
        );
      })}
    </ChartFrame>
  );
}
