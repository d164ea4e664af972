import type { Desk } from '../../app/desk';
import { GuessGame } from '../../guess/GuessGame';
import { Figure } from '../Figure';
import { answerFacts } from '../facts';
import { RunCode } from '../RunCode';
import { WithRun } from '../WithRun';

/** What one has understood one can predict. */
export function GuessSection({ desk }: { desk: Desk }) {
  return (
    <WithRun desk={desk} run="first">
      {(events) => (
        <>
          <p>
            Another problem: “{answerFacts(events).title}”. The run stops before each line. Where its candidates begin
            differently you choose one of their lines, else you type yours; then it is written. In the playground the
            same game works on any run, also while it is being written.
          </p>
          <Figure desk={desk} events={events} at={1} title="Your turn">
            {(exhibit) => (
              <>
                <RunCode exhibit={exhibit} label="The code to guess on" />
                <GuessGame desk={exhibit.desk} />
              </>
            )}
          </Figure>
        </>
      )}
    </WithRun>
  );
}
