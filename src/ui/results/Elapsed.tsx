import type { ReadonlySignal } from '@preact/signals';
import { seconds } from '../shared/numbers';

/** Apart from its panel, because it changes ten times a second. Nothing where it was not measured, as after a reload. */
export function Elapsed({ elapsedMs }: { elapsedMs: ReadonlySignal<number> }) {
  if (elapsedMs.value === 0) return null;
  return (
    <div>
      <dt>time</dt>
      <dd>{seconds(elapsedMs.value)}</dd>
    </div>
  );
}
