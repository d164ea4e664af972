/** Whether the browser may throw it all away when the disk gets full, and asking it not to. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

export function Persistence() {
  const kept = useSignal<boolean | null>(null);
  const asked = useSignal(false);
  useEffect(() => {
    void navigator.storage
      ?.persisted?.()
      .then((persisted) => {
        kept.value = persisted;
      })
      .catch(() => undefined);
  }, [kept]);
  if (kept.value === null) return null;
  const ask = async () => {
    kept.value = await navigator.storage.persist().catch(() => false);
    asked.value = true;
  };
  return (
    <section aria-labelledby="persist-title">
      <h2 id="persist-title">When the disk gets full</h2>
      {kept.value ? (
        <p>This browser has promised to keep it until you delete it.</p>
      ) : (
        <p>
          This browser may delete it when the disk gets full.{' '}
          <button type="button" onClick={() => void ask()}>
            Ask it to keep everything
          </button>
        </p>
      )}
      <p role="status">
        {asked.value &&
          !kept.value &&
          'The browser did not promise it. Some do once a page is used often or bookmarked; save what matters as files.'}
      </p>
    </section>
  );
}
