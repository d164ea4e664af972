import { useComputed } from '@preact/signals';
import { announcement } from './announcement';
import type { Desk } from './desk';

export function Announcer({ desk }: { desk: Desk }) {
  const { playground, playhead, source } = desk;
  // A computed string: the live region changes only when the words do, not with every token.
  const words = useComputed(() =>
    announcement(playground.run.value.kind, playground.view.value, source.value === 'recorded', playhead.playing.value),
  );
  return (
    <div class="unseen" role="status" aria-live="polite">
      {words}
    </div>
  );
}
