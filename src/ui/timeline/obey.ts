import { assertNever } from '../../guidance/assert-never';
import type { Desk } from '../app/desk';
import type { Command } from './shortcuts';

/** Something would change without the visitor: it plays, or follows a run that goes on. */
export function moves({ playing, following, open, length }: Desk['playhead']): boolean {
  return playing.value || (following.value && open.value && length.value > 0);
}

/** What a key or a button of the timeline does. */
export function obey({ playhead }: Pick<Desk, 'playhead'>, command: Exclude<Command, 'keys'>): void {
  switch (command) {
    case 'play-pause':
      if (moves(playhead)) playhead.pause();
      else playhead.play();
      return;
    case 'token-back':
      playhead.stepToken(-1);
      return;
    case 'token-on':
      playhead.stepToken(1);
      return;
    case 'line-back':
      playhead.stepLine(-1);
      return;
    case 'line-on':
      playhead.stepLine(1);
      return;
    case 'event-back':
      playhead.stepEvent(-1);
      return;
    case 'event-on':
      playhead.stepEvent(1);
      return;
    case 'start':
      playhead.seek(1);
      return;
    case 'end':
      playhead.follow();
      return;
    default:
      assertNever(command);
  }
}
