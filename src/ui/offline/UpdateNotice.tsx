import { useSignal } from '@preact/signals';
import type { Desk } from '../app/desk';

/** Says that the server has a new version. Nothing changes before the visitor loads the page again. */
export function UpdateNotice({ desk }: { desk: Desk }) {
  const { offline, playground } = desk;
  const put = useSignal<string | null>(null);
  const newer = offline.newer.value;
  // One that is still being kept would not be whole if the network went now.
  if (newer === null || newer.version === put.value || (isKeeping(desk) && !newer.kept)) return null;
  const { kind } = playground.run.value;
  const runs = kind === 'running' || kind === 'preparing' || kind === 'paused';
  return (
    <aside class="update-notice" aria-label="New version">
      <p role="status">
        A new version of this page is ready. {runs ? 'Your run goes on in this one; to reload would end it.' : ''}
      </p>
      <button type="button" class="primary" onClick={() => location.reload()}>
        Reload
      </button>
      <button
        type="button"
        class="quiet"
        onClick={() => {
          put.value = newer.version;
        }}
      >
        Later
      </button>
    </aside>
  );
}

/** Whether this device keeps the page, so that the new version will be kept as well. */
function isKeeping({ offline }: Desk): boolean {
  const { kind } = offline.state.value;
  return kind === 'ready' || kind === 'keeping';
}
