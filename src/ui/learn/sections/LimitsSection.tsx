import { firstChange, firstWithCandidates } from '../../../runs/moments';
import { entryOf } from '../../../runs/recorded-index';
import type { Desk } from '../../app/desk';
import { Term } from '../../glossary/Term';
import { CandidatesAndRuns } from '../../line/CandidatesAndRuns';
import { counted, percent } from '../../shared/numbers';
import { TokenPanel } from '../../tokens/TokenPanel';
import { Figure } from '../Figure';
import { answerFacts, lineFacts } from '../facts';
import { RunCode } from '../RunCode';
import { TokenWord } from '../TokenWord';
import { WithRun } from '../WithRun';

/** Three ways to fail, two of them on the screen. */
export function LimitsSection({ desk }: { desk: Desk }) {
  return (
    <>
      <h3 class="learn-part">The signal can mislead</h3>
      <WithRun desk={desk} run="worse">
        {(events) => {
          const index = desk.recordings.index.value;
          const plainly = index.kind === 'here' ? (entryOf(index.value, 'worse')?.plain ?? null) : null;
          const change = firstChange(events);
          const { title, passed, total } = answerFacts(events);
          const chosen = change?.choice.top.find(({ id }) => id === change.choice.id);
          const plain = change?.choice.top.reduce((a, b) => (b.logP > a.logP ? b : a));
          return (
            <>
              <p>
                On “{title}” plain decoding does better
                {plainly === null ? '' : `: ${plainly.visible.passed} of ${plainly.visible.total} visible tests pass`}.
                With guidance it is {passed} of {total}.
                {chosen !== undefined && plain !== undefined && (
                  <>
                    {' '}
                    Guidance replaced <TokenWord text={plain.text} /> ({percent(plain.logP)} before,{' '}
                    {percent(plain.logPc)} after the signal) by <TokenWord text={chosen.text} />. The model reads the
                    signal with the same weaknesses with which it reads anything.
                  </>
                )}
              </p>
              <Figure desk={desk} events={events} at={change?.at ?? events.length} title="Where guidance went astray">
                {(exhibit) => (
                  <>
                    <RunCode exhibit={exhibit} label="The code where guidance went astray" />
                    <TokenPanel desk={exhibit.desk} />
                  </>
                )}
              </Figure>
            </>
          );
        }}
      </WithRun>
      <h3 class="learn-part">No candidate knows the way</h3>
      <WithRun desk={desk} run="unknown">
        {(events) => {
          const lines = lineFacts(events).filter(({ sampled }) => sampled > 0);
          const sampled = lines.reduce((sum, line) => sum + line.sampled, 0);
          return (
            <>
              <p>
                Guidance chooses among what the model can say. On “{answerFacts(events).title}”{' '}
                {counted(sampled, 'candidate')} were sampled at {counted(lines.length, 'line')}, and none passes. Then
                the signal says only what is wrong, and a small model rarely concludes from that what would be right.
              </p>
              <Figure
                desk={desk}
                events={events}
                at={firstWithCandidates(events)?.executed ?? events.length}
                title="Candidates of which none passes"
              >
                {(exhibit) => <CandidatesAndRuns desk={exhibit.desk} />}
              </Figure>
            </>
          );
        }}
      </WithRun>
      <h3 class="learn-part">The tests do not say everything</h3>
      <p>
        Guidance steers towards programs that pass the <Term id="visible-test">visible tests</Term>. A wrong program can
        pass them, too, and the more one searches, the likelier that one is found. So this page runs{' '}
        <Term id="hidden-test">hidden tests</Term> on each finished answer, counts them apart, and lets nothing choose
        by them.
      </p>
    </>
  );
}
