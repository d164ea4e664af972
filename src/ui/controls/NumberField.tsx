import type { Signal } from '@preact/signals';
import { AGENT_RANGES, type RangedSetting } from '../../guidance/agent';
import { SETTING_TEXTS } from './setting-texts';

interface NumberFieldProps {
  readonly name: RangedSetting;
  readonly text: Signal<string>;
  readonly problem: string | undefined;
  readonly disabled?: boolean;
  /** Where there is room, the explanation stands under the field at all times. */
  readonly roomy?: boolean;
}

/** A number with its name, its letter, an explanation that shows while it has the focus, and its message. */
export function NumberField({ name, text, problem, disabled = false, roomy = false }: NumberFieldProps) {
  const { label, symbol, help } = SETTING_TEXTS[name];
  const { min, max, step } = AGENT_RANGES[name];
  const id = `setting-${name}`;
  return (
    <div class={`setting setting-${name}`}>
      <label class="setting-label" for={id}>
        {label} {symbol !== '' && <i>{symbol}</i>}
      </label>
      <input
        id={id}
        type="number"
        inputMode="decimal"
        min={min}
        max={max}
        step={step}
        value={text.value}
        disabled={disabled}
        aria-describedby={`${id}-help ${id}-problem`}
        aria-invalid={problem !== undefined}
        onInput={(event) => {
          text.value = event.currentTarget.value;
        }}
      />
      <p class={roomy ? 'hint' : 'bubble'} id={`${id}-help`}>
        {help} From {min} to {max}.
      </p>
      <p class="message" id={`${id}-problem`}>
        {problem}
      </p>
    </div>
  );
}
