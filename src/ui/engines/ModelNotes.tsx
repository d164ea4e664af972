/** What the visitor should know of the model's file: how it is asked, and whether its numbers are exact. */
import type { ModelDescription } from '../../guidance/ports';
import type { Desk } from '../app/desk';
import { isBusy } from '../models/use-button';

/** Draws nothing where there is nothing to say, as of the built-in model. */
export function ModelNotes({ desk: { playground } }: { desk: Pick<Desk, 'playground'> }) {
  const state = playground.model.value;
  if (state.kind !== 'ready') return null;
  const { plan, reading, device } = state.description;
  if (device === 'endpoint') return null;
  const chat = chatWords(state.description);
  const isApproximate = plan?.numbers === 'approximate';
  if (chat === null && !isApproximate && reading === undefined) return null;
  const button = (exact: boolean, label: string) => (
    <button type="button" disabled={isBusy(playground)} onClick={() => playground.readExactly(exact)}>
      {label}
    </button>
  );
  return (
    <div class="model-notes">
      {chat !== null && <p class="hint">{chat}</p>}
      {isApproximate && (
        <>
          <p class="message">Runs are approximate: its numbers depend on what is read together.</p>
          {button(true, 'Read exactly, slower')}
        </>
      )}
      {reading === 'alone' && button(false, 'Read quickly, approximate')}
    </div>
  );
}

function chatWords({ chat, promptStyle }: ModelDescription): string | null {
  if (chat === undefined || promptStyle === 'built-in') return null;
  if (chat.kind === 'none') return `Problems are put to it as plain instructions: ${chat.reason}.`;
  return ['Problems are put to it as turns of its own chat template.', ...chat.notes].join(' ');
}
