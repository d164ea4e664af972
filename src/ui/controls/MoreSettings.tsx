import type { SettingsStore } from '../../playground/settings';
import { Popover } from '../shared/Popover';
import { NumberField } from './NumberField';

export function MoreSettings({ settings }: { settings: SettingsStore }) {
  const { texts, problems, finishOnPass, storageProblem } = settings;
  const wrong = (['topP', 'topProbsMask', 'retries'] as const).some((name) => problems.value.has(name));
  return (
    <Popover class="more" summary={<>More{wrong && <span class="more-wrong"> (a value to correct)</span>}</>}>
      <div class="more-body">
        <NumberField roomy name="topP" text={texts.topP} problem={problems.value.get('topP')} />
        <NumberField roomy name="topProbsMask" text={texts.topProbsMask} problem={problems.value.get('topProbsMask')} />
        <NumberField roomy name="retries" text={texts.retries} problem={problems.value.get('retries')} />
        <div class="setting-finish">
          <label class="check">
            <input
              type="checkbox"
              checked={finishOnPass.value}
              aria-describedby="finish-help"
              onChange={(event) => {
                finishOnPass.value = event.currentTarget.checked;
              }}
            />
            Finish with a passing candidate
          </label>
          <p class="hint" id="finish-help">
            Takes the first candidate that passes every visible test as the answer. The paper goes on line by line
            instead.
          </p>
        </div>
        <button type="button" class="quiet" onClick={() => settings.reset()}>
          All settings back to default
        </button>
        {storageProblem.value !== null && <p class="message">{storageProblem.value}</p>}
      </div>
    </Popover>
  );
}
