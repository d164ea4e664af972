import type { Signal } from '@preact/signals';
import { LIMITS, type LimitName, shownLimit } from '../../limits/sandbox-limits';
import { grouped } from '../shared/numbers';
import { LIMIT_TEXTS } from './limit-texts';

interface LimitFieldProps {
  readonly name: LimitName;
  readonly text: Signal<string>;
  readonly problem: string | undefined;
}

/** One limit: its name, the number with its unit and range, what it is for, and its message. */
export function LimitField({ name, text, problem }: LimitFieldProps) {
  const { label, help } = LIMIT_TEXTS[name];
  const { unit } = LIMITS[name];
  const least = shownLimit(name, LIMITS[name].min);
  const most = shownLimit(name, LIMITS[name].max);
  const id = `limit-${name}`;
  return (
    <div class="limit">
      <label for={id}>{label}</label>
      <div class="limit-value">
        <input
          id={id}
          type="number"
          inputMode="numeric"
          min={least}
          max={most}
          step="any"
          value={text.value}
          aria-describedby={`${id}-range ${id}-help ${id}-problem`}
          aria-invalid={problem !== undefined}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
        />
        <span class="hint" id={`${id}-range`}>
          {unit}, {grouped(least)} to {grouped(most)}
        </span>
      </div>
      <p class="message" id={`${id}-problem`}>
        {problem}
      </p>
      <p class="hint limit-help" id={`${id}-help`}>
        {help}
      </p>
    </div>
  );
}
