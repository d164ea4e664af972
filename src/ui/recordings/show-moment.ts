/** Puts a recorded run on the playground, at the moment that is talked about. */
import { signal } from '@preact/signals';
import type { RunEvent } from '../../guidance/events';
import type { Desk } from '../app/desk';

export type Moment = 'play' | 'end' | number;

/** `at`: the number of events shown, or from where on it plays. The visitor's own settings stay as they are. */
export function showMoment(desk: Desk, events: readonly RunEvent[], at: Moment): void {
  keepOwnRun(desk);
  const [started] = events;
  if (started?.kind === 'run-started') chooseProblem(desk, started.problem.id);
  desk.recording.value = events;
  desk.playRecording(at === 'play' ? 'play' : 'end');
  if (typeof at === 'number') desk.playhead.seek(at);
}

/** The visitor's run that a recorded one has taken the place of: it is a click away until the next run begins. */
export const ownRun = signal<readonly RunEvent[] | null>(null);

function keepOwnRun({ source, playground }: Desk): void {
  if (source.peek() === 'live') ownRun.value = [...playground.events()];
}

export function backToOwnRun(desk: Desk): void {
  const events = ownRun.peek();
  ownRun.value = null;
  if (events === null) return;
  desk.recording.value = events;
  desk.playRecording('end');
}

/** The problem beside the run: Run then makes it anew. A problem that is no longer there is left alone. */
function chooseProblem({ problems }: Desk, id: string): void {
  if (problems.chosen.peek().draft.id === id) return;
  if (problems.entries.peek().some(({ draft }) => draft.id === id)) problems.choose(id);
}
