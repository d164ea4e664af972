/** One kind of thing that is kept: how much there is, and deleting it with a question before and a way back after. */
import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { assertNever } from '../../guidance/assert-never';
import { bytesInWords } from '../models/model-words';
import type { Amount, KeptThing } from './kept-things';

interface KeptRowProps {
  readonly thing: KeptThing;
  /** Measured again when it changes. */
  readonly round: number;
  readonly onChange: () => void;
}

type Step =
  | { readonly kind: 'rest' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'deleting' }
  | { readonly kind: 'deleted'; readonly undo: (() => void) | null }
  | { readonly kind: 'failed'; readonly words: string };

export function KeptRow({ thing, round, onChange }: KeptRowProps) {
  const amount = useSignal<Amount | null>(null);
  const step = useSignal<Step>({ kind: 'rest' });
  const unknown = useSignal(false);
  useEffect(() => {
    thing.measure().then(
      (found) => {
        amount.value = found;
        unknown.value = false;
      },
      () => {
        unknown.value = true;
      },
    );
  }, [thing, round]);
  const remove = async () => {
    step.value = { kind: 'deleting' };
    try {
      step.value = { kind: 'deleted', undo: await thing.remove() };
    } catch (thrown) {
      step.value = { kind: 'failed', words: thrown instanceof Error ? thrown.message : String(thrown) };
    }
    onChange();
  };
  const found = amount.value;
  const nothing = found !== null && found.words === '';
  return (
    <tr>
      <th scope="row">
        {thing.screen === null ? thing.name : <a href={`#/${thing.screen}`}>{thing.name}</a>}
        <p class="hint">{thing.about}</p>
      </th>
      <td class="storage-amount">
        {unknown.value ? 'cannot be read here' : found === null ? 'counting …' : nothing ? 'nothing' : found.words}
        {found !== null && !nothing && found.bytes !== null && <span class="hint"> {bytesInWords(found.bytes)}</span>}
      </td>
      <td>
        <Action
          step={step}
          nothing={nothing || unknown.value}
          name={thing.name}
          onDelete={() => void remove()}
          onUndone={onChange}
        />
      </td>
    </tr>
  );
}

interface ActionProps {
  readonly step: Signal<Step>;
  readonly nothing: boolean;
  readonly name: string;
  readonly onDelete: () => void;
  readonly onUndone: () => void;
}

function Action({ step, nothing, name, onDelete, onUndone }: ActionProps) {
  const now = step.value;
  const rest = () => {
    step.value = { kind: 'rest' };
  };
  switch (now.kind) {
    case 'rest':
      return (
        <button
          type="button"
          disabled={nothing}
          aria-label={`Delete: ${name}`}
          onClick={() => {
            step.value = { kind: 'asking' };
          }}
        >
          Delete…
        </button>
      );
    case 'asking':
      return (
        <span class="storage-ask" role="alert">
          Delete it?
          <button type="button" onClick={onDelete}>
            Delete
          </button>
          <button type="button" ref={takeFocus} onClick={rest}>
            Keep
          </button>
        </span>
      );
    case 'deleting':
      return <span role="status">Deleting …</span>;
    case 'deleted': {
      const { undo } = now;
      return (
        <span role="status">
          Deleted.{' '}
          {undo !== null && (
            <button
              type="button"
              class="quiet"
              ref={takeFocus}
              onClick={() => {
                undo();
                rest();
                onUndone();
              }}
            >
              Undo
            </button>
          )}
        </span>
      );
    }
    case 'failed':
      return (
        <span class="message" role="alert">
          It could not be deleted: {now.words}{' '}
          <button type="button" class="quiet" onClick={rest}>
            OK
          </button>
        </span>
      );
    default:
      return assertNever(now);
  }
}

/** The button that was pressed is gone: the keyboard goes on where the question is. */
function takeFocus(button: HTMLButtonElement | null): void {
  button?.focus();
}
