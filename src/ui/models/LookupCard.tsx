import { useSignal } from '@preact/signals';
import { assertNever } from '../../guidance/assert-never';
import { cautionFor, chooseFormat, orderFor } from '../../hub/format-choice';
import type { Listing, Offer } from '../../hub/listing';
import type { ModelLibrary } from '../../playground/models/model-library';
import { FailureNote } from '../shared/FailureNote';
import { ProgressBar } from '../shared/ProgressBar';
import { bytesInWords, formatInWords, shortCommit } from './model-words';

/** What the Hub says of a repository: its commit, its licence, its formats with their sizes, and the one that fits. */
export function LookupCard({ models }: { models: ModelLibrary }) {
  const lookup = models.lookup.value;
  switch (lookup.kind) {
    case 'none':
      return null;
    case 'looking':
      return (
        <div class="model-card" role="status">
          <ProgressBar label={`Asking for the files of ${lookup.repository}`} fraction={null} />
          <button type="button" onClick={() => models.dismissLookup()}>
            Cancel
          </button>
        </div>
      );
    case 'failed':
      return (
        <FailureNote message={lookup.failure.message} advice={lookup.failure.advice}>
          <button type="button" onClick={() => void models.look(lookup.repository)}>
            Retry
          </button>
        </FailureNote>
      );
    case 'found':
      return <Found key={lookup.listing.commit} models={models} listing={lookup.listing} offers={lookup.offers} />;
    default:
      return assertNever(lookup);
  }
}

function Found({ models, listing, offers }: { models: ModelLibrary; listing: Listing; offers: readonly Offer[] }) {
  const picked = useSignal<string | null>(null);
  const compute = models.compute.value;
  const choice = compute === null ? null : chooseFormat(offers, compute);
  const format = picked.value ?? choice?.offer.format ?? offers[0]?.format;
  const offer = offers.find((one) => one.format === format);
  const order = compute === null ? offers.map((one) => one.format) : orderFor(compute);
  const sorted = offers.toSorted((a, b) => order.indexOf(a.format) - order.indexOf(b.format));
  return (
    <div class="model-card" data-lookup={listing.repository}>
      <h3>{listing.repository}</h3>
      <p class="hint">
        Version <code title={listing.commit}>{shortCommit(listing.commit)}</code> ·{' '}
        {listing.licence === null ? 'states no licence' : `licence: ${listing.licence}`}
        {listing.gated && ' · gated: its files are given only to signed-in people'}
      </p>
      {compute !== null && <p class="hint">It would run here on: {compute.reason}</p>}
      <fieldset class="formats">
        <legend>Number format</legend>
        {sorted.map((one) => (
          <label key={one.format} class="format">
            <input
              type="radio"
              name="format"
              value={one.format}
              checked={one.format === format}
              onChange={() => {
                picked.value = one.format;
              }}
            />
            <span>
              {formatInWords(one.format)}, <b>{bytesInWords(one.sizeBytes)}</b>
              {one.format === choice?.offer.format && <span class="tag"> fits this device: {choice.reason}</span>}
              {compute !== null && cautionFor(one.format, compute) !== null && (
                <span class="caution"> {cautionFor(one.format, compute)}</span>
              )}
            </span>
          </label>
        ))}
      </fieldset>
      {offer !== undefined && (
        <p class="hint">
          {offer.files.length} files. It needs its size in storage, and more than its size in memory when it is loaded.
          {hasNoRoom(models, offer) && ' There is not enough room for it in this browser.'}
        </p>
      )}
      <div class="model-actions">
        <button
          type="button"
          class="primary"
          disabled={offer === undefined}
          onClick={() => offer !== undefined && models.downloadOffer(listing, offer)}
        >
          Download {offer !== undefined && bytesInWords(offer.sizeBytes)}
        </button>
        <button type="button" onClick={() => models.dismissLookup()}>
          Not now
        </button>
      </div>
    </div>
  );
}

function hasNoRoom(models: ModelLibrary, offer: Offer): boolean {
  const storage = models.storage.value;
  return storage !== null && storage.freeBytes < offer.sizeBytes;
}
