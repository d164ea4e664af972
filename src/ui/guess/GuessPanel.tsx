import { useSignal } from '@preact/signals';
import type { Desk } from '../app/desk';
import type { Screen } from '../app/LazyScreen';
import { LazyScreen } from '../app/LazyScreen';

/** The way into the game on the playground; the game itself is fetched when somebody plays. */
export function GuessPanel({ desk }: { desk: Desk }) {
  const open = useSignal(false);
  const started = desk.playground.view.value.started !== null;
  if (!started) return null;
  return (
    <section class={open.value ? 'panel guess' : 'guess-closed'} aria-label="Guess the next line">
      <button
        type="button"
        class="quiet"
        aria-expanded={open.value}
        title="The run stops before each line: say what will be written, then see"
        onClick={() => {
          open.value = !open.value;
        }}
      >
        {open.value ? 'End the guessing' : 'Guess the next line'}
      </button>
      {open.value && <LazyScreen desk={desk} load={loadGame} />}
    </section>
  );
}

async function loadGame(): Promise<Screen> {
  return (await import('./GuessGame')).GuessGame;
}
