import type { Desk } from '../app/desk';
import { declineTour, endTour, offered, startTour, tour } from './tour-desk';

/** Offered once in words, afterwards a plain button that begins it again. */
export function TourButton({ desk }: { desk: Desk }) {
  const state = tour.value;
  const isNew = !offered.value;
  return (
    <span class={isNew ? 'tour-offer' : 'tour-button'}>
      <button
        type="button"
        class="quiet"
        id="tour-button"
        disabled={state.kind === 'coming'}
        onClick={() => void startTour(desk)}
      >
        {state.kind === 'coming' ? 'Fetching the tour …' : isNew ? 'New here? A tour of one minute' : 'Tour'}
      </button>
      {isNew && (
        <button type="button" class="quiet" aria-label="No tour" onClick={declineTour}>
          ✕
        </button>
      )}
      {state.kind === 'failed' && (
        <span class="message" role="alert">
          {state.message}
        </span>
      )}
    </span>
  );
}

/** Where the card is drawn while the tour is on. */
export function TourHost({ desk }: { desk: Desk }) {
  const state = tour.value;
  if (state.kind !== 'on') return null;
  return (
    <state.Tour
      desk={desk}
      onEnd={() => {
        endTour();
        document.getElementById('tour-button')?.focus();
      }}
    />
  );
}
