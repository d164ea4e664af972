/**
 * A recorded run beside the desk: a log, a playhead and a look of its own, in the shape that the page's own panels draw.
 * So what the article shows is what the playground shows, of another run at another moment.
 */
import { computed, signal } from '@preact/signals';
import type { RunEvent } from '../../guidance/events';
import { createPlayhead } from '../../playground/playhead';
import { RunLog } from '../../playground/run-log';
import type { RunState } from '../../playground/state';
import type { Desk } from '../app/desk';
import { createLook } from '../app/look';

export interface Exhibit {
  /** For panels: everything that they read of a run is this run's. */
  readonly desk: Desk;
  readonly events: readonly RunEvent[];
  /** Stops what plays. */
  leave(): void;
}

export function createExhibit(desk: Desk, events: readonly RunEvent[], moment: number): Exhibit {
  const history = new RunLog((act) => act());
  for (const event of events) history.append(event);
  const log = signal(history);
  const run = signal<RunState>({ kind: 'ended' });
  const playhead = createPlayhead(log, () => true);
  playhead.seek(moment);
  const { view } = playhead;
  return {
    events,
    desk: {
      ...desk,
      ...createLook(log, playhead, () => false),
      playhead,
      view,
      source: computed(() => 'recorded' as const),
      lensGamma: signal<number | null>(null),
      recording: signal<readonly RunEvent[] | null>(events),
      playground: { ...desk.playground, log, run, view: history.view, events: () => events },
    },
    leave: () => playhead.pause(),
  };
}
