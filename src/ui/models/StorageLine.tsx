import { keyOf, sizeOf } from '../../hub/model-record';
import type { ModelLibrary } from '../../playground/models/model-library';
import { bytesInWords } from './model-words';

export function StorageLine({ models }: { models: ModelLibrary }) {
  const storage = models.storage.value;
  // Of one that runs the card says more, and newer.
  const kept = (models.kept.value ?? []).filter(({ record }) => !models.downloads.value.has(keyOf(record)));
  const missing = kept.reduce((sum, { record, storedBytes }) => sum + Math.max(0, sizeOf(record) - storedBytes), 0);
  if (storage === null) return null;
  return (
    <p class="hint">
      This page stores {bytesInWords(storage.usedBytes)} in all; the browser gives it {bytesInWords(storage.freeBytes)}{' '}
      more{missing > 0 && `, and ${bytesInWords(missing)} of the models above are still to come`}.
    </p>
  );
}
