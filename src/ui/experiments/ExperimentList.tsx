import { useSignal } from '@preact/signals';
import type { Experiment } from '../../experiments/definition';
import type { ExperimentRunner } from '../../experiments/runner';
import type { Desk } from '../app/desk';
import { counted } from '../shared/numbers';
import { ProgressBar } from '../shared/ProgressBar';
import { exportExperiment, importExperiment } from './experiment-files';

interface ExperimentListProps {
  readonly desk: Desk;
  readonly shown: string | null;
  readonly onOpen: (id: string) => void;
  readonly onImported: (opening: Promise<ExperimentRunner>) => void;
  readonly onRemoved: (id: string) => void;
}

export function ExperimentList({ desk, shown, onOpen, onImported, onRemoved }: ExperimentListProps) {
  const { list, refusal } = desk.experiments;
  const deleting = useSignal<string | null>(null);
  const busy = useSignal<string | null>(null);
  const failure = useSignal<string | null>(null);
  const experiments = list.value ?? [];

  const attempt = async (what: string, work: () => Promise<void>) => {
    busy.value = what;
    failure.value = null;
    try {
      await work();
    } catch (thrown) {
      failure.value = thrown instanceof Error ? thrown.message : String(thrown);
    }
    busy.value = null;
  };

  return (
    <section aria-labelledby="experiment-list-title">
      <div class="panel-head">
        <h3 id="experiment-list-title">In this browser</h3>
        <label class="button-label">
          Import a zip
          <input
            class="unseen"
            type="file"
            accept=".zip,application/zip"
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              event.currentTarget.value = '';
              if (file === undefined) return;
              void attempt(`Reading ${file.name}`, async () => {
                const { imported, problems } = await importExperiment(file);
                failure.value = problems.length === 0 ? null : problems.join(' ');
                onImported(desk.experiments.take(imported));
              });
            }}
          />
        </label>
        <div role="status">{busy.value !== null && <ProgressBar label={busy.value} fraction={null} />}</div>
      </div>
      <p class="message" role="alert">
        {refusal.value ?? failure.value}
      </p>
      {list.value !== null && experiments.length === 0 && refusal.value === null && (
        <p class="empty">None yet. Choose problems and strategies above, or import the zip of an experiment.</p>
      )}
      {experiments.length > 0 && (
        <ul class="experiment-list">
          {experiments.map((experiment) => (
            <li key={experiment.id} class={experiment.id === shown ? 'experiment shown' : 'experiment'}>
              <button
                type="button"
                class="experiment-open"
                aria-current={experiment.id === shown}
                onClick={() => onOpen(experiment.id)}
              >
                <b>{experiment.name}</b> <span class="hint">{describe(experiment)}</span>
              </button>
              <button
                type="button"
                class="quiet"
                aria-label={`Export ${experiment.name}`}
                onClick={() => void attempt('Writing the zip', () => exportExperiment(desk.experiments, experiment))}
              >
                Export
              </button>
              {deleting.value === experiment.id ? (
                <span class="confirm">
                  <button
                    type="button"
                    class="quiet"
                    onClick={() => {
                      deleting.value = null;
                      onRemoved(experiment.id);
                      void attempt('Deleting', () => desk.experiments.remove(experiment.id));
                    }}
                  >
                    Delete all its runs
                  </button>
                  <button
                    type="button"
                    class="quiet"
                    onClick={() => {
                      deleting.value = null;
                    }}
                  >
                    Keep
                  </button>
                </span>
              ) : (
                <button
                  type="button"
                  class="quiet"
                  aria-label={`Delete ${experiment.name}`}
                  onClick={() => {
                    deleting.value = experiment.id;
                  }}
                >
                  Delete
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function describe({ problemSet, problemCount, seeds, model }: Experiment): string {
  const parts = [problemSet, counted(problemCount, 'problem'), counted(seeds.length, 'seed')];
  return [...parts, ...(model === null ? [] : [`${model.id} on ${model.device}`])].join(', ');
}
