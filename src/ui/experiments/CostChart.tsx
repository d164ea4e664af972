import { type Signal, useSignal } from '@preact/signals';
import { niceTicks, shortNumber } from '../../experiments/chart-scale';
import { curvesCsv } from '../../experiments/csv';
import { COST_UNITS, type CostCurve, costCurves, shareAt } from '../../experiments/metrics';
import { costTable } from '../../experiments/metrics/cost-curve';
import { percent } from '../../experiments/metrics/shown-numbers';
import type { ResultRow } from '../../experiments/result-row';
import { ChartFrame } from './ChartFrame';
import { DataTable } from './DataTable';
import { seriesLook } from './series';

const WIDTH = 460;
const HEIGHT = 240;
const LEFT = 44;
const RIGHT = 18;
const TOP = 8;
const BOTTOM = 28;
const STEPS = 200;

interface CostChartProps {
  readonly rows: readonly ResultRow[];
  readonly name: string;
  readonly unit: Signal<(typeof COST_UNITS)[number]>;
}

/** Solved over cost: how much each strategy has solved by the time that so much was spent on every problem. */
export function CostChart({ rows, name, unit }: CostChartProps) {
  const position = useSignal(STEPS);
  const curves = costCurves(rows, unit.value.unit);
  const ticks = niceTicks(Math.max(0, ...curves.map(({ until }) => until)));
  const most = ticks.at(-1) ?? 1;
  const x = (cost: number) => LEFT + (cost / most) * (WIDTH - LEFT - RIGHT);
  const y = (share: number) => HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
  const at = (position.value / STEPS) * most;
  const { label } = unit.value;
  return (
    <ChartFrame
      title={`Solved over ${label}`}
      description={curves
        .map((curve) => `${curve.name} solves ${percent(shareAt(curve, most))} percent in the end.`)
        .join(' ')}
      name={name}
      width={WIDTH}
      height={HEIGHT}
      csv={() => curvesCsv(rows)}
      table={<DataTable table={costTable(rows, unit.value.unit, label)} name={name} />}
      controls={
        <fieldset class="segments" aria-label="Cost in">
          {COST_UNITS.map((one) => (
            <label key={one.unit} class="segment">
              <input
                type="radio"
                name="cost-unit"
                checked={one.unit === unit.value.unit}
                onChange={() => {
                  unit.value = one;
                }}
              />
              <span>{one.label}</span>
            </label>
          ))}
        </fieldset>
      }
      legend={
        <>
          <label class="chart-cursor">
            <span>
              At {shortNumber(at)} {label} each:
            </span>
            <input
              type="range"
              min={0}
              max={STEPS}
              value={position.value}
              aria-valuetext={`${shortNumber(at)} ${label}`}
              onInput={(event) => {
                position.value = Number(event.currentTarget.value);
              }}
            />
          </label>
          <ul class="chart-series">
            {curves.map((curve, i) => (
              <li key={curve.name}>
                <svg width="26" height="10" aria-hidden="true">
                  <line x1="0" x2="26" y1="5" y2="5" {...lineOf(i)} />
                </svg>
                <span>{curve.name}</span> <b>{percent(shareAt(curve, at))} %</b>
              </li>
            ))}
          </ul>
        </>
      }
    >
      {ticks.map((tick) => (
        <g key={tick}>
          <line class="chart-grid" x1={x(tick)} x2={x(tick)} y1={TOP} y2={HEIGHT - BOTTOM} />
          <text class="chart-text" x={x(tick)} y={HEIGHT - 10} text-anchor="middle">
            {shortNumber(tick)}
          </text>
        </g>
      ))}
      {[0, 0.25, 0.5, 0.75, 1].map((tick) => (
        <g key={tick}>
          <line class="chart-grid" x1={LEFT} x2={WIDTH - RIGHT} y1={y(tick)} y2={y(tick)} />
          <text class="chart-text" x={LEFT - 6} y={y(tick) + 4} text-anchor="end">
            {tick * 100} %
          </text>
        </g>
      ))}
      {curves.map((curve, i) => (
        <path key={curve.name} d={stepPath(curve, x, y, most)} fill="none" {...lineOf(i)} />
      ))}
      <line class="chart-at" x1={x(at)} x2={x(at)} y1={TOP} y2={HEIGHT - BOTTOM} />
    </ChartFrame>
  );
}

function lineOf(index: number) {
  const { colour, dash, width } = seriesLook(index);
  return { stroke: colour, 'stroke-width': width, ...(dash === '' ? {} : { 'stroke-dasharray': dash }) };
}

/** Level until the next run is solved, then up: nothing lies between two runs. */
function stepPath(
  { points }: CostCurve,
  x: (cost: number) => number,
  y: (share: number) => number,
  most: number,
): string {
  const steps = points.map(({ cost, share }) => `H${x(cost).toFixed(1)}V${y(share).toFixed(1)}`);
  return `M${x(0).toFixed(1)},${y(0).toFixed(1)}${steps.join('')}H${x(most).toFixed(1)}`;
}
