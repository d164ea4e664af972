import { capabilityWords } from '../../endpoint/capabilities';
import { DIALECTS } from '../../endpoint/dialects';
import { assertNever } from '../../guidance/assert-never';
import type { EndpointDesk } from '../../playground/endpoint/endpoint-desk';
import { FailureNote } from '../shared/FailureNote';
import { ProgressBar } from '../shared/ProgressBar';

/** What was found out, in sentences; or what went wrong, with what to do. */
export function CheckResult({ endpoint }: { endpoint: EndpointDesk }) {
  const state = endpoint.state.value;
  switch (state.kind) {
    case 'idle':
    case 'listed':
      return null;
    case 'asking':
      return <ProgressBar label={state.words} fraction={null} />;
    case 'failed':
      return (
        <FailureNote message={state.failure.message} advice={state.failure.advice}>
          <button type="button" onClick={() => void endpoint.check()}>
            Try again
          </button>
        </FailureNote>
      );
    case 'checked':
      return (
        <div class="model-card" data-endpoint={state.found.server}>
          <h3>
            {state.found.model} behind {DIALECTS[state.found.server].name}
          </h3>
          <ul class="endpoint-found">
            {capabilityWords(state.found).map(({ good, text }) => (
              <li key={text} class={good ? 'good' : 'lacking'}>
                <span class="unseen">{good ? 'Has: ' : 'Lacks: '}</span>
                {text}
              </li>
            ))}
          </ul>
        </div>
      );
    default:
      return assertNever(state);
  }
}
