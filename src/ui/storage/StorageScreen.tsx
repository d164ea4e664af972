/** What the page keeps in this browser, how much it is, and how to be rid of it. */
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { deleteEverything } from '../../storage-use/delete-everything';
import type { Desk } from '../app/desk';
import { bytesInWords } from '../models/model-words';
import { OfflineStatus } from '../offline/OfflineStatus';
import { KeptRow } from './KeptRow';
import { keptThings } from './kept-things';
import { Persistence } from './Persistence';

export function StorageScreen({ desk }: { desk: Desk }) {
  const things = useMemo(() => keptThings(desk), [desk]);
  /** Counts up when something was deleted: everything is measured again. */
  const round = useSignal(0);
  const estimate = useSignal<StorageEstimate | null>(null);
  useEffect(() => {
    void navigator.storage
      ?.estimate?.()
      .then((found) => {
        estimate.value = found;
      })
      .catch(() => undefined);
  }, [round.value]);
  const { usage, quota } = estimate.value ?? {};
  return (
    <div class="page storage">
      <section aria-labelledby="storage-title">
        <h2 id="storage-title">What this page keeps in this browser</h2>
        <Refusal desk={desk} />
        <p>
          Nothing of it leaves this browser. {usage !== undefined && <>In all {bytesInWords(usage)}</>}
          {usage !== undefined && quota !== undefined && <>, of {bytesInWords(quota)} that the browser allows</>}
          {usage !== undefined && '.'}
        </p>
        <table class="storage-table">
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">How much</th>
              <th scope="col">Delete</th>
            </tr>
          </thead>
          <tbody>
            {things.map((thing) => (
              <KeptRow
                key={thing.id}
                thing={thing}
                round={round.value}
                onChange={() => {
                  round.value++;
                }}
              />
            ))}
          </tbody>
        </table>
      </section>
      <section aria-labelledby="offline-title">
        <h2 id="offline-title">The page itself, for use without a network</h2>
        <OfflineStatus desk={desk} />
      </section>
      <Persistence />
      <Everything />
    </div>
  );
}

/** The safe answer is under the keyboard first. */
function takeFocus(button: HTMLButtonElement | null): void {
  button?.focus();
}

/** Where nothing can be kept, it is said once and in full. */
function Refusal({ desk }: { desk: Desk }) {
  const problem = desk.settings.storageProblem.value ?? desk.problems.storageProblem.value;
  if (problem === null) return null;
  return (
    <p class="message" role="status">
      {problem} This may be a private window, or a setting of the browser. Everything else works; save runs and results
      as files.
    </p>
  );
}

function Everything() {
  const asking = useSignal(false);
  const failed = useSignal<readonly string[]>([]);
  const remove = async () => {
    failed.value = await deleteEverything();
    // The page holds copies of what was deleted; it begins anew.
    if (failed.value.length === 0) window.location.replace(window.location.pathname + window.location.search);
  };
  return (
    <section aria-labelledby="everything-title">
      <h2 id="everything-title">Everything</h2>
      {asking.value ? (
        <p class="storage-ask" role="alert">
          Delete all of the above and load the page anew? This cannot be undone.{' '}
          <button type="button" onClick={() => void remove()}>
            Delete everything
          </button>{' '}
          <button
            type="button"
            ref={takeFocus}
            onClick={() => {
              asking.value = false;
            }}
          >
            Keep it
          </button>
        </p>
      ) : (
        <button
          type="button"
          onClick={() => {
            asking.value = true;
          }}
        >
          Delete everything…
        </button>
      )}
      {failed.value.length > 0 && (
        <p class="message" role="alert">
          Not everything could be deleted ({failed.value.join('; ')}). Close other tabs of this page and try again, or
          clear the site’s data in the settings of the browser.
        </p>
      )}
    </section>
  );
}
