import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { assertNever } from '../../guidance/assert-never';
import type { Desk } from '../app/desk';
import { ProgressBar } from '../shared/ProgressBar';
import { createGuess, type GuessDesk, type GuessState, visitScore } from './guess-desk';
import type { GuessPoint } from './guess-points';
import { NO_SCORE } from './guess-score';
import { Reveal } from './Reveal';

/** Begins at once with the next line that can be guessed. */
export function GuessGame({ desk }: { desk: Desk }) {
  const game = useMemo(() => createGuess(desk), [desk]);
  useEffect(() => {
    game.start();
    // The timeline would give away what is still to come.
    document.documentElement.dataset.guessing = '';
    return () => {
      delete document.documentElement.dataset.guessing;
      game.stop();
      game.leave();
    };
  }, [game]);
  /** Only somebody who plays is taken along with the focus, not whoever opens the article. */
  const played = useRef(false);
  const { right, asked } = visitScore.value;
  return (
    <div class="guess-game">
      <div class="guess-head">
        <h3>Guess the next line</h3>
        <p class="hint">
          {asked === 0 ? 'No guess yet in this visit.' : `${right} of ${asked} right in this visit.`}
          {asked > 0 && (
            <button
              type="button"
              class="quiet"
              onClick={() => {
                visitScore.value = NO_SCORE;
              }}
            >
              Begin anew
            </button>
          )}
        </p>
      </div>
      <Stage
        desk={desk}
        game={game}
        state={game.state.value}
        takeFocus={played.current}
        onNext={() => {
          played.current = true;
          game.next();
        }}
      />
    </div>
  );
}

interface StageProps {
  readonly desk: Desk;
  readonly game: GuessDesk;
  readonly state: GuessState;
  readonly takeFocus: boolean;
  readonly onNext: () => void;
}

function Stage({ desk, game, state, takeFocus, onNext }: StageProps) {
  switch (state.kind) {
    case 'off':
      return null;
    case 'waiting':
      return <ProgressBar label="The model is sampling candidates for the next line" fraction={null} />;
    case 'asking':
      return <Question key={state.point.ask} point={state.point} game={game} takeFocus={takeFocus} />;
    case 'guessed':
      return <ProgressBar label="Candidates run, and the line is written" fraction={null} />;
    case 'revealed':
      return <Reveal desk={desk} state={state} onNext={onNext} />;
    case 'over':
      return (
        <p>
          That was the last line of this run that has candidates.{' '}
          <button type="button" class="quiet" onClick={game.start}>
            Guess from the beginning
          </button>
        </p>
      );
    default:
      return assertNever(state);
  }
}

interface QuestionProps {
  readonly point: GuessPoint;
  readonly game: GuessDesk;
  readonly takeFocus: boolean;
}

function Question({ point, game, takeFocus }: QuestionProps) {
  const typed = useSignal('');
  const { line, options } = point;
  const canPick = options.length > 1;
  const first = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    // The button that was pressed is gone: the keyboard goes on where the question is.
    if (takeFocus) first.current?.querySelector<HTMLElement>('button, input')?.focus({ preventScroll: true });
  }, []);
  return (
    <fieldset class="guess-question" ref={first}>
      <legend>
        What will line {line + 1} be?{' '}
        {canPick
          ? 'Its candidates begin with one of these.'
          : 'Its candidates all begin alike, so they are not shown yet.'}
      </legend>
      {canPick && (
        <div class="guess-options">
          {options.map((option) => (
            <button
              key={option}
              type="button"
              class="guess-option"
              onClick={() => game.guess({ kind: 'picked', line: option })}
            >
              <code>{option}</code>
            </button>
          ))}
        </div>
      )}
      <form
        class="guess-typed"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.value.trim() !== '') game.guess({ kind: 'typed', line: typed.value });
        }}
      >
        <label>
          <span class="hint">{canPick ? 'or your own line' : 'your line; indentation does not count'}</span>
          <input
            type="text"
            class="code"
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            value={typed.value}
            onInput={(event) => {
              typed.value = event.currentTarget.value;
            }}
          />
        </label>
        <button type="submit" disabled={typed.value.trim() === ''}>
          Guess
        </button>
      </form>
      <div class="guess-others">
        <button type="button" class="quiet" onClick={() => game.guess({ kind: 'typed', line: '' })}>
          It ends here
        </button>
        <button type="button" class="quiet" onClick={() => game.guess({ kind: 'passed' })}>
          Show it
        </button>
      </div>
    </fieldset>
  );
}
