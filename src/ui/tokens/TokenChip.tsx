import type { Alternative, TokenChoice } from '../../guidance/ports';
import { changedByGuidance, shade } from './lens';
import { shortForm } from './short-form';
import { spokenText, visiblePieces } from './visible-text';

interface TokenChipProps {
  readonly choice: TokenChoice;
  readonly index: number;
  readonly guided: boolean;
  readonly picked: boolean;
  /** What would be chosen at the slider's strength, where that is another token. */
  readonly otherwise: Alternative | null;
  /** Guidance may have made it worse here. */
  readonly setback: boolean;
  readonly onPick: (index: number) => void;
  /** Pointed at, or focused; null when it is left. */
  readonly onPeek: (index: number | null) => void;
}

export function TokenChip({ choice, index, guided, picked, otherwise, setback, onPick, onPeek }: TokenChipProps) {
  const classes = [
    'chip',
    ...(changedByGuidance(choice) ? ['changed'] : []),
    ...(otherwise === null ? [] : ['otherwise']),
    ...(setback ? ['setback'] : []),
  ];
  return (
    <button
      type="button"
      data-rove
      class={classes.join(' ')}
      style={{ '--shade': shade(choice.klGuidedFromPlain).toFixed(2) }}
      aria-pressed={picked}
      aria-label={[
        spokenText(choice.text),
        shortForm(choice, guided),
        ...(otherwise === null ? [] : [`at the slider's γ ${spokenText(otherwise.text)} would stand here`]),
      ].join(', ')}
      tabIndex={picked ? 0 : -1}
      onClick={() => onPick(index)}
      onPointerEnter={() => onPeek(index)}
      onPointerLeave={() => onPeek(null)}
      onFocus={() => onPeek(index)}
      onBlur={() => onPeek(null)}
    >
      <TokenText text={choice.text} />
      {otherwise !== null && (
        <span class="chip-mark" aria-hidden="true">
          ≠
        </span>
      )}
      {setback && (
        <span class="chip-mark" aria-hidden="true">
          !
        </span>
      )}
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
