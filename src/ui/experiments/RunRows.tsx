import { useSignal } from '@preact/signals';
import { rowsCsv } from '../../experiments/csv';
import type { ResultRow } from '../../experiments/result-row';
import { armName, runKey } from '../../experiments/run-id';
import type { ExperimentRunner } from '../../experiments/runner';
import type { Desk } from '../app/desk';
import { Fold } from '../shared/Fold';
import { counted, grouped } from '../shared/numbers';
import { fileName, saveFile } from '../shared/save-file';

const PAGE = 100;

interface RunRowsProps {
  readonly desk: Desk;
  readonly runner: ExperimentRunner;
  readonly rows: readonly ResultRow[];
}

/** Every run with its outcome; each opens in the playground as a replay. */
export function RunRows({ desk, runner, rows }: RunRowsProps) {
  const filter = useSignal('');
  const which = useSignal<'all' | 'solved' | 'unsolved' | 'failed'>('all');
  const shown = useSignal(PAGE);
  const failure = useSignal<string | null>(null);
  const { id, name } = runner.experiment.value;
  const wanted = filter.value.trim().toLowerCase();
  const found = rows.filter(
    (row) =>
      (wanted === '' || `${row.problem} ${armName(row)}`.toLowerCase().includes(wanted)) &&
      (which.value === 'all' ||
        (which.value === 'failed'
          ? row.error !== null
          : row.error === null && row.solved === (which.value === 'solved'))),
  );
  /** Of several agents the one of that text; those that never began have no part in the row. */
  const replay = async (row: ResultRow, agent: string | null) => {
    const parts = await desk.experiments.parts(id, runKey(row));
    const part = agent === null ? parts?.[0] : parts?.find((one) => one.agent === agent);
    const events = part?.events ?? [];
    if (events.length === 0) {
      failure.value = 'The events of this run are not in this browser.';
      return;
    }
    failure.value = null;
    desk.recording.value = events;
    desk.playRecording('end');
    if (desk.problems.entries.value.some(({ draft }) => draft.id === row.problem)) desk.problems.choose(row.problem);
    window.location.hash = '#/playground';
    window.scrollTo(0, 0);
  };
  return (
    <Fold summary={`All ${counted(rows.length, 'run')}`} open={false} class="run-rows">
      <div class="form-buttons">
        <input
          type="text"
          class="run-filter"
          placeholder="Problem or strategy"
          aria-label="Show runs of"
          value={filter.value}
          onInput={(event) => {
            filter.value = event.currentTarget.value;
            shown.value = PAGE;
          }}
        />
        <select
          aria-label="Show"
          class="run-which"
          value={which.value}
          onChange={(event) => {
            const value = event.currentTarget.value;
            if (value === 'all' || value === 'solved' || value === 'unsolved' || value === 'failed')
              which.value = value;
          }}
        >
          <option value="all">all</option>
          <option value="solved">solved</option>
          <option value="unsolved">not solved</option>
          <option value="failed">failed</option>
        </select>
        <button
          type="button"
          class="quiet"
          onClick={() => saveFile(fileName(`${name} runs`, 'csv'), rowsCsv(rows), 'text/csv')}
        >
          CSV of all runs
        </button>
        <p class="message" role="alert">
          {failure.value}
        </p>
      </div>
      <ul class="runs">
        {found.slice(0, shown.value).map((row) => (
          <li key={runKey(row)} class="run-row">
            <span class={row.error !== null ? 'tone-open' : row.solved ? 'tone-pass' : 'tone-fail'}>
              {row.error !== null ? '! failed' : row.solved ? '✓ solved' : '✗ not solved'}
            </span>
            <b>{row.problem}</b>
            <span>
              {armName(row)}
              {row.seed === undefined ? '' : `, seed ${row.seed}`}
            </span>
            <span class="hint">
              {row.error ?? `${grouped(row.forwardedTokens)} tokens, ${row.seconds.toFixed(1)} s`}
              {row.budget ? `, ended by its budget` : ''}
            </span>
            {(row.agents ?? [null]).map((agent, i) => (
              <button
                key={agent === null ? 'one' : `${agent.agent} ${i}`}
                type="button"
                class="quiet"
                aria-label={`Open ${row.problem}, ${armName(row)}${agent === null ? '' : `, ${agent.agent}`} in the playground`}
                onClick={() => void replay(row, agent?.agent ?? null)}
              >
                {agent === null ? 'Open' : `Agent ${i + 1}${agent.solved ? ' ✓' : ''}`}
              </button>
            ))}
          </li>
        ))}
      </ul>
      {found.length === 0 && <p class="empty">No run is like that.</p>}
      {found.length > shown.value && (
        <button
          type="button"
          onClick={() => {
            shown.value += PAGE;
          }}
        >
          Show {Math.min(PAGE, found.length - shown.value)} more of {grouped(found.length)}
        </button>
      )}
    </Fold>
  );
}
