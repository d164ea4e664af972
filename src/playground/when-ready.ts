import type { ReadonlySignal } from '@preact/signals';
import { PlaygroundError } from '../guidance/failure';
import type { ModelState, PythonState } from './state';
import { until } from './until';

/** Resolves when the engine is ready; rejects with its failure where it cannot be had. */
export function whenReady(engine: ReadonlySignal<ModelState> | ReadonlySignal<PythonState>): Promise<void> {
  return until<ModelState | PythonState>(engine, (state) => {
    if (state.kind === 'failed') throw new PlaygroundError(state.failure);
    return state.kind === 'ready';
  });
}
