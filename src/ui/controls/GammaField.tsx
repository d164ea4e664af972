import type { Signal } from '@preact/signals';
import { AGENT_RANGES } from '../../guidance/agent';
import { NumberField } from './NumberField';
import { gammaWords } from './setting-texts';

/** The slider covers what is usual; the number beside it takes the whole range. */
const SLIDER = { min: 0, max: 5 };

export function GammaField({ text, problem }: { text: Signal<string>; problem: string | undefined }) {
  const gamma = Number(text.value);
  return (
    <div class="gamma">
      <NumberField name="gamma" text={text} problem={problem} />
      <div class="gamma-slide">
        <input
          type="range"
          min={SLIDER.min}
          max={SLIDER.max}
          step={AGENT_RANGES.gamma.step}
          value={text.value}
          aria-label="Guidance γ, as a slider"
          aria-valuetext={`${text.value}: ${gammaWords(gamma)}`}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
        />
        <span class="gamma-words">{gammaWords(gamma)}</span>
      </div>
    </div>
  );
}
