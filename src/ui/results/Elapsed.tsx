import type { ReadonlySignal } from '@preact/signals';
import { seconds } from '../shared/numbers';

/** Apart from its panel, because it changes ten times a second. */
export function Elapsed({ elapsedMs }: { elapsedMs: ReadonlySignal<number> }) {
  return (
    <div>
      <dt>time</dt>
      <dd>{seconds(elapsedMs.value)}</dd>
    </div>
  );
}
