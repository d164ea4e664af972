/** The run on the screen as a file: all its events alone, or as a folder of results in a zip. */
import { useComputed, useSignal } from '@preact/signals';
import { EVENT_FORMAT, type EventOf, type RunEvent } from '../../guidance/events';
import type { Desk } from '../app/desk';
import { fileName, saveFile } from '../shared/save-file';

export function SaveRun({ desk }: { desk: Desk }) {
  const { playground } = desk;
  const failure = useSignal<string | null>(null);
  // Not a word of a run that is still being written: its file would be half a run.
  const ended = useComputed(() => playground.run.value.kind === 'ended' && playground.view.value.started !== null);
  const save = async (as: 'run' | 'zip') => {
    failure.value = null;
    try {
      const events = playground.events();
      const started = events.find((event): event is EventOf<'run-started'> => event.kind === 'run-started');
      if (started === undefined) return;
      const name = `${started.problem.id} gamma ${started.agent.gamma}`;
      if (as === 'run') saveFile(fileName(name, 'json'), runText(events), 'application/json');
      else
        saveFile(
          fileName(name, 'zip'),
          await zipOf(started, events, playground.elapsedMs.value / 1000),
          'application/zip',
        );
    } catch (error) {
      failure.value = error instanceof Error ? error.message : String(error);
    }
  };
  return (
    <>
      <button type="button" disabled={!ended.value} onClick={() => void save('run')}>
        Save this run
      </button>
      <button type="button" disabled={!ended.value} onClick={() => void save('zip')}>
        Save it as results (zip)
      </button>
      {!ended.value && <p>A run can be saved once it has ended.</p>}
      {failure.value !== null && <p role="alert">{failure.value}</p>}
    </>
  );
}

function runText(events: readonly RunEvent[]): string {
  return `${JSON.stringify({ format: EVENT_FORMAT, events })}\n`;
}

async function zipOf(started: EventOf<'run-started'>, events: readonly RunEvent[], seconds: number): Promise<Blob> {
  const { runFolder, zipBlob } = await import('./save-results');
  return zipBlob(new AbortController().signal, runFolder(started, events, seconds));
}
