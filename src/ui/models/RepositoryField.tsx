import { useSignal } from '@preact/signals';
import { readRepositoryName } from '../../hub/repository-name';
import type { ModelLibrary } from '../../playground/models/model-library';

/** Any repository by its name, or by the address of its page. */
export function RepositoryField({ models }: { models: ModelLibrary }) {
  const text = useSignal('');
  const problem = useSignal<string | null>(null);
  const looking = models.lookup.value.kind === 'looking';
  return (
    <form
      class="repository"
      onSubmit={(event) => {
        event.preventDefault();
        const read = readRepositoryName(text.value);
        problem.value = read.kind === 'problem' ? read.message : null;
        if (read.kind === 'name') void models.look(read.name);
      }}
    >
      <label for="repository">Repository</label>
      <div class="repository-row">
        <input
          id="repository"
          type="text"
          autocomplete="off"
          spellcheck={false}
          placeholder="owner/name"
          aria-describedby="repository-problem"
          aria-invalid={problem.value !== null}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
            problem.value = null;
          }}
        />
        <button type="submit" disabled={looking}>
          Look up
        </button>
      </div>
      <p id="repository-problem" class="message" role="alert">
        {problem.value}
      </p>
    </form>
  );
}
