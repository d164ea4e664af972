import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect } from 'preact/hooks';
import { ProgressBar } from '../shared/ProgressBar';
import type { Desk } from './desk';

export type Screen = ComponentType<{ readonly desk: Desk }>;

type Loaded = { readonly kind: 'loading' | 'failed' } | { readonly kind: 'ready'; readonly Screen: Screen };

/** A screen whose code is fetched when it is first shown, so that the playground does not wait for it. */
export function LazyScreen({ desk, load }: { desk: Desk; load: () => Promise<Screen> }) {
  const loaded = useSignal<Loaded>({ kind: 'loading' });
  const fetchScreen = () => {
    loaded.value = { kind: 'loading' };
    load().then(
      (Screen) => {
        loaded.value = { kind: 'ready', Screen };
      },
      () => {
        loaded.value = { kind: 'failed' };
      },
    );
  };
  // `load` belongs to the view for good: another view is another element.
  useEffect(fetchScreen, []);

  const state = loaded.value;
  if (state.kind === 'ready') return <state.Screen desk={desk} />;
  return (
    <div class="page">
      {state.kind === 'loading' ? (
        <ProgressBar label="Fetching this screen" fraction={null} />
      ) : (
        <p role="alert">
          This part of the page could not be fetched. Check the network, then{' '}
          <button type="button" class="quiet" onClick={fetchScreen}>
            try again
          </button>
          .
        </p>
      )}
    </div>
  );
}
