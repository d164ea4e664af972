import type { Desk } from '../../app/desk';
import { Term } from '../../glossary/Term';
import { CandidatesAndRuns } from '../../line/CandidatesAndRuns';
import { counted } from '../../shared/numbers';
import { Figure } from '../Figure';
import { rescueFacts } from '../facts';
import { WithRun } from '../WithRun';

/** What running tells that reading does not: values, and where they went wrong. */
export function TraceSection({ desk }: { desk: Desk }) {
  return (
    <WithRun desk={desk} run="rescue">
      {(events) => {
        const facts = rescueFacts(events);
        if (facts === null) return null;
        const { moments, horizonLines, sampled, programs, passing, tests } = facts;
        const executed = moments.executed ?? moments.begun;
        return (
          <>
            <p>
              Now the same problem with execution. Before line {moments.line + 1} the model sketches{' '}
              {counted(sampled, 'candidate')}: ways to go on from here
              {horizonLines === null ? ', to the end of the function' : `, up to ${horizonLines} lines each`}. A{' '}
              <Term id="candidate">candidate</Term> is cut anywhere, so it is{' '}
              <Term id="executable">completed until Python accepts it</Term>. Then it runs on{' '}
              {counted(tests, 'visible test')}.
            </p>
            <p>
              Of {counted(programs, 'different program')} {passing} {passing === 1 ? 'passes' : 'pass'} every test. One
              test is open: its <Term id="trace">trace</Term> says which line ran, what each variable became, what was
              returned. Press another candidate or test. A wrong answer is no longer a mystery, it has a place.
            </p>
            <Figure
              desk={desk}
              events={events}
              at={executed}
              title={`The candidates of line ${moments.line + 1}, and what each did`}
            >
              {(exhibit) => <CandidatesAndRuns desk={exhibit.desk} />}
            </Figure>
            <p>
              None of these candidates becomes the answer. They are thrown away; what happened when they ran is kept.
            </p>
          </>
        );
      }}
    </WithRun>
  );
}
