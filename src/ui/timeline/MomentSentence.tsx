import { useComputed } from '@preact/signals';
import type { Desk } from '../app/desk';
import { momentWords } from './moment-words';

/** What happened at this moment. Screen readers are told by the announcer, which keeps still while tokens stream. */
export function MomentSentence({ desk }: { desk: Desk }) {
  const { playhead, view } = desk;
  const words = useComputed(() => {
    const event = playhead.event.value;
    return event === null ? 'The timeline of a run appears here as it is written.' : momentWords(view.value, event);
  });
  return <p class="timeline-words">{words}</p>;
}
