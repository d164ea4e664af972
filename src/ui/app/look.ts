/**
 * What is picked for a closer look at the shown moment of a run: a line, a token, a candidate. The desk has one; so has
 * every run that is shown beside it, on a screen of its own.
 */
import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { TokenChoice } from '../../guidance/ports';
import type { Playhead } from '../../playground/playhead';
import type { RunHistory } from '../../playground/run-log';
import type { LineView } from '../../runs/run-view';
import { mostTelling } from '../tokens/lens';

export interface Look {
  /** The line the visitor picked; null is the newest of the moment. */
  readonly pickedLine: ReadonlySignal<number | null>;
  readonly shownLine: ReadonlySignal<LineView | null>;
  /** Index among the shown line's tokens; null while there is none. */
  readonly shownToken: ReadonlySignal<number | null>;
  readonly token: ReadonlySignal<TokenChoice | null>;
  /** The candidate whose continuation the editor shows in full; null for the first that passes. */
  readonly pickedCandidate: ReadonlySignal<number | null>;
  /** The strength that the token lens shows; null for the run's own. */
  readonly lensGamma: Signal<number | null>;
  pickLine(line: number | null): void;
  pickToken(index: number): void;
  pickCandidate(index: number | null): void;
}

/** `moving` says whether the next line may come by itself. */
export function createLook(log: ReadonlySignal<RunHistory>, playhead: Playhead, moving: () => boolean): Look {
  const { view } = playhead;
  const pickedLine = signal<number | null>(null);
  const pickedToken = signal<number | null>(null);
  const pickedCandidate = signal<number | null>(null);
  const lensGamma = signal<number | null>(null);

  const shownLine = computed((): LineView | null => {
    const { lines } = view.value;
    const picked = pickedLine.value;
    return (picked === null ? null : lines[picked]) ?? newestTelling(lines);
  });
  /** Who steps to a token wants to see that one; what streams by would only flicker. */
  const justChosen = computed(() => {
    if (playhead.following.value || playhead.playing.value) return false;
    const newest = log.value.events[playhead.position.value - 1];
    return newest?.kind === 'token-chosen' && newest.line === shownLine.value?.line;
  });
  const shownToken = computed(() => {
    const tokens = shownLine.value?.tokens ?? [];
    const picked = pickedToken.value;
    if (picked !== null && picked < tokens.length) return picked;
    return justChosen.value && tokens.length > 0 ? tokens.length - 1 : mostTelling(tokens);
  });
  const token = computed(() => {
    const index = shownToken.value;
    return index === null ? null : (shownLine.value?.tokens[index] ?? null);
  });

  const look = (line: number | null) =>
    batch(() => {
      pickedLine.value = line;
      pickedToken.value = null;
      pickedCandidate.value = null;
    });
  // A token or candidate that was picked belongs to its line; the next line begins without a pick.
  const lineNumber = computed(() => shownLine.value?.line ?? null);
  effect(() => {
    lineNumber.value;
    batch(() => {
      pickedToken.value = null;
      pickedCandidate.value = null;
    });
  });

  const started = computed(() => log.value.view.value.started);
  effect(() => {
    started.value;
    look(null);
    lensGamma.value = null;
  });

  // Who goes to another moment wants to see what happened there.
  effect(() => {
    playhead.position.value;
    if (!playhead.following.peek() && !playhead.playing.peek()) look(null);
  });

  /** Who looks at a token does not want the next line to come in between. */
  const hold = () => {
    if (moving() || playhead.playing.value) pickedLine.value = lineNumber.value;
  };

  return {
    pickedLine,
    shownLine,
    shownToken,
    token,
    pickedCandidate,
    lensGamma,
    pickLine: look,
    pickToken: (index) => {
      hold();
      pickedToken.value = index;
    },
    pickCandidate: (index) => {
      hold();
      pickedCandidate.value = index;
    },
  };
}

/** The newest line, unless it holds nothing: an answer often ends with a line on which only the end was chosen. */
function newestTelling(lines: readonly LineView[]): LineView | null {
  const newest = lines.at(-1);
  if (newest === undefined) return null;
  const empty = newest.end !== null && newest.tokens.length === 0 && newest.candidates.length === 0;
  return (empty ? lines.at(-2) : undefined) ?? newest;
}
