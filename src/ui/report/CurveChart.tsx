import { tableCsv } from '../../experiments/csv';
import type { Curve } from '../../report/report-schema';
import { curveTable } from '../../report/report-tables';
import { percentText } from '../../report/words';
import { ChartFrame } from '../experiments/ChartFrame';
import { DataTable } from '../experiments/DataTable';

const WIDTH = 460;
const HEIGHT = 230;
const LEFT = 46;
const RIGHT = 20;
const TOP = 8;
const BOTTOM = 40;
const TICKS = [0, 0.25, 0.5, 0.75, 1];

const TITLES = { gamma: 'Solved over guidance strength γ', candidates: 'Solved over candidates s' } as const;

/** One setting changed, the rest fixed. Values stand at equal distances: what lies between them was not measured. */
export function CurveChart({ curve }: { curve: Curve }) {
  const { setting, points } = curve;
  const table = curveTable(curve);
  const x = (i: number) => LEFT + ((i + 0.5) / points.length) * (WIDTH - LEFT - RIGHT);
  const y = (share: number) => HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
  const line = points.map(({ solved }, i) => `${x(i).toFixed(1)},${y(solved.value).toFixed(1)}`).join(' ');
  return (
    <ChartFrame
      title={TITLES[setting]}
      description={points
        .map(({ at, n, solved }) => {
          const [value, low, high] = [solved.value, solved.low, solved.high].map((one) => percentText(one));
          return `At ${at}: ${value} percent of ${n}, between ${low} and ${high}.`;
        })
        .join(' ')}
      name="built-in model"
      width={WIDTH}
      height={HEIGHT}
      csv={() => tableCsv(table)}
      table={<DataTable table={table} name="built-in model" title={TITLES[setting]} />}
      legend={<span class="hint">Dots: percent solved. Whiskers: 95 % intervals.</span>}
    >
      {TICKS.map((tick) => (
        <g key={tick}>
          <line class="chart-grid" x1={LEFT} x2={WIDTH - RIGHT} y1={y(tick)} y2={y(tick)} />
          <text class="chart-text" x={LEFT - 6} y={y(tick) + 4} text-anchor="end">
            {tick * 100} %
          </text>
        </g>
      ))}
      <polyline class="report-line" points={line} />
      {points.map(({ at, solved: { value, low, high } }, i) => (
        <g key={at} class="report-point">
          <line x1={x(i)} x2={x(i)} y1={y(low)} y2={y(high)} />
          <line x1={x(i) - 5} x2={x(i) + 5} y1={y(low)} y2={y(low)} />
          <line x1={x(i) - 5} x2={x(i) + 5} y1={y(high)} y2={y(high)} />
          <circle cx={x(i)} cy={y(value)} r={5} />
          <text class="chart-text" x={x(i)} y={HEIGHT - BOTTOM + 16} text-anchor="middle">
            {at}
          </text>
        </g>
      ))}
      <text class="chart-text" x={LEFT + (WIDTH - LEFT - RIGHT) / 2} y={HEIGHT - 6} text-anchor="middle">
        {setting === 'gamma' ? 'γ (0 is plain decoding)' : 's, candidates for each line'}
      </text>
    </ChartFrame>
  );
}
