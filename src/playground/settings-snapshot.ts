/** Everything that a link can change of the settings, as typed, so that it can be put back. */
import { batch } from '@preact/signals';
import * as v from 'valibot';
import { GUIDANCE_KINDS, PROMPT_TYPES, TRACE_FORMATS } from '../guidance/agent';
import { TEMPLATE_PARTS } from '../guidance/prompt-templates';
import { LIMIT_NAMES } from '../limits/sandbox-limits';
import { PromptDraftsSchema } from './prompt-drafts';
import { FLAG_SETTINGS, RANGED_SETTINGS, type SettingsStore } from './settings';

export const SettingsSnapshotSchema = v.object({
  numbers: v.record(v.string(), v.string()),
  limits: v.record(v.string(), v.string()),
  flags: v.record(v.string(), v.boolean()),
  wholeFunction: v.boolean(),
  promptType: v.nullable(v.picklist(PROMPT_TYPES)),
  guidance: v.picklist(GUIDANCE_KINDS),
  traceFormat: v.picklist(TRACE_FORMATS),
  prompts: PromptDraftsSchema,
});
export type SettingsSnapshot = v.InferOutput<typeof SettingsSnapshotSchema>;

export function takeSettings({
  texts,
  limits,
  flags,
  wholeFunction,
  choices,
  prompts,
}: SettingsStore): SettingsSnapshot {
  return {
    numbers: Object.fromEntries(RANGED_SETTINGS.map((name) => [name, texts[name].peek()])),
    limits: Object.fromEntries(LIMIT_NAMES.map((name) => [name, limits.texts[name].peek()])),
    flags: Object.fromEntries(FLAG_SETTINGS.map((name) => [name, flags[name].peek()])),
    wholeFunction: wholeFunction.peek(),
    promptType: choices.promptType.peek(),
    guidance: choices.guidance.peek(),
    traceFormat: choices.traceFormat.peek(),
    prompts: prompts.drafts.peek(),
  };
}

/** What the snapshot does not name stays as it is. */
export function putSettings(store: SettingsStore, snapshot: SettingsSnapshot): void {
  batch(() => {
    for (const name of RANGED_SETTINGS) store.texts[name].value = snapshot.numbers[name] ?? store.texts[name].peek();
    for (const name of LIMIT_NAMES) {
      store.limits.texts[name].value = snapshot.limits[name] ?? store.limits.texts[name].peek();
    }
    for (const name of FLAG_SETTINGS) store.flags[name].value = snapshot.flags[name] ?? store.flags[name].peek();
    store.wholeFunction.value = snapshot.wholeFunction;
    store.choices.promptType.value = snapshot.promptType;
    store.choices.guidance.value = snapshot.guidance;
    store.choices.traceFormat.value = snapshot.traceFormat;
    for (const type of PROMPT_TYPES) {
      store.prompts.reset(type);
      const template = snapshot.prompts[type];
      if (template === undefined) continue;
      for (const part of TEMPLATE_PARTS) store.prompts.edit(type, part, template[part]);
    }
  });
}

/** Whether two snapshots set the same. */
export function sameSettings(a: SettingsSnapshot, b: SettingsSnapshot): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
