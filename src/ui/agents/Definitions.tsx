import { Fold } from '../shared/Fold';

/** What the words of this screen mean, here and in every table and file. */
export function Definitions() {
  return (
    <Fold class="definitions" open={false} summary="What is an agent, a γ list, and solved?">
      <dl>
        <dt>Agent</dt>
        <dd>
          One configuration (s, t, d, k, prompt type, strategy, signals, trace format, seed and the rest) with one γ. It
          writes one complete run, with its own events and its own seed; neither depends on the other agents or on their
          order. Retries belong to the agent.
        </dd>
        <dt>γ list</dt>
        <dd>
          The strengths at which one configuration is tried, in order, one after another. The first that solves the
          problem ends the list; “try every γ” goes on instead. Each strength counts as an agent of its own.
        </dd>
        <dt>Solved</dt>
        <dd>
          The finished answer passes every visible test. The visible tests are those that the model reads and that
          candidates run on. Hidden tests are run on the finished answer alone, are counted apart, and choose nothing.
          Several agents have solved a problem if one of them has.
        </dd>
        <dt>First success</dt>
        <dd>
          Agents take turns by the tokens that they have forwarded, never by the clock. A success counts from the tokens
          its agent had forwarded by then; the others are stopped there, and their runs say so.
        </dd>
      </dl>
    </Fold>
  );
}
