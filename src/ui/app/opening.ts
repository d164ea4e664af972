/** What happens by itself when the page opens: the recorded run plays, and the engines load behind it. */
import type { RunEvent } from '../../guidance/events';
import { BUILT_IN } from '../../playground/models/model-folder';
import { prefersStillness } from '../header/theme';
import type { Links } from '../share/follow-links';
import type { Desk } from './desk';
import type { KeptRunDesk } from './keep-run';

const HEAD_START_MS = 1_500;

/** After the first frame is on the screen; a hidden tab has no frames and need not wait for one. */
export function afterPaint(action: () => void): void {
  if (document.hidden) setTimeout(action, 0);
  else requestAnimationFrame(() => setTimeout(action, 0));
}

export async function openPage(desk: Desk, links: Links, kept: KeptRunDesk): Promise<void> {
  // Before the engines, whose megabytes would stand in its way on a slow line; but they do not wait for it for ever.
  await Promise.race([openRun(desk, links, kept), new Promise((resolve) => setTimeout(resolve, HEAD_START_MS))]);
  const device = desk.settings.device.value;
  const folder = await desk.models.restore();
  if (device !== 'auto' || folder !== BUILT_IN) desk.playground.loadModel(device === 'auto' ? null : device, folder);
  desk.playground.prepare();
}

/** What the address names; else the run of before a reload; else the recorded first run. */
export async function openRun(desk: Desk, links: Links, kept: KeptRunDesk | null): Promise<void> {
  if (await links.openAddress()) return;
  // On its way while storage is asked: something is to move at once.
  void desk.recordings.fetchRun('first');
  if (kept !== null && (await kept.restore())) return;
  await playFirstRun(desk);
}

export async function playFirstRun(desk: Desk): Promise<void> {
  // Without a recording the page begins empty, says why, and how to start; nothing else is lost.
  const events = await desk.recordings.fetchRun('first');
  desk.recording.value = events;
  // A visitor who was quicker than the file has a run of their own by now.
  if (events === null || desk.playground.run.value.kind !== 'idle') return;
  desk.playRecording('end');
  if (prefersStillness()) return;
  // What comes before the first token is the problem, which stands beside it: something moves at once.
  desk.playhead.seek(firstToken(events));
  desk.playhead.play();
}

function firstToken(events: readonly RunEvent[]): number {
  return Math.max(1, events.findIndex(({ kind }) => kind === 'token-chosen') + 1);
}
