import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { RecordedEntry } from '../../runs/recorded-index';
import type { Desk } from '../app/desk';
import { prefersStillness } from '../header/theme';
import { Disclosure } from '../shared/Disclosure';
import { FailureNote } from '../shared/FailureNote';
import { ProgressBar } from '../shared/ProgressBar';
import { Provenance, shortHash } from '../shared/Provenance';
import { ROLE_TITLES, roleWords } from './role-texts';
import { showMoment } from './show-moment';

/** Recorded runs to watch at once, with their problem; the list is fetched when it is opened. */
export function Gallery({ desk }: { desk: Desk }) {
  return (
    <Disclosure class="fold gallery" summary="Recorded runs: watch one now" body={() => <GalleryList desk={desk} />} />
  );
}

function GalleryList({ desk }: { desk: Desk }) {
  const { recordings } = desk;
  const index = recordings.index.value;
  useEffect(() => void recordings.fetchIndex(), []);
  switch (index.kind) {
    case 'none':
    case 'coming':
      return <ProgressBar label="Fetching the list of recorded runs" fraction={null} />;
    case 'failed':
      return (
        <FailureNote message={index.message} advice={index.advice}>
          <button type="button" onClick={() => void recordings.fetchIndex()}>
            Try again
          </button>
        </FailureNote>
      );
    case 'here':
      return (
        <>
          <p>
            <Provenance source="recorded">
              with {index.value.model}, weights {shortHash(index.value.weightsSha256)}
            </Provenance>
          </p>
          <ul class="gallery-runs">
            {index.value.runs.map((entry) => (
              <GalleryEntry key={entry.role} desk={desk} entry={entry} />
            ))}
          </ul>
        </>
      );
  }
}

function GalleryEntry({ desk, entry }: { desk: Desk; entry: RecordedEntry }) {
  const asked = useSignal(false);
  const state = desk.recordings.run(entry.role).value;
  const watch = async () => {
    asked.value = true;
    const events = await desk.recordings.fetchRun(entry.role);
    if (events !== null) showMoment(desk, events, prefersStillness() ? 'end' : 'play');
  };
  const shown = state.kind === 'here' && desk.recording.value === state.value && desk.source.value === 'recorded';
  return (
    <li>
      <button type="button" class="gallery-run" aria-pressed={shown} onClick={() => void watch()}>
        <b>{ROLE_TITLES[entry.role]}</b> <span class="gallery-problem">{entry.problem.title}</span>
        <span class="hint">{roleWords(entry)}</span>
      </button>
      {state.kind === 'coming' && asked.value && <ProgressBar label="Fetching this run" fraction={null} />}
      {state.kind === 'failed' && asked.value && <FailureNote message={state.message} advice={state.advice} />}
    </li>
  );
}
