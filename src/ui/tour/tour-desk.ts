/** Whether the tour is on, and whether it was offered. The steps and the card are fetched when it begins. */
import { signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { browserTextStorage } from '../../playground/settings';
import type { Desk } from '../app/desk';

export type TourState =
  | { readonly kind: 'off' }
  | { readonly kind: 'coming' }
  | { readonly kind: 'on'; readonly Tour: ComponentType<{ readonly desk: Desk; readonly onEnd: () => void }> }
  | { readonly kind: 'failed'; readonly message: string };

export const tour = signal<TourState>({ kind: 'off' });

const storage = browserTextStorage('eg-cfg.tour.v1');

function wasOffered(): boolean {
  try {
    return storage.read() !== null;
  } catch {
    // Who stores nothing is offered it on every visit, which is honest and harmless.
    return false;
  }
}

/** The offer stands until it is taken or declined, once for this browser. */
export const offered = signal(wasOffered());

export function declineTour(): void {
  offered.value = true;
  try {
    storage.write('offered');
  } catch {
    // As above: the offer comes back on the next visit.
  }
}

/**
 * On the visitor's own run where one is on the screen, else on the recorded run in which guidance turns a line, else on
 * whatever is there.
 */
export async function startTour(desk: Desk): Promise<void> {
  if (tour.peek().kind === 'coming') return;
  declineTour();
  tour.value = { kind: 'coming' };
  try {
    const [{ Tour }, { showMoment }] = await Promise.all([import('./Tour'), import('../recordings/show-moment')]);
    if (desk.source.peek() !== 'live') {
      const events = await desk.recordings.fetchRun('rescue');
      if (events !== null) showMoment(desk, events, 1);
    }
    if (desk.playground.view.peek().started === null) {
      tour.value = { kind: 'failed', message: 'The tour needs a run, and the recorded one could not be fetched.' };
      return;
    }
    window.location.hash = '#/playground';
    tour.value = { kind: 'on', Tour };
  } catch {
    tour.value = { kind: 'failed', message: 'The tour could not be fetched: check the connection and try again.' };
  }
}

export function endTour(): void {
  tour.value = { kind: 'off' };
}
