/** One agent into the controls of the page. */
import { SETTING_FIELDS, SETTING_NAMES, type SettingField } from '../../agents/setting-names';
import { type AgentConfig, type AgentSettings, DEFAULT_AGENT, type RangedSetting } from '../../guidance/agent';
import {
  CHOICE_SETTINGS,
  FLAG_SETTINGS,
  type FlagSetting,
  RANGED_SETTINGS,
  type SettingsStore,
} from '../../playground/settings';

/** Sentences about what has no control and is not as it always is here. */
export function putIntoSettings(store: SettingsStore, { settings, gammas }: AgentConfig): readonly string[] {
  const agent: AgentSettings = { ...settings, gamma: gammas[0] ?? DEFAULT_AGENT.gamma };
  return SETTING_FIELDS.flatMap((field) => {
    if (setField(store, agent, field) || agent[field] === DEFAULT_AGENT[field]) return [];
    return [`${SETTING_NAMES[field].name} has no control here and stays as it is.`];
  });
}

function setField(store: SettingsStore, agent: AgentSettings, field: SettingField): boolean {
  if (field === 'horizonLines') store.wholeFunction.value = agent.horizonLines === null;
  if (field === 'promptType') store.choices.promptType.value = agent.promptType;
  if (field === 'guidance') store.choices.guidance.value = agent.guidance;
  if (field === 'traceFormat') store.choices.traceFormat.value = agent.traceFormat;
  if (isFlag(field)) store.flags[field].value = agent[field];
  if (isRanged(field)) {
    const value = agent[field];
    if (value !== null) store.texts[field].value = String(value);
    else if (field !== 'horizonLines') store.texts[field].value = '';
  }
  return isRanged(field) || isFlag(field) || CHOICE_SETTINGS.some((one) => one === field);
}

function isFlag(field: SettingField): field is FlagSetting {
  return FLAG_SETTINGS.some((one) => one === field);
}

function isRanged(field: SettingField): field is RangedSetting {
  return RANGED_SETTINGS.some((one) => one === field);
}
