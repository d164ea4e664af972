import { useSignal } from '@preact/signals';
import type { Limits, TestRun } from '../../guidance/ports';
import { traceCutMessage } from '../../limits/limit-messages';
import { shownTest } from '../../problems/problem-test';
import { grouped } from '../shared/numbers';
import { type TraceRow, traceRows } from './trace-rows';

/** Rows drawn at once; a loop of hundreds of steps is opened on demand. */
const FIRST_ROWS = 60;

interface TraceTableProps {
  readonly run: TestRun;
  readonly program: string;
  /** Those of its run: they say what a trace was cut by. */
  readonly limits: Limits;
}

export function TraceTable({ run, program, limits }: TraceTableProps) {
  const all = useSignal(false);
  const rows = traceRows(run.steps, program);
  const shown = all.value ? rows : rows.slice(0, FIRST_ROWS);
  const cut = traceCutMessage(run, limits);
  if (rows.length === 0) return <p class="hint">{cut ?? 'No step of this program was traced.'}</p>;
  return (
    <div class="trace-frame">
      <table class="trace">
        <caption class="unseen">Trace of {shownTest(run.test)}</caption>
        <thead>
          <tr>
            <th scope="col">line</th>
            <th scope="col">source</th>
            <th scope="col">what changed</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row, i) => (
            <Row key={i} row={row} />
          ))}
        </tbody>
      </table>
      {shown.length < rows.length && (
        <button
          type="button"
          class="quiet"
          onClick={() => {
            all.value = true;
          }}
        >
          Show all {grouped(rows.length)} steps
        </button>
      )}
      {cut !== null && <p class="trace-cut">{cut}</p>}
      {run.stdout !== '' && (
        <p class="hint">
          It printed: <code class="stdout">{run.stdout}</code>
        </p>
      )}
    </div>
  );
}

function Row({ row }: { row: TraceRow }) {
  return (
    <tr class={`trace-${row.tone}`}>
      <td class="trace-line">{row.place}</td>
      <td class="trace-source">
        <code>{row.source}</code>
      </td>
      <td>
        {row.changed.map(([name, shown]) => (
          <span key={name} class="change">
            <code>
              {name} = {shown.value}
            </code>{' '}
            <span class="hint">{shown.type}</span>
          </span>
        ))}
        {row.result !== null && <span class="trace-result">{row.result}</span>}
      </td>
    </tr>
  );
}
