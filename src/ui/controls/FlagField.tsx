import type { FlagSetting, SettingsStore } from '../../playground/settings';
import { FLAG_TEXTS } from './setting-texts';

/** A setting that is on or off, with its explanation. */
export function FlagField({ name, settings }: { name: FlagSetting; settings: SettingsStore }) {
  const value = settings.flags[name];
  const { label, help } = FLAG_TEXTS[name];
  const id = `setting-${name}-help`;
  return (
    <div class="setting-flag">
      <label class="check">
        <input
          type="checkbox"
          checked={value.value}
          aria-describedby={id}
          onChange={(event) => {
            value.value = event.currentTarget.checked;
          }}
        />
        {label}
      </label>
      <p class="hint" id={id}>
        {help}
      </p>
    </div>
  );
}
