/** Loaded sets as the page's panels share them. */
import { type Signal, signal } from '@preact/signals';
import { createSetLibrary, type SetLibrary } from '../../problem-sets/set-library';

export interface SetDesk {
  readonly library: SetLibrary;
  /** The set on the problems screen: `bundled`, or the id of a loaded one. */
  readonly chosen: Signal<string>;
}

export function createSetDesk(): SetDesk {
  return { library: createSetLibrary(), chosen: signal('bundled') };
}
