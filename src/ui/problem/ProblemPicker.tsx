import type { ProblemStore } from '../../playground/problem-store';
import { BUNDLED, BUNDLED_PROGRAMS } from '../../problems/bundled';
import { groupProblems } from './level-names';

export function ProblemPicker({ store }: { store: ProblemStore }) {
  const { origin, draft, edited } = store.chosen.value;
  const lesson = [...BUNDLED, ...BUNDLED_PROGRAMS].find(({ problem }) => problem.id === draft.id)?.teaches;
  return (
    <div class="picker">
      <select
        class="picker-select"
        aria-label="Problem"
        value={draft.id}
        onChange={(event) => store.choose(event.currentTarget.value)}
      >
        {groupProblems(store.entries.value).map((group) => (
          <optgroup key={group.name} label={group.name}>
            {group.entries.map((entry) => (
              <option key={entry.draft.id} value={entry.draft.id}>
                {entry.edited ? '✎ ' : ''}
                {entry.draft.title.trim() === '' ? 'Untitled' : entry.draft.title}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <div class="picker-buttons">
        <button type="button" class="quiet" onClick={() => store.add()}>
          Add
        </button>
        <button
          type="button"
          class="quiet"
          title="A problem whose answer reads standard input and prints"
          onClick={() => store.add('program')}
        >
          Add program
        </button>
        <button type="button" class="quiet" onClick={() => store.duplicate()}>
          Duplicate
        </button>
        {origin === 'own' ? (
          <button type="button" class="quiet" onClick={() => store.remove()}>
            Delete
          </button>
        ) : (
          <button type="button" class="quiet" disabled={!edited} onClick={() => store.reset()}>
            Reset to original
          </button>
        )}
      </div>
      {store.undoable.value !== null && (
        <p class="undo" role="status">
          {store.undoable.value}{' '}
          <button type="button" class="quiet" onClick={() => store.undo()}>
            Undo
          </button>
        </p>
      )}
      {store.storageProblem.value !== null && (
        <p class="message" role="status">
          {store.storageProblem.value}
        </p>
      )}
      {origin === 'bundled' && !edited && lesson !== undefined && <p class="lesson">{lesson}</p>}
    </div>
  );
}
