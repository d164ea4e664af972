/** Colours, contrast and motion: as the system says unless the visitor says otherwise. The sheet reads them off `html`. */
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { ContrastChoice, MotionChoice, ThemeChoice } from '../../playground/appearance';
import type { SettingsStore } from '../../playground/settings';

const darkSystem = followed('(prefers-color-scheme: dark)');
const contrastSystem = followed('(prefers-contrast: more)');
/** The system paints everything in colours of its own. */
const forcedColours = followed('(forced-colors: active)');
const stillSystem = followed('(prefers-reduced-motion: reduce)');
/** What the page as a whole has chosen; parts that cannot see the settings ask here. */
const motionChosen = signal<MotionChoice>('auto');

function followed(query: string): ReadonlySignal<boolean> {
  // Modules that only ask in passing are also read where there is no window.
  if (typeof matchMedia === 'undefined') return signal(false);
  const list = matchMedia(query);
  const matches = signal(list.matches);
  list.addEventListener('change', (event) => {
    matches.value = event.matches;
  });
  return matches;
}

export type Look = 'light' | 'dark' | 'contrast-light' | 'contrast-dark';

/** For what cannot be styled by the sheet alone, the editor for one. */
export function lookOf({ theme, contrast }: Pick<SettingsStore, 'theme' | 'contrast'>): Look {
  const shade = isDark(theme.value) ? 'dark' : 'light';
  return hasMoreContrast(contrast.value) || forcedColours.value ? `contrast-${shade}` : shade;
}

export function isDark(choice: ThemeChoice): boolean {
  return choice === 'auto' ? darkSystem.value : choice === 'dark';
}

export function hasMoreContrast(choice: ContrastChoice): boolean {
  return choice === 'auto' ? contrastSystem.value : choice === 'more';
}

/** Nothing may move that the visitor did not ask for: recordings appear at their end, bars do not slide. */
export function prefersStillness(): boolean {
  return motionChosen.value === 'auto' ? stillSystem.value : motionChosen.value === 'still';
}

export function followTheme({ theme, contrast, motion }: Pick<SettingsStore, 'theme' | 'contrast' | 'motion'>): void {
  effect(() => {
    motionChosen.value = motion.value;
  });
  effect(() => {
    const { dataset } = document.documentElement;
    dataset.theme = theme.value;
    dataset.contrast = hasMoreContrast(contrast.value) ? 'more' : 'usual';
    dataset.motion = prefersStillness() ? 'still' : 'usual';
  });
}
