/** The theme switch: follows the system unless the visitor says otherwise. */
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { ThemeChoice } from '../../playground/settings';

const darkSystem = matchMedia('(prefers-color-scheme: dark)');
const systemIsDark = signal(darkSystem.matches);
darkSystem.addEventListener('change', (event) => {
  systemIsDark.value = event.matches;
});

/** For what cannot be styled by the sheet alone, the editor for one. */
export function isDark(choice: ThemeChoice): boolean {
  return choice === 'auto' ? systemIsDark.value : choice === 'dark';
}

export function followTheme(choice: ReadonlySignal<ThemeChoice>): void {
  effect(() => {
    document.documentElement.dataset.theme = choice.value;
  });
}
