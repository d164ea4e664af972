import { assertNever } from '../../guidance/assert-never';
import type { ModelDescription, Place } from '../../guidance/ports';
import type { ModelState } from '../../playground/state';
import { ProgressBar } from '../shared/ProgressBar';
import { Engine, EngineFailure } from './Engine';

export const DEVICE_NAMES: Readonly<Record<Place, string>> = {
  wasm: 'WASM',
  webgpu: 'WebGPU',
  endpoint: 'an endpoint',
};

export function ModelStatus({ state, onRetry }: { state: ModelState; onRetry: () => void }) {
  return (
    <Engine title="Model" name="model" kind={state.kind}>
      <ModelBody state={state} onRetry={onRetry} />
    </Engine>
  );
}

function ModelBody({ state, onRetry }: { state: ModelState; onRetry: () => void }) {
  switch (state.kind) {
    case 'not-loaded':
      return <p class="engine-words">Loads when the page has been drawn.</p>;
    case 'loading':
      return <ProgressBar {...state.progress} />;
    case 'ready':
      return <Ready description={state.description} />;
    case 'failed':
      return <EngineFailure failure={state.failure} onRetry={onRetry} />;
    default:
      return assertNever(state);
  }
}

function Ready({ description }: { description: ModelDescription }) {
  const { id, device, deviceReason, selfCheck, plan } = description;
  return (
    <div class="engine-words">
      <p>
        <span class="engine-sign" aria-hidden="true">
          ●
        </span>{' '}
        <b>{id}</b> is ready on {DEVICE_NAMES[device]}. <span class="hint">{deviceReason}</span>
      </p>
      {!selfCheck.passed && plan?.numbers === undefined && (
        <p class="message">
          Its start-up check found that results on this device differ by up to{' '}
          {selfCheck.maxLogitDifference.toPrecision(2)} with how they are computed. Runs may not repeat exactly; WASM is
          the safe choice.
        </p>
      )}
    </div>
  );
}
