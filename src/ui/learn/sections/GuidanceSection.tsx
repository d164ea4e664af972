import { useSignal } from '@preact/signals';
import type { Desk } from '../../app/desk';
import { Term } from '../../glossary/Term';
import { SignalStep } from '../../line/SignalStep';
import { counted, percent } from '../../shared/numbers';
import { TokenPanel } from '../../tokens/TokenPanel';
import { Figure } from '../Figure';
import { rescueFacts } from '../facts';
import { TokenWord } from '../TokenWord';
import { WithRun } from '../WithRun';

/** Two readings of the same code, and a step from one towards the other. */
export function GuidanceSection({ desk }: { desk: Desk }) {
  return (
    <WithRun desk={desk} run="rescue">
      {(events) => {
        const facts = rescueFacts(events);
        if (facts === null) return null;
        const { chosen, plain, gamma, signalTokens, moments, tokenMoment } = facts;
        return (
          <>
            <p>
              What happened is written down: verdicts, results, last values. This text is the{' '}
              <Term id="signal">signal</Term>. Here it has {counted(signalTokens, 'token')}, and it goes into a{' '}
              <Term id="second-prompt">second prompt</Term>, just before the code.
            </p>
            <Figure
              desk={desk}
              events={events}
              at={moments.signal ?? moments.begun}
              title="The second prompt, with the signal in it"
            >
              {(exhibit) => <SignalFigure desk={exhibit.desk} />}
            </Figure>
            <p>
              Now one model reads the code twice. After the <Term id="plain-prompt">plain prompt</Term> it expects{' '}
              <Term id="P">P</Term>; after the prompt with the signal <Term id="Pc">Pc</Term>. Here{' '}
              <TokenWord text={plain.text} /> falls from {percent(plain.logP)} to {percent(plain.logPc)}, and{' '}
              <TokenWord text={chosen.text} /> rises from {percent(chosen.logP)} to {percent(chosen.logPc)}. What
              running has taught is exactly this difference. <Term id="guidance">Guidance</Term> goes along it:
            </p>
            <p class="learn-formula">
              log G = log P + <Term id="gamma">γ</Term> (log Pc − log P) − log Z
            </p>
            <p>
              With γ = 0 the signal counts for nothing, with 1 the second reading decides alone, above 1 it goes further
              than either. This run has γ = {gamma}. The token that is likeliest under <Term id="G">G</Term> is written.
              Pick other tokens of the line: most are hardly <Term id="kl">moved</Term>, because both readings agree.
              The slider asks, of the numbers that are stored, what another γ would have chosen.
            </p>
            <Figure
              desk={desk}
              events={events}
              at={tokenMoment}
              title={`Line ${moments.line + 1}, where guidance chose another token`}
            >
              {(exhibit) => <TokenPanel desk={exhibit.desk} />}
            </Figure>
          </>
        );
      }}
    </WithRun>
  );
}

/** The page's own step of the line's story. */
function SignalFigure({ desk }: { desk: Desk }) {
  const pointed = useSignal<number | null>(null);
  return (
    <div class="signal-figure">
      <SignalStep desk={desk} pointed={pointed} />
    </div>
  );
}
