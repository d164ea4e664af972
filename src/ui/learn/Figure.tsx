import type { ComponentChildren } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import type { RunEvent } from '../../guidance/events';
import type { Desk } from '../app/desk';
import { showMoment } from '../recordings/show-moment';
import { RunProvenance } from '../shared/RunProvenance';
import { createExhibit, type Exhibit } from './exhibit';

interface FigureProps {
  readonly desk: Desk;
  readonly events: readonly RunEvent[];
  /** Number of events shown. */
  readonly at: number;
  /** What is seen, in a few words. */
  readonly title: string;
  readonly children: (exhibit: Exhibit) => ComponentChildren;
}

/** A piece of the page, live, on a recorded run at one moment; and the way to the same moment in the playground. */
export function Figure({ desk, events, at, title, children }: FigureProps) {
  const exhibit = useMemo(() => createExhibit(desk, events, at), [events, at]);
  useEffect(() => () => exhibit.leave(), [exhibit]);
  return (
    <figure class="exhibit">
      <div class="exhibit-body">{children(exhibit)}</div>
      <figcaption>
        <span>
          {title} <RunProvenance desk={exhibit.desk} />
        </span>
        <ShowInPlayground desk={desk} events={events} at={() => exhibit.desk.playhead.position.peek()} />
      </figcaption>
    </figure>
  );
}

interface ShowProps {
  readonly desk: Desk;
  readonly events: readonly RunEvent[];
  readonly at: () => number;
}

function ShowInPlayground({ desk, events, at }: ShowProps) {
  return (
    <button
      type="button"
      class="quiet"
      onClick={() => {
        showMoment(desk, events, at());
        window.location.hash = '#/playground';
        window.scrollTo({ top: 0 });
      }}
    >
      Show it in the playground
    </button>
  );
}
