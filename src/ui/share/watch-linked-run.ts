/** Holds a run that is made again to the one of the link, line by line, and goes to the link's moment once it is there. */
import { computed, effect, untracked } from '@preact/signals';
import { placeWords } from '../../exports/provenance';
import { isLinked } from '../../links/linked-plan';
import type { LinkedRun, PlaygroundLink } from '../../links/playground-link';
import { compareRun } from '../../links/run-print';
import type { Desk } from '../app/desk';
import type { LinkedRunState } from './opened-link';

/** Returns what ends it. */
export function followLinkedRun(
  desk: Desk,
  link: PlaygroundLink,
  run: LinkedRun,
  tell: (state: LinkedRunState) => void,
): () => void {
  const { playground, playhead } = desk;
  // Only what changes with a line, not with every token.
  const step = computed(() => {
    const { started, lines, attempt, outcome } = playground.view.value;
    const finished = lines.filter(({ end }) => end !== null).length;
    return started === null ? '' : `${attempt} ${finished} ${outcome.kind}`;
  });
  const started = computed(() => playground.view.value.started);
  const isMine = computed(
    () => desk.source.value === 'live' && started.value !== null && isLinked(link, started.value),
  );
  const arrived = computed(() => playhead.length.value >= run.moment);
  let sought: unknown = null;

  const ends = [
    effect(() => {
      if (!isMine.value || step.value === '') return;
      const on = placeWords(started.value?.model.device ?? 'wasm');
      tell({
        kind: 'made-again',
        comparison: compareRun(
          run.print,
          untracked(() => playground.events()),
        ),
        on,
      });
    }),
    effect(() => {
      if (!isMine.value || !arrived.value || sought === started.value) return;
      sought = started.value;
      const same = untracked(() => compareRun(run.print, playground.events()).kind !== 'differs');
      // After the playhead has done what it does for every new run: it follows.
      if (same && run.moment < run.print.events) queueMicrotask(() => playhead.seek(run.moment));
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}
