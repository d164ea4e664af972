/** Colours, contrast and motion of the page. */
import type { Signal } from '@preact/signals';
import type { ContrastChoice, MotionChoice, ThemeChoice } from '../../playground/appearance';
import type { SettingsStore } from '../../playground/settings';
import { Popover } from '../shared/Popover';

interface Option<T> {
  readonly value: T;
  readonly label: string;
}

const THEMES: readonly Option<ThemeChoice>[] = [
  { value: 'auto', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];
const CONTRASTS: readonly Option<ContrastChoice>[] = [
  { value: 'auto', label: 'System' },
  { value: 'usual', label: 'Usual' },
  { value: 'more', label: 'High' },
];
const MOTIONS: readonly Option<MotionChoice>[] = [
  { value: 'auto', label: 'System' },
  { value: 'usual', label: 'Usual' },
  { value: 'still', label: 'Reduced' },
];

export function DisplayMenu({ settings }: { settings: SettingsStore }) {
  return (
    <Popover class="display-menu" summary="Display">
      <div class="display-menu-body">
        <Choice name="theme" label="Colours" value={settings.theme} options={THEMES} />
        <Choice name="contrast" label="Contrast" value={settings.contrast} options={CONTRASTS} />
        <Choice name="motion" label="Motion" value={settings.motion} options={MOTIONS} />
        <p class="hint">System follows what your device is set to.</p>
      </div>
    </Popover>
  );
}

interface ChoiceProps<T extends string> {
  readonly name: string;
  readonly label: string;
  readonly value: Signal<T>;
  readonly options: readonly Option<T>[];
}

function Choice<T extends string>({ name, label, value, options }: ChoiceProps<T>) {
  return (
    <fieldset class="display-choice">
      <legend>{label}</legend>
      <div class="segments">
        {options.map((option) => (
          <label key={option.value} class="segment">
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={value.value === option.value}
              onChange={() => {
                value.value = option.value;
              }}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
