/**
 * The game: the run is stopped where the candidates of a line are there and none has run, the learner says what will be
 * written, and the line is shown. It moves nothing but the playhead, so it is the same on a recorded run and on one that
 * is being written: that goes on behind, and what it does is kept back until the guess is made.
 */
import { batch, computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import type { Desk } from '../app/desk';
import { type GuessPoint, guessPoints, nextPoint } from './guess-points';
import { counted, type Guess, type GuessScore, isRight, NO_SCORE } from './guess-score';

export type GuessState =
  | { readonly kind: 'off' }
  /** The run has not come to the next question. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'asking'; readonly point: GuessPoint }
  /** The guess is made, the line is still being written. */
  | { readonly kind: 'guessed'; readonly point: GuessPoint; readonly guess: Guess }
  | {
      readonly kind: 'revealed';
      readonly point: GuessPoint;
      readonly guess: Guess;
      readonly written: string;
      /** null where nothing was guessed. */
      readonly right: boolean | null;
    }
  /** No further line of this run can be guessed. */
  | { readonly kind: 'over' };

export interface GuessDesk {
  readonly state: ReadonlySignal<GuessState>;
  /** From here on, or from the beginning where the end is shown. */
  start(): void;
  guess(guess: Guess): void;
  next(): void;
  stop(): void;
  /** For whoever draws it no longer: nothing of it listens any more. */
  leave(): void;
}

/** Of this visit: it goes on over runs and screens, and ends with the page. */
export const visitScore = signal<GuessScore>(NO_SCORE);

export function createGuess({ playground, playhead }: Pick<Desk, 'playground' | 'playhead'>): GuessDesk {
  const state = signal<GuessState>({ kind: 'off' });
  const points = computed(() => guessPoints(playground.log.value.events.slice(0, playhead.length.value)));
  const ended = computed(() => playground.run.value.kind === 'ended' || playground.run.value.kind === 'idle');
  /** The last question that was put, as its moment. */
  let asked = 0;

  const ask = () => {
    const point = nextPoint(points.peek(), asked);
    if (point !== null) {
      asked = point.ask;
      playhead.seek(point.ask);
      state.value = { kind: 'asking', point };
    } else if (ended.peek()) {
      playhead.follow();
      state.value = { kind: 'over' };
    } else {
      playhead.pause();
      state.value = { kind: 'waiting' };
    }
  };
  const reveal = (point: GuessPoint, guess: Guess) => {
    const known = points.peek().find(({ ask: at }) => at === point.ask) ?? point;
    const { written } = known;
    if (written === null || known.reveal === null) {
      // A run that was stopped before the line was complete says no more.
      state.value = ended.peek() ? { kind: 'over' } : { kind: 'guessed', point, guess };
      return;
    }
    const right = isRight(guess, written);
    batch(() => {
      visitScore.value = counted(visitScore.peek(), right);
      playhead.seek(known.reveal ?? 1);
      state.value = { kind: 'revealed', point: known, guess, written, right };
    });
  };

  let history = playground.log.peek();
  const stopListening = effect(() => {
    points.value;
    ended.value;
    const now = playground.log.value;
    const before = state.peek();
    if (before.kind === 'off') {
      history = now;
      return;
    }
    if (now !== history) {
      history = now;
      asked = 0;
      ask();
    } else if (before.kind === 'waiting') ask();
    else if (before.kind === 'guessed') reveal(before.point, before.guess);
  });

  return {
    state,
    start() {
      history = playground.log.peek();
      const position = playhead.position.peek();
      asked = position >= playhead.length.peek() && ended.peek() ? 0 : position;
      ask();
    },
    guess(guess) {
      const now = state.peek();
      if (now.kind === 'asking') reveal(now.point, guess);
    },
    next: ask,
    stop() {
      state.value = { kind: 'off' };
    },
    leave: stopListening,
  };
}
