import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Reweighed, RunOptions, WeightOptions } from '../../guidance/other-gammas/reweigh';
import type { TokenChoice } from '../../guidance/ports';
import type { Setback } from '../../runs/setbacks';
import { Term } from '../glossary/Term';
import { fixed } from '../shared/numbers';
import { Bars } from './Bars';
import { certaintyWords } from './certainty-words';
import { fillFormula } from './formula';
import { pieceWords, tokenWords } from './gamma-words';
import { changedByGuidance, chosenAlternative, plainFavourite, winningPieces } from './lens';
import { setbackWords } from './setback-words';
import { TokenText } from './TokenChip';

interface TokenDetailProps {
  readonly choice: TokenChoice;
  readonly run: WeightOptions & { readonly gamma: number };
  /** A signal was in force; else Pc and G are P itself. */
  readonly guided: boolean;
  /** null in a file that does not hold what other strengths need. */
  readonly options: RunOptions | null;
  /** At the slider's strength; null at the run's own. */
  readonly at: { readonly gamma: number; readonly told: Reweighed } | null;
  readonly setback: Setback | null;
}

export function TokenDetail({ choice, run, guided, options, at, setback }: TokenDetailProps) {
  const pickedId = useSignal<number | null>(null);
  useEffect(() => {
    pickedId.value = null;
  }, [choice]);
  const plain = plainFavourite(choice);
  const shown =
    choice.top.find(({ id }) => id === pickedId.value) ?? at?.told.winner ?? chosenAlternative(choice) ?? null;
  const certainty = certaintyWords(choice);
  const at0 = shown === null ? null : formulaAt(choice, shown.id, run.gamma, at);
  return (
    <div class="token-detail">
      <Bars
        choice={choice}
        guided={guided}
        at={at}
        picked={shown?.id ?? choice.id}
        onPick={(id) => {
          pickedId.value = id;
        }}
      />
      <div class="token-words">
        {choice.source === 'forced' && (
          <p class="hint">Given, not chosen: what the model says of it is shown all the same.</p>
        )}
        {certainty !== null && <p class="hint">{certainty}</p>}
        {!guided && <p class="hint">No signal was in force on this line: Pc and G are P itself, at every γ.</p>}
        {setback !== null && (
          <p class="setback-words">
            <span aria-hidden="true">! </span>
            {setbackWords(setback)}
          </p>
        )}
        {setback === null && changedByGuidance(choice) && plain !== null && (
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
        {at !== null && <p>{tokenWords(choice, at.gamma, at.told)}</p>}
        {guided && options !== null && choice.atOtherGammas !== undefined && (
          <p class="hint">{pieceWords(winningPieces(choice, options))}</p>
        )}
        {guided && shown !== null && at0 !== null && <Formula {...fillFormula(shown, at0, run)} />}
        <dl class="figures">
          <Entropy name="P" of={choice.entropyP} />
          {guided && (
            <>
              <Entropy name="Pc" of={choice.entropyPc} />
              <Entropy name="G" of={choice.entropyG} />
              <div title="At the run's own γ">
                <dt>
                  <Term id="kl">KL(G ‖ P)</Term>
                </dt>
                <dd>{fixed(choice.klGuidedFromPlain, 3)} nats</dd>
              </div>
            </>
          )}
        </dl>
      </div>
    </div>
  );
}

/** The numbers of one alternative; null where log Z at the slider's strength was not kept. */
function formulaAt(choice: TokenChoice, id: number, gamma: number, at: TokenDetailProps['at']) {
  const index = choice.top.findIndex((one) => one.id === id);
  const own = choice.top[index];
  if (own === undefined) return null;
  if (at === null) return { gamma, logNormaliser: choice.logNormaliser, logG: own.logG };
  const logG = at.told.logG[index] ?? null;
  const { logNormaliser } = at.told;
  return logG === null || logNormaliser === null ? null : { gamma: at.gamma, logNormaliser, logG };
}

function Entropy({ name, of }: { name: string; of: number }) {
  return (
    <div>
      <dt>
        <Term id="entropy">H({name})</Term>
      </dt>
      <dd>{fixed(of, 3)}</dd>
    </div>
  );
}

function Formula({ symbols, numbers, result, notes }: ReturnType<typeof fillFormula>) {
  return (
    <p class="formula" title="Natural logarithms; Z makes the probabilities of G add up to one">
      <span>{symbols}</span>
      <span>
        = {numbers} = <b>{result}</b>
      </span>
      {notes.map((note) => (
        <span key={note}>{note}</span>
      ))}
    </p>
  );
}
