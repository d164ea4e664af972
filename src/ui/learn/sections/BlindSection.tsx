import type { Desk } from '../../app/desk';
import { Term } from '../../glossary/Term';
import { Suite } from '../../results/Suite';
import { percent } from '../../shared/numbers';
import { Figure } from '../Figure';
import { answerFacts, rescueFacts } from '../facts';
import { RunCode } from '../RunCode';
import { TokenWord } from '../TokenWord';
import { WithRun } from '../WithRun';

/** Why static generation fails: being sure is not being right, and nothing in it can tell the two apart. */
export function BlindSection({ desk }: { desk: Desk }) {
  return (
    <WithRun desk={desk} run="plain">
      {(events) => {
        const { title, passed, total, failure } = answerFacts(events);
        return (
          <>
            <p>
              <Term id="greedy">Plain decoding</Term> takes the likeliest <Term id="token">token</Term>, then the
              likeliest after it, to the end. The model has read the problem and its tests; it has not run anything. On
              “{title}” it writes this:
            </p>
            <Figure desk={desk} events={events} at={events.length} title={`${title}, written with γ = 0`}>
              {(exhibit) => (
                <>
                  <RunCode exhibit={exhibit} label={`The code of ${title}`} />
                  <Suite
                    name="Visible tests"
                    open
                    tests={exhibit.desk.view.value.started?.problem.visibleTests ?? []}
                    outcomes={exhibit.desk.view.value.visible ?? []}
                  />
                </>
              )}
            </Figure>
            <p>
              {passed} of {total} <Term id="visible-test">visible tests</Term> pass.
              {failure !== null && (
                <>
                  {' '}
                  <code>{failure.call}</code> gives <code>{failure.got}</code>
                  {failure.expected !== null && (
                    <>
                      {' '}
                      instead of <code>{failure.expected}</code>
                    </>
                  )}
                  .
                </>
              )}{' '}
              The model read that very test before it began.
            </p>
            <WithRun desk={desk} run="rescue">
              {(rescue) => {
                const facts = rescueFacts(rescue);
                return facts === null ? null : (
                  <p>
                    At one place it had to choose between <TokenWord text={facts.plain.text} /> and{' '}
                    <TokenWord text={facts.chosen.text} />. It gave the first {percent(facts.plain.logP)} and the second{' '}
                    {percent(facts.chosen.logP)}, and took the first. How likely a token is to the model and whether the
                    program is right are two things. Running it tells.
                  </p>
                );
              }}
            </WithRun>
          </>
        );
      }}
    </WithRun>
  );
}
