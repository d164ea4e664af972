/** The run from its beginning to its end: where one is in it, and the ways to another moment. */
import { useComputed } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Desk } from '../app/desk';
import { grouped } from '../shared/numbers';
import { KeyList } from './KeyList';
import { MomentSentence } from './MomentSentence';
import { obey } from './obey';
import { Strip } from './Strip';
import { commandOf, isForTimeline } from './shortcuts';
import { TimelineButtons } from './TimelineButtons';

const SLIDER = '.timeline-slider';

export function Timeline({ desk }: { desk: Desk }) {
  const { playhead } = desk;
  const host = useRef<HTMLElement>(null);
  const where = useComputed(() =>
    playhead.length.value === 0 ? '' : `${grouped(playhead.position.value)} of ${grouped(playhead.length.value)}`,
  );
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const command = commandOf(event);
      const { target } = event;
      if (command === null || event.defaultPrevented || !(target instanceof Element)) return;
      const shown = host.current?.closest('[hidden]') === null;
      if (!shown || !isForTimeline(command, target, SLIDER)) return;
      event.preventDefault();
      if (event.repeat && command === 'play-pause') return;
      if (command === 'keys') host.current?.querySelector<HTMLElement>('.key-list > summary')?.click();
      else obey(desk, command);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <section class="timeline" aria-label="Timeline of the run" ref={host}>
      <div class="timeline-bar">
        <TimelineButtons desk={desk} />
        <Strip desk={desk} />
        <p class="timeline-where" title="Events shown, of all there are">
          {where}
        </p>
        <KeyList />
      </div>
      <MomentSentence desk={desk} />
    </section>
  );
}
