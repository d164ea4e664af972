import type { TokenChoice } from '../../guidance/ports';
import { fixed } from '../shared/numbers';
import { Bars } from './Bars';
import { fillFormula } from './formula';
import { changedByGuidance, chosenAlternative, plainFavourite } from './lens';
import { TokenText } from './TokenChip';

interface TokenDetailProps {
  readonly choice: TokenChoice;
  readonly gamma: number;
  /** A signal was in force; else Pc and G are P itself. */
  readonly guided: boolean;
}

export function TokenDetail({ choice, gamma, guided }: TokenDetailProps) {
  const chosen = chosenAlternative(choice);
  const plain = plainFavourite(choice);
  return (
    <div class="token-detail">
      <Bars choice={choice} guided={guided} />
      <div class="token-words">
        {choice.source === 'forced' && (
          <p class="hint">Given, not chosen: the tests call the function by its name, so the answer begins with it.</p>
        )}
        {!guided && <p class="hint">No signal was in force on this line: Pc and G are P itself.</p>}
        {changedByGuidance(choice) && plain !== null && (
          <p>
            Without guidance{' '}
            <b class="token">
              <TokenText text={plain.text} />
            </b>{' '}
            would stand here instead of{' '}
            <b class="token">
              <TokenText text={choice.text} />
            </b>
            .
          </p>
        )}
        {guided && chosen !== null && <Formula {...fillFormula(choice, chosen, gamma)} />}
        <dl class="figures">
          <Entropy name="P" of={choice.entropyP} />
          {guided && (
            <>
              <Entropy name="Pc" of={choice.entropyPc} />
              <Entropy name="G" of={choice.entropyG} />
              <div title="KL(G ‖ P): how far guidance moved the whole distribution">
                <dt>moved</dt>
                <dd>{fixed(choice.klGuidedFromPlain, 3)} nats</dd>
              </div>
            </>
          )}
        </dl>
      </div>
    </div>
  );
}

function Entropy({ name, of }: { name: string; of: number }) {
  return (
    <div title="Entropy in nats: 0 is certain, more is undecided">
      <dt>H({name})</dt>
      <dd>{fixed(of, 3)}</dd>
    </div>
  );
}

function Formula({ symbols, numbers, result }: ReturnType<typeof fillFormula>) {
  return (
    <p class="formula" title="Natural logarithms; Z makes the probabilities of G add up to one">
      <span>{symbols}</span>
      <span>
        = {numbers} = <b>{result}</b>
      </span>
    </p>
  );
}
