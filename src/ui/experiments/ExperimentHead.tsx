import { useSignal } from '@preact/signals';
import { suitableLanes } from '../../experiments/estimate';
import { armName } from '../../experiments/run-id';
import type { ExperimentRunner } from '../../experiments/runner';
import { assertNever } from '../../guidance/assert-never';
import { FailureNote } from '../shared/FailureNote';
import { counted, grouped } from '../shared/numbers';
import { ProgressBar } from '../shared/ProgressBar';
import { Provenance, shortHash } from '../shared/Provenance';
import { duration } from './duration';

const MOST_LANES = 8;

export function ExperimentHead({ runner }: { runner: ExperimentRunner }) {
  const lanes = useSignal(suitableLanes(navigator.hardwareConcurrency, undefined));
  const renaming = useSignal<string | null>(null);
  const experiment = runner.experiment.value;
  const state = runner.state.value;
  const total = runner.specs.length;
  const done = total - runner.open.value.length;
  const failed = [...runner.rows.value.values()].filter(({ error }) => error !== null).length;
  const arms = [...new Set(runner.specs.map(({ id }) => armName(id)))];
  return (
    <div class="experiment-head">
      {renaming.value === null ? (
        <div class="panel-head">
          <h3>{experiment.name}</h3>
          {experiment.model !== null && (
            <Provenance source="measured">
              with {experiment.model.id}, weights {shortHash(experiment.model.weightsSha256)}
            </Provenance>
          )}
          <button
            type="button"
            class="quiet"
            onClick={() => {
              renaming.value = experiment.name;
            }}
          >
            Rename
          </button>
        </div>
      ) : (
        <form
          class="rename"
          onSubmit={(event) => {
            event.preventDefault();
            const name = renaming.value?.trim() ?? '';
            renaming.value = null;
            if (name !== '') void runner.rename(name.slice(0, 200));
          }}
        >
          <input
            type="text"
            aria-label="Name of the experiment"
            value={renaming.value}
            onInput={(event) => {
              renaming.value = event.currentTarget.value;
            }}
          />
          <button type="submit">Rename</button>
        </form>
      )}
      <ProgressBar label={progressWords(runner, done, total)} fraction={total === 0 ? null : done / total} />
      <div class="form-buttons">
        {runner.isBusy ? (
          <button type="button" disabled={state.kind === 'pausing'} onClick={() => runner.pause()}>
            {state.kind === 'pausing' ? 'Finishing the runs in hand …' : 'Pause'}
          </button>
        ) : (
          <button
            type="button"
            class="primary"
            disabled={done === total}
            onClick={() => void runner.start(lanes.value)}
          >
            {done === 0 ? 'Run' : 'Go on'}
          </button>
        )}
        <label class="lanes">
          Lanes{' '}
          <select
            value={lanes.value}
            disabled={runner.isBusy}
            title="Each lane has a model and a Python of its own; more than the device carries are slower"
            onChange={(event) => {
              lanes.value = Number(event.currentTarget.value);
            }}
          >
            {Array.from({ length: MOST_LANES }, (_, i) => (
              <option key={i + 1} value={i + 1}>
                {i + 1}
              </option>
            ))}
          </select>
        </label>
        <label class="lanes">
          Compared with{' '}
          <select
            value={experiment.baseline ?? ''}
            onChange={(event) => void runner.compareWith(event.currentTarget.value || null)}
          >
            <option value="">greedy, and best of N</option>
            {arms.map((arm) => (
              <option key={arm} value={arm}>
                {arm}
              </option>
            ))}
          </select>
        </label>
        {failed > 0 && !runner.isBusy && (
          <button type="button" onClick={() => void runner.retryFailed()}>
            Open {counted(failed, 'failed run')} again
          </button>
        )}
      </div>
      {state.kind === 'stopped' && <FailureNote {...state.failure} />}
    </div>
  );
}

function progressWords(runner: ExperimentRunner, done: number, total: number): string {
  const runs = `${grouped(done)} of ${counted(total, 'run')}`;
  const state = runner.state.value;
  switch (state.kind) {
    case 'idle':
      return done === total ? `${runs}, all done` : `${runs}, paused`;
    case 'starting':
      return `${runs}, starting the engines`;
    case 'running': {
      const { seconds } = runner.estimate();
      return seconds === null ? `${runs}, running` : `${runs}, about ${duration(seconds)} left`;
    }
    case 'pausing':
      return `${runs}, pausing`;
    case 'finished':
      return `${runs}, all done`;
    case 'stopped':
      return `${runs}, stopped`;
    default:
      return assertNever(state);
  }
}
