import type { TokenChoice } from '../../guidance/ports';
import { fixed } from '../shared/numbers';
import { changedByGuidance, shade } from './lens';
import { spokenText, visiblePieces } from './visible-text';

interface TokenChipProps {
  readonly choice: TokenChoice;
  readonly index: number;
  readonly picked: boolean;
  readonly onPick: (index: number) => void;
}

export function TokenChip({ choice, index, picked, onPick }: TokenChipProps) {
  const changed = changedByGuidance(choice);
  const moved = fixed(choice.klGuidedFromPlain, 2);
  return (
    <button
      type="button"
      data-rove
      class={`chip${changed ? ' changed' : ''}`}
      style={{ '--shade': shade(choice.klGuidedFromPlain).toFixed(2) }}
      aria-pressed={picked}
      aria-label={`${spokenText(choice.text)}, moved ${moved} nats${changed ? ', changed by guidance' : ''}`}
      title={`moved ${moved} nats${changed ? '; without guidance another token would stand here' : ''}`}
      tabIndex={picked ? 0 : -1}
      onClick={() => onPick(index)}
    >
      <TokenText text={choice.text} />
    </button>
  );
}

export function TokenText({ text }: { text: string }) {
  if (text === '') return <span class="blank">(empty)</span>;
  return (
    <>
      {visiblePieces(text).map((piece, i) => (
        <span key={i} class={piece.mark ? 'blank' : ''}>
          {piece.text}
        </span>
      ))}
    </>
  );
}
