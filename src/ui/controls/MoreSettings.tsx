import { GUIDANCE_KINDS, PROMPT_TYPES, type RangedSetting, TRACE_FORMATS } from '../../guidance/agent';
import type { SettingsStore } from '../../playground/settings';
import { Popover } from '../shared/Popover';
import { ChoiceField } from './ChoiceField';
import { FlagField } from './FlagField';
import { NumberField } from './NumberField';
import { GUIDANCE_NAMES, PROMPT_TYPE_NAMES, TRACE_FORMAT_NAMES } from './setting-texts';

const SIGNAL_NUMBERS = ['traceBudget'] as const;
const ARITHMETIC = ['topP', 'topProbsMask', 'epsilon'] as const;
const ENDS = ['retries', 'maxLines', 'maxTokens'] as const;

const PROMPT_OPTIONS = [
  { value: null, label: "the model's own" },
  ...PROMPT_TYPES.map((value) => ({ value, label: PROMPT_TYPE_NAMES[value] })),
];
const GUIDANCE_OPTIONS = GUIDANCE_KINDS.map((value) => ({ value, label: GUIDANCE_NAMES[value] }));
const TRACE_OPTIONS = TRACE_FORMATS.map((value) => ({ value, label: TRACE_FORMAT_NAMES[value] }));

export function MoreSettings({ settings }: { settings: SettingsStore }) {
  const { problems, choices, storageProblem } = settings;
  const shown = [...SIGNAL_NUMBERS, ...ARITHMETIC, ...ENDS];
  const wrong = shown.some((name) => problems.value.has(name));
  return (
    <Popover class="more" summary={<>More{wrong && <span class="more-wrong"> (a value to correct)</span>}</>}>
      <div class="more-body">
        <fieldset class="more-group">
          <legend>Prompt and signal</legend>
          <ChoiceField name="promptType" value={choices.promptType} options={PROMPT_OPTIONS} />
          <ChoiceField name="guidance" value={choices.guidance} options={GUIDANCE_OPTIONS} />
          <FlagField name="candidateSignal" settings={settings} />
          <FlagField name="partialSignal" settings={settings} />
          <ChoiceField name="traceFormat" value={choices.traceFormat} options={TRACE_OPTIONS} />
          <Numbers names={SIGNAL_NUMBERS} settings={settings} />
        </fieldset>
        <fieldset class="more-group">
          <legend>Sampling and arithmetic</legend>
          <Numbers names={ARITHMETIC} settings={settings} />
        </fieldset>
        <fieldset class="more-group">
          <legend>When it ends</legend>
          <FlagField name="finishOnPass" settings={settings} />
          <FlagField name="earlyStop" settings={settings} />
          <Numbers names={ENDS} settings={settings} />
        </fieldset>
        <button type="button" class="quiet" onClick={() => settings.reset()}>
          All settings back to default
        </button>
        {storageProblem.value !== null && <p class="message">{storageProblem.value}</p>}
      </div>
    </Popover>
  );
}

function Numbers({ names, settings }: { names: readonly RangedSetting[]; settings: SettingsStore }) {
  const { texts, problems } = settings;
  return names.map((name) => (
    <NumberField key={name} roomy name={name} text={texts[name]} problem={problems.value.get(name)} />
  ));
}
