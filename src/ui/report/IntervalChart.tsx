import { tableCsv } from '../../experiments/csv';
import type { Table } from '../../experiments/metrics';
import { percentText } from '../../report/words';
import { ChartFrame } from '../experiments/ChartFrame';
import { DataTable } from '../experiments/DataTable';
import { seriesLook } from '../experiments/series';

export interface IntervalRow {
  readonly label: string;
  readonly n: number;
  readonly share: { readonly value: number; readonly low: number; readonly high: number };
}

interface IntervalChartProps {
  readonly title: string;
  readonly rows: readonly IntervalRow[];
  /** The same figures, and more. */
  readonly table: Table;
}

const WIDTH = 460;
const LABELS = 178;
const RIGHT = 22;
const ROW = 32;
const TOP = 6;
const BOTTOM = 24;
const TICKS = [0, 0.25, 0.5, 0.75, 1];

/** Shares as dots with their 95 % intervals as whiskers, from 0 to 100 percent. */
export function IntervalChart({ title, rows, table }: IntervalChartProps) {
  const height = TOP + ROW * rows.length + BOTTOM;
  const x = (share: number) => LABELS + share * (WIDTH - LABELS - RIGHT);
  return (
    <ChartFrame
      title={title}
      description={rows.map(described).join(' ')}
      name="built-in model"
      width={WIDTH}
      height={height}
      csv={() => tableCsv(table)}
      table={<DataTable table={table} name="built-in model" title={title} />}
      legend={<span class="hint">Dots: percent solved. Whiskers: 95 % intervals.</span>}
    >
      {TICKS.map((tick) => (
        <g key={tick}>
          <line class="chart-grid" x1={x(tick)} x2={x(tick)} y1={TOP} y2={height - BOTTOM} />
          <text class="chart-text" x={x(tick)} y={height - 8} text-anchor="middle">
            {tick * 100} %
          </text>
        </g>
      ))}
      {rows.map(({ label, share: { value, low, high } }, i) => {
        const y = TOP + ROW * i + ROW / 2;
        const { colour } = seriesLook(i);
        return (
          <g key={label}>
            <text class="chart-label" x={0} y={y + 4}>
              {label}
            </text>
            <line x1={x(low)} x2={x(high)} y1={y} y2={y} stroke={colour} stroke-width={2} />
            <line x1={x(low)} x2={x(low)} y1={y - 5} y2={y + 5} stroke={colour} stroke-width={2} />
            <line x1={x(high)} x2={x(high)} y1={y - 5} y2={y + 5} stroke={colour} stroke-width={2} />
            <circle cx={x(value)} cy={y} r={5} fill={colour} />
          </g>
        );
      })}
    </ChartFrame>
  );
}

function described({ label, n, share }: IntervalRow): string {
  const [value, low, high] = [share.value, share.low, share.high].map((one) => percentText(one));
  return `${label}: ${value} percent of ${n}, between ${low} and ${high}.`;
}
