import { assertNever } from '../../guidance/assert-never';
import type { PythonState } from '../../playground/state';
import { FailureNote } from '../shared/FailureNote';
import { ProgressBar } from '../shared/ProgressBar';

export function PythonStatus({ state, onRetry }: { state: PythonState; onRetry: () => void }) {
  return (
    <div class={`engine engine-${state.kind}`} data-engine="python">
      <h3>Python</h3>
      <PythonBody state={state} onRetry={onRetry} />
    </div>
  );
}

function PythonBody({ state, onRetry }: { state: PythonState; onRetry: () => void }) {
  switch (state.kind) {
    case 'not-started':
      return <p class="engine-words">Starts when the page has been drawn.</p>;
    case 'starting':
      return <ProgressBar {...state.progress} />;
    case 'ready':
      return (
        <p class="engine-words">
          <span class="engine-sign" aria-hidden="true">
            ●
          </span>{' '}
          <b>Pyodide</b> is ready. <span class="hint">Programs run shut off from this page and the network.</span>
        </p>
      );
    case 'failed':
      return (
        <FailureNote message={state.failure.message} advice={state.failure.advice}>
          <button type="button" onClick={onRetry}>
            Retry
          </button>
        </FailureNote>
      );
    default:
      return assertNever(state);
  }
}
