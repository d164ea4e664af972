import { assertNever } from '../../guidance/assert-never';
import { keyOf } from '../../hub/model-record';
import type { Desk } from '../app/desk';
import { EndpointInUse } from '../endpoint/EndpointInUse';
import { EngineFailure } from '../engines/Engine';
import { ModelNotes } from '../engines/ModelNotes';
import { DEVICE_NAMES } from '../engines/ModelStatus';
import { ProgressBar } from '../shared/ProgressBar';
import { shortCommit } from './model-words';
import { isBusy } from './use-button';

/** Which model runs now, and the way back to the built-in one. */
export function InUse({ desk }: { desk: Desk }) {
  const { models, playground } = desk;
  const chosen = models.chosen.value;
  const record = models.kept.value?.find((one) => keyOf(one.record) === chosen)?.record;
  const isHub = record !== undefined && models.notice.value === null;
  const local = models.local.inUse.value;
  const elsewhere = desk.endpoint.inUse.value;
  if (elsewhere !== null) return <EndpointInUse desk={desk} found={elsewhere} />;
  return (
    <section class="in-use" aria-labelledby="in-use-title">
      <h2 id="in-use-title">In use</h2>
      {models.notice.value !== null && (
        <p class="message" role="status">
          {models.notice.value}
        </p>
      )}
      <p>
        {local !== null ? (
          <>
            <b>{local.model.name}</b>, {local.format}, from a folder on this computer
          </>
        ) : isHub ? (
          <>
            <b>{record.repository}</b>, {record.format}, version <code>{shortCommit(record.commit)}</code>
          </>
        ) : (
          <>
            <b>tiny-coder</b>, the built-in model, 4.9 MB, part of the page
          </>
        )}
      </p>
      <State desk={desk} />
      {(local !== null || isHub || models.notice.value !== null) && (
        <p>
          <button type="button" disabled={isBusy(playground)} onClick={() => models.use(null)}>
            {local !== null || isHub ? 'Use the built-in model' : 'Stay with the built-in model'}
          </button>
        </p>
      )}
    </section>
  );
}

function State({ desk }: { desk: Desk }) {
  const { playground, settings } = desk;
  const state = playground.model.value;
  switch (state.kind) {
    case 'not-loaded':
      return <p class="hint">It is loaded in a moment.</p>;
    case 'loading':
      return <ProgressBar {...state.progress} />;
    case 'ready':
      return (
        <>
          <p class="hint">
            Ready on {DEVICE_NAMES[state.description.device]}. {state.description.deviceReason}
          </p>
          <ModelNotes desk={desk} />
        </>
      );
    case 'failed': {
      const device = settings.device.value;
      const retry = () => playground.loadModel(device === 'auto' ? null : device);
      return <EngineFailure failure={state.failure} onRetry={retry} />;
    }
    default:
      return assertNever(state);
  }
}
