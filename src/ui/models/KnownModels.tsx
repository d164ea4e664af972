import { orderFor } from '../../hub/format-choice';
import { KNOWN_MODELS, type KnownModel } from '../../hub/known-models';
import type { ModelLibrary } from '../../playground/models/model-library';
import { bytesInWords } from './model-words';

/** What is worth a try, with what is known of it before the Hub is asked. */
export function KnownModels({ models }: { models: ModelLibrary }) {
  return (
    <ul class="model-list known">
      {KNOWN_MODELS.map((known) => (
        <li key={known.repository} class="model-card">
          <h3>{known.title}</h3>
          <p>
            {known.words} {known.notes.join(' ')}
          </p>
          <p class="hint">
            <code>{known.repository}</code> · {known.licence}
          </p>
          <p class="hint">{sizesOf(models, known)}</p>
          <p class="hint">Not known: {known.unknown.join('; ')}.</p>
          {models.mayConnect && (
            <div class="model-actions">
              <button
                type="button"
                disabled={models.lookup.value.kind === 'looking'}
                onClick={() => void models.look(known.repository)}
              >
                Look up
              </button>
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

function sizesOf(models: ModelLibrary, { sizes, sizesFrom }: KnownModel): string {
  if (sizes.length === 0 || sizesFrom === null) return 'Sizes: said when it is looked up.';
  const compute = models.compute.value;
  const fits =
    compute === null ? undefined : orderFor(compute).find((one) => sizes.some(({ format }) => format === one));
  const listed = sizes.map(({ format, megabytes }) => {
    const size = `${format} ${megabytes < 1000 ? `${megabytes} MB` : bytesInWords(megabytes * 1e6)}`;
    return format === fits ? `${size} (fits this device)` : size;
  });
  return `Published sizes: ${listed.join(', ')}; from ${sizesFrom}.`;
}
