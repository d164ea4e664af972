/** The settings of a link into the controls: all of them, for a run depends on those that a link does not name too. */
import { batch } from '@preact/signals';
import { PROMPT_TYPES } from '../../guidance/agent';
import { TEMPLATE_PARTS } from '../../guidance/prompt-templates';
import { LIMIT_NAMES, shownLimit } from '../../limits/sandbox-limits';
import type { PlaygroundLink } from '../../links/playground-link';
import type { SettingsStore } from '../../playground/settings';
import { putIntoSettings } from '../files/put-into-settings';

export function putLinkedSettings(store: SettingsStore, { agent, limits, prompts }: PlaygroundLink): void {
  const { gamma, ...settings } = agent;
  batch(() => {
    putIntoSettings(store, { settings, gammas: [gamma] });
    for (const name of LIMIT_NAMES) store.limits.texts[name].value = String(shownLimit(name, limits[name]));
    for (const type of PROMPT_TYPES) {
      store.prompts.reset(type);
      for (const part of TEMPLATE_PARTS) {
        const text = prompts[type]?.[part];
        if (text !== undefined) store.prompts.edit(type, part, text);
      }
    }
  });
}
