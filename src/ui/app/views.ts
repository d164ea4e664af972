/**
 * The page's screens. Each is named in the address (`#/experiments`), so that it can be linked to and the browser's back
 * button works; any other address shows the playground.
 */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Screen } from './LazyScreen';

export interface View {
  /** As in the address. */
  readonly id: string;
  readonly label: string;
  readonly title: string;
  /** null for the playground, whose code is there from the start. */
  readonly load: (() => Promise<Screen>) | null;
}

/** The id that an address names, or null. */
export function viewInHash(hash: string): string | null {
  return /^#\/([a-z-]+)/.exec(hash)?.[1] ?? null;
}

/** Follows the address; the first view is shown where it names none of them. Views keep their order. */
export function followAddress(views: readonly View[], window: Window): ReadonlySignal<string> {
  const [first] = views;
  if (first === undefined) throw new Error('A page needs a view');
  const named = () => {
    const id = viewInHash(window.location.hash);
    return views.some((view) => view.id === id) && id !== null ? id : first.id;
  };
  const shown = signal(named());
  window.addEventListener('hashchange', () => {
    shown.value = named();
  });
  return shown;
}
