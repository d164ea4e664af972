/** When the model can be exchanged. */
import type { Playground } from '../../playground/playground';

/** A run that is under way would lose its model. */
export function isBusy({ run }: Pick<Playground, 'run'>): boolean {
  const { kind } = run.value;
  return kind === 'preparing' || kind === 'running' || kind === 'paused';
}
