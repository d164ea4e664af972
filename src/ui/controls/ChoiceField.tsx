import type { Signal } from '@preact/signals';
import type { ChoiceSetting } from '../../playground/settings';
import { CHOICE_TEXTS } from './setting-texts';

interface ChoiceFieldProps<T extends string | null> {
  readonly name: ChoiceSetting;
  readonly value: Signal<T>;
  readonly options: readonly { readonly value: T; readonly label: string }[];
}

/** A setting with a few named values, with its explanation. */
export function ChoiceField<T extends string | null>({ name, value, options }: ChoiceFieldProps<T>) {
  const { label, help } = CHOICE_TEXTS[name];
  const id = `setting-${name}`;
  return (
    <div class="setting setting-choice">
      <label class="setting-label" for={id}>
        {label}
      </label>
      <select
        id={id}
        aria-describedby={`${id}-help`}
        onChange={(event) => {
          const chosen = options[event.currentTarget.selectedIndex];
          if (chosen !== undefined) value.value = chosen.value;
        }}
      >
        {options.map((option) => (
          <option key={option.value ?? 'own'} value={option.value ?? 'own'} selected={option.value === value.value}>
            {option.label}
          </option>
        ))}
      </select>
      <p class="hint" id={`${id}-help`}>
        {help}
      </p>
    </div>
  );
}
