import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { RunEvent } from '../../guidance/events';
import { entryOf, type RecordedRole } from '../../runs/recorded-index';
import type { Desk } from '../app/desk';
import type { Recordings } from '../recordings/recordings';
import { FailureNote } from '../shared/FailureNote';
import { ProgressBar } from '../shared/ProgressBar';

interface WithRunProps {
  readonly desk: Desk;
  /** Which of the recorded runs. */
  readonly run: RecordedRole;
  readonly children: (events: readonly RunEvent[]) => ComponentChildren;
}

/** What is said of a recorded run, once it is here. */
export function WithRun({ desk: { recordings }, run, children }: WithRunProps) {
  const index = recordings.index.value;
  const state = recordings.run(run).value;
  useEffect(() => void bring(recordings, run), [run]);
  if (index.kind === 'here' && entryOf(index.value, run) === null) {
    return <p class="hint">No bundled problem shows this with the model that ships now, so no run stands here.</p>;
  }
  const failed = index.kind === 'failed' ? index : state.kind === 'failed' ? state : null;
  if (failed !== null) {
    return (
      <FailureNote message={failed.message} advice={failed.advice}>
        <button type="button" onClick={() => void bring(recordings, run)}>
          Try again
        </button>
      </FailureNote>
    );
  }
  if (state.kind === 'here') return <>{children(state.value)}</>;
  return <ProgressBar label="Fetching the recorded run of this section" fraction={null} />;
}

/** The list first: it says whether there is such a run. */
async function bring(recordings: Recordings, run: RecordedRole): Promise<void> {
  await recordings.fetchIndex();
  const index = recordings.index.peek();
  if (index.kind === 'here' && entryOf(index.value, run) !== null) await recordings.fetchRun(run);
}
