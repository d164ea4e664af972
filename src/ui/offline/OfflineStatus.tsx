import { assertNever } from '../../guidance/assert-never';
import type { OfflineState } from '../../offline/offline-state';
import type { Desk } from '../app/desk';
import { EngineFailure } from '../engines/Engine';
import { ProgressBar } from '../shared/ProgressBar';
import { deviceOf } from './start-offline';

const MEGABYTE = 1e6;
const inMegabytes = (bytes: number) => `${Math.round(bytes / MEGABYTE)} MB`;

/** Whether the page opens without a network, beside the engines that it would need then. */
export function OfflineStatus({ desk }: { desk: Desk }) {
  const { offline, playground } = desk;
  const state = offline.state.value;
  if (state.kind === 'impossible' && state.because === 'development') return null;
  return (
    <div class={`engine engine-${state.kind}`} data-offline={state.kind}>
      <h3>Offline</h3>
      <OfflineBody
        state={state}
        onKeep={() => void offline.keepAfterAll(deviceOf(playground))}
        onRemove={() => void offline.remove()}
      />
    </div>
  );
}

interface OfflineBodyProps {
  readonly state: OfflineState;
  readonly onKeep: () => void;
  readonly onRemove: () => void;
}

function OfflineBody({ state, onKeep, onRemove }: OfflineBodyProps) {
  switch (state.kind) {
    case 'impossible':
      return <p class="engine-words">{IMPOSSIBLE[state.because]}</p>;
    case 'waiting':
      return (
        <p class="engine-words">Not yet: the page keeps itself on this device soon after both engines are ready.</p>
      );
    case 'not-wanted':
      return (
        <p class="engine-words">
          {state.because === 'removed'
            ? 'Nothing of the page is kept on this device.'
            : 'This browser asks to save data, so the page does not keep itself by itself.'}{' '}
          <button type="button" class="quiet" onClick={onKeep}>
            Keep it, about 40 MB
          </button>
        </p>
      );
    case 'keeping':
      return (
        <ProgressBar
          label={`Keeping the page on this device, ${inMegabytes(state.totalBytes)} in all`}
          fraction={state.totalBytes === 0 ? null : state.keptBytes / state.totalBytes}
        />
      );
    case 'ready':
      return (
        <p class="engine-words">
          <span class="engine-sign" aria-hidden="true">
            ●
          </span>{' '}
          {state.isThisVersion
            ? 'The page opens without a network too.'
            : 'Without a network, another version of the page opens than this one.'}{' '}
          <span class="hint">{inMegabytes(state.sizeBytes)} on this device.</span>{' '}
          <button type="button" class="quiet" aria-label="Remove the kept page" onClick={onRemove}>
            Remove
          </button>
        </p>
      );
    case 'failed':
      return <EngineFailure failure={state.failure} onRetry={onKeep} />;
    default:
      return assertNever(state);
  }
}

const IMPOSSIBLE = {
  'no-https': 'The page needs a network each time: browsers keep pages only from https addresses.',
  browser: 'The page needs a network each time: this browser keeps no pages, or not in a private window.',
  refused: 'The page needs a network each time: this browser did not take its service worker from this host.',
  development: '',
} as const;
