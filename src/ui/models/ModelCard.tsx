import { isWhole, keyOf, sizeOf } from '../../hub/model-record';
import type { Desk } from '../app/desk';
import { FailureNote } from '../shared/FailureNote';
import type { KeptModelView } from './kept-model';
import { ModelFileTable } from './ModelFileTable';
import { bytesInWords, dateInWords, formatInWords, shortCommit } from './model-words';
import { Transfer } from './Transfer';
import { isBusy } from './use-button';

/** One model in this browser, whole or on its way, with everything that can be done to it. */
export function ModelCard({ desk, kept }: { desk: Desk; kept: KeptModelView }) {
  const { models, playground } = desk;
  const { record, storedBytes } = kept;
  const key = keyOf(record);
  const download = models.downloads.value.get(key);
  const whole = isWhole(record) && storedBytes >= sizeOf(record);
  const inUse = models.chosen.value === key && models.notice.value === null;
  const answer = models.answers.value.get(key);
  const running = download?.kind === 'running' || download?.kind === 'pausing';
  return (
    <li class="model-card" data-model={key}>
      <h3>
        {record.repository} {inUse && <span class="tag">in use</span>}
      </h3>
      <p class="hint">
        {formatInWords(record.format)} · version <code title={record.commit}>{shortCommit(record.commit)}</code> ·{' '}
        {record.licence === null ? 'states no licence' : `licence: ${record.licence}`}
      </p>
      {whole && !running ? (
        <p>
          {bytesInWords(storedBytes)}, downloaded and checked on {dateInWords(record.finishedAt ?? record.begunAt)}.
        </p>
      ) : (
        <Transfer storedBytes={storedBytes} totalBytes={sizeOf(record)} download={download} />
      )}
      {download?.kind === 'failed' && <FailureNote {...download.failure} />}
      {inUse && playground.model.value.kind === 'failed' && (
        <p class="message">It could not be loaded: {playground.model.value.failure.message}</p>
      )}
      <div class="model-actions">
        {whole && !inUse && (
          <button type="button" class="primary" disabled={isBusy(playground)} onClick={() => models.use(key)}>
            Use this model
          </button>
        )}
        {!whole && !running && (
          <button
            type="button"
            class="primary"
            disabled={!models.mayConnect}
            onClick={() => void models.download(record)}
          >
            {download?.kind === 'failed' ? 'Retry' : 'Resume'}
          </button>
        )}
        {running && (
          <button type="button" disabled={download.kind === 'pausing'} onClick={() => void models.pause(key)}>
            Pause
          </button>
        )}
        {whole && (
          <>
            <button type="button" onClick={() => void models.check(key)}>
              Check the files
            </button>
            <button type="button" disabled={!models.mayConnect} onClick={() => void models.lookForNewer(record)}>
              Look for a newer version
            </button>
          </>
        )}
        <button type="button" disabled={inUse && isBusy(playground)} onClick={() => void models.remove(key)}>
          {whole ? 'Delete' : 'Cancel and delete'}
        </button>
      </div>
      {answer !== undefined && <p role="status">{answer}</p>}
      <ModelFileTable record={record} />
    </li>
  );
}
