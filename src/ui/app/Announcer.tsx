import { useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { momentWords } from '../timeline/moment-words';
import { announcement } from './announcement';
import type { Desk } from './desk';

/** Who holds an arrow key down hears where they stopped, not every moment on the way. */
const SETTLED_MS = 400;

export function Announcer({ desk }: { desk: Desk }) {
  const { playground, playhead, source } = desk;
  // Computed strings: the live region changes only when the words do, not with every token.
  const milestones = useComputed(() =>
    announcement(playground.run.value.kind, desk.view.value, source.value === 'recorded', playhead.playing.value),
  );
  const moment = useComputed(() => {
    const event = playhead.event.value;
    const moves = playhead.following.value || playhead.playing.value;
    return moves || event === null ? null : momentWords(desk.view.value, event);
  });
  const said = useSignal('');
  useSignalEffect(() => {
    const standing = moment.value;
    if (standing === null) {
      said.value = milestones.value;
      return;
    }
    const timer = setTimeout(() => {
      said.value = standing;
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  });
  return (
    <div class="unseen" role="status" aria-live="polite">
      {said}
    </div>
  );
}
