import { shownSize } from '../../problem-sets/set-info';
import type { SetLibrary } from '../../problem-sets/set-library';
import { counted, grouped } from '../shared/numbers';
import { ProgressBar } from '../shared/ProgressBar';

interface SetListProps {
  readonly library: SetLibrary;
  readonly shown: string;
  readonly bundledCount: number;
  readonly onChoose: (id: string) => void;
}

export function SetList({ library, shown, bundledCount, onChoose }: SetListProps) {
  const entries = [
    { id: 'bundled', name: 'Bundled problems', count: bundledCount, detail: 'four levels' },
    ...library.sets.value.map(({ id, name, problemCount, storedChars }) => ({
      id,
      name,
      count: problemCount,
      detail: `${shownSize(storedChars)} in this browser`,
    })),
  ];
  return (
    <nav aria-label="Sets of problems">
      <ul class="set-list">
        {entries.map(({ id, name, count, detail }) => (
          <li key={id}>
            <button
              type="button"
              class="set-choice"
              aria-current={id === shown ? 'true' : undefined}
              onClick={() => onChoose(id)}
            >
              <span class="set-name">{name}</span>
              <span class="hint">
                {grouped(count)} · {detail}
              </span>
            </button>
          </li>
        ))}
        {library.reading.value.map(({ id, name, state }) => (
          <li key={id} class="set-reading">
            <span class="set-name">{name}</span>
            {state.kind === 'reading' ? (
              <ProgressBar
                label={`${counted(state.problems, 'problem')} read`}
                fraction={state.totalBytes === null ? null : Math.min(1, state.bytes / state.totalBytes)}
              />
            ) : (
              <p class="message" role="alert">
                It cannot be read: {state.reason}.
              </p>
            )}
            <button type="button" class="quiet" onClick={() => library.dismiss(id)}>
              {state.kind === 'reading' ? 'Cancel' : 'Dismiss'}
            </button>
          </li>
        ))}
      </ul>
      {library.storageProblem.value !== null && (
        <p class="message" role="status">
          {library.storageProblem.value}
        </p>
      )}
    </nav>
  );
}
