import { estimateRun } from '../../endpoint/estimate';
import { pricesIn } from '../../playground/endpoint/endpoint-form';
import type { Desk } from '../app/desk';
import { moneyInWords, spentInWords } from './spent-words';

/** What a run on the endpoint will cost, as far as that can be said before, and what the one on the screen has cost. */
export function EndpointSpent({ desk }: { desk: Desk }) {
  const { endpoint, settings, view } = desk;
  const found = endpoint.inUse.value;
  if (found === null) return null;
  const prices = pricesIn(endpoint.form.value);
  const agent = settings.agent.value;
  const { started, lines } = view.value;
  const promptTokens = started === null ? null : started.prompt.head.ids.length + started.prompt.tail.ids.length;
  const before = agent === null ? null : estimateRun(found, agent, promptTokens);
  const spent = endpoint.spent.value;
  const certainties = lines.flatMap(({ tokens }) => tokens.flatMap(({ certainty }) => certainty ?? []));
  const count = (kind: string) => certainties.filter((one) => one === kind).length;
  return (
    <div class="endpoint-spent" data-endpoint-spent>
      {before !== null && (
        <p class="hint">
          A line with these settings: about {spentInWords(before)}
          {moneyInWords(before, prices)}.
        </p>
      )}
      {spent.requests > 0 && (
        <p>
          Since the run began: {spentInWords(spent)}
          {moneyInWords(spent, prices)}
          {spent.retries > 0 && `, ${spent.retries} made again`}
          {spent.estimated > 0 && `; the server did not say what ${spent.estimated} of them cost`}.
        </p>
      )}
      {certainties.length > 0 && (
        <p class="hint">
          Of {certainties.length} chosen tokens {count('certain')} are certain, {count('listed')} are the best of what
          the lists show, and {count('bound')} rest on a bound in place of a probability that a list lacks.
        </p>
      )}
    </div>
  );
}
