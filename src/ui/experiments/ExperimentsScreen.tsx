import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { ExperimentRunner } from '../../experiments/runner';
import type { Desk } from '../app/desk';
import { ExperimentList } from './ExperimentList';
import { NewExperiment } from './NewExperiment';
import { OpenExperiment } from './OpenExperiment';
import { PublishedTables } from './PublishedTables';

/** Problems × strategies × agents × seeds, run in the background of the tab, and what came of them. */
export function ExperimentsScreen({ desk }: { desk: Desk }) {
  const opened = useSignal<ExperimentRunner | null>(null);
  const failure = useSignal<string | null>(null);
  useEffect(() => {
    void desk.experiments.reload();
  }, [desk]);

  const show = (opening: Promise<ExperimentRunner>) => {
    failure.value = null;
    opening.then(
      (runner) => {
        opened.value = runner;
      },
      (thrown: unknown) => {
        failure.value = thrown instanceof Error ? thrown.message : String(thrown);
      },
    );
  };
  const runner = opened.value;
  return (
    <div class="page experiments">
      <div>
        <h2>Experiments</h2>
        <p class="hint">
          The same problems with several strategies, seeds and agents, in the background of this tab. Every run is
          stored in this browser as soon as it ends: close the tab, come back, and go on. Nothing is sent anywhere.
        </p>
      </div>
      <NewExperiment
        desk={desk}
        onCreated={(created, start) => {
          show(created);
          if (start !== null) void created.then((made) => made.start(start));
        }}
      />
      <ExperimentList
        desk={desk}
        shown={runner?.experiment.value.id ?? null}
        onOpen={(id) => show(desk.experiments.open(id))}
        onImported={show}
        onRemoved={(id) => {
          if (opened.value?.experiment.value.id === id) opened.value = null;
        }}
      />
      <p class="message" role="alert">
        {failure.value}
      </p>
      {runner !== null && <OpenExperiment key={runner.experiment.value.id} desk={desk} runner={runner} />}
      <PublishedTables rows={runner === null ? [] : runner.ordered()} experiment={runner?.experiment.value ?? null} />
    </div>
  );
}
