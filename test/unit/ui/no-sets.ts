/** A library of sets with nothing in it, for what only needs one to be there. */
import { signal } from '@preact/signals';
import type { SetDesk } from '../../../src/ui/problem-sets/set-desk';

export function noSets(): SetDesk {
  return {
    chosen: signal('bundled'),
    library: {
      sets: signal([]),
      reading: signal([]),
      storageProblem: signal(null),
      restored: Promise.resolve(),
      load: async () => null,
      dismiss: () => undefined,
      remove: async () => undefined,
      index: async () => [],
      broken: async () => [],
      problem: async () => null,
      problems: async () => [],
    },
  };
}
