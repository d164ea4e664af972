import { assertNever } from '../../guidance/assert-never';
import type { PackageState, PythonState } from '../../playground/state';
import { ProgressBar } from '../shared/ProgressBar';
import { Engine, EngineFailure } from './Engine';

export function PythonStatus({ state, onRetry }: { state: PythonState; onRetry: () => void }) {
  return (
    <Engine title="Python" name="python" kind={state.kind}>
      <PythonBody state={state} onRetry={onRetry} />
    </Engine>
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
        <>
          <p class="engine-words">
            <span class="engine-sign" aria-hidden="true">
              ●
            </span>{' '}
            <b>Pyodide</b> is ready. <span class="hint">Programs run shut off from this page and the network.</span>
          </p>
          {state.packages !== undefined && <Packages {...state.packages} />}
        </>
      );
    case 'failed':
      return <EngineFailure failure={state.failure} onRetry={onRetry} />;
    default:
      return assertNever(state);
  }
}

function Packages({ progress, unkept }: PackageState) {
  return (
    <>
      {progress !== null && <ProgressBar {...progress} />}
      {unkept.length > 0 && (
        <p class="message" role="status">
          This browser has no room to keep {unkept.join(', ')}: it works now, and will be downloaded again next time.
        </p>
      )}
    </>
  );
}
