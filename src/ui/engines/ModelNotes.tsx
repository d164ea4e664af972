/** What the visitor should know of the model's file: how it is asked, and whether its numbers are exact. */
import type { ModelDescription } from '../../guidance/ports';
import type { Desk } from '../app/desk';
import { isBusy } from '../models/use-button';

/** Draws nothing where there is nothing to say, as of the built-in model. */
export function ModelNotes({ desk: { playground } }: { desk: Pick<Desk, 'playground'> }) {
  const state = playground.model.value;
  if (state.kind !== 'ready') return null;
  const { plan, reading } = state.description;
  const chat = chatWords(state.description);
  const disabled = isBusy(playground);
  return (
    <>
      {chat !== null && <p class="hint">{chat}</p>}
      {plan?.numbers === 'approximate' && (
        <p class="message">
          Runs are approximate: this model's numbers depend on what is read together, so equal runs may differ.{' '}
          <button type="button" disabled={disabled} onClick={() => playground.readExactly(true)}>
            Read every token by itself: exact, several times slower
          </button>
        </p>
      )}
      {reading === 'alone' && (
        <p>
          <button type="button" disabled={disabled} onClick={() => playground.readExactly(false)}>
            Read together again: quicker, approximate
          </button>
        </p>
      )}
    </>
  );
}

function chatWords({ chat, promptStyle }: ModelDescription): string | null {
  if (chat === undefined || promptStyle === 'built-in') return null;
  if (chat.kind === 'none') return `Problems are put to it as plain instructions: ${chat.reason}.`;
  return ['Problems are put to it as turns of its own chat template.', ...chat.notes].join(' ');
}
