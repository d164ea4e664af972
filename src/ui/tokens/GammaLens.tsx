/** The slider that asks what would be chosen at another strength, token by token. */
import type { Signal } from '@preact/signals';
import type { Reweighed, RunOptions } from '../../guidance/other-gammas/reweigh';
import type { LineView, RunView } from '../../runs/run-view';
import { gammaText, lineWords, runWords } from './gamma-words';
import { differing, partsAt, stopsOf } from './lens';

interface GammaLensProps {
  readonly view: RunView;
  readonly line: LineView;
  readonly options: RunOptions;
  readonly reweighed: readonly (Reweighed | null)[];
  readonly lensGamma: Signal<number | null>;
}

export function GammaLens({ view, line, options, reweighed, lensGamma }: GammaLensProps) {
  const stops = stopsOf(options);
  const gamma = lensGamma.value ?? options.gamma;
  const others = differing(line, reweighed);
  const moved = gamma !== options.gamma;
  return (
    <div class="gamma-lens">
      <label class="gamma-lens-label">
        <span>
          What if γ were <b class="gamma-lens-value">{gammaText(gamma)}</b>
          {!moved && ' (as in this run)'}
        </span>
        <input
          type="range"
          min={0}
          max={stops.length - 1}
          step={1}
          value={Math.max(0, stops.indexOf(gamma))}
          aria-valuetext={`γ ${gammaText(gamma)}. ${lineWords(gamma, others, moved)}`}
          onInput={(event) => {
            const chosen = stops[Number(event.currentTarget.value)];
            lensGamma.value = chosen === undefined || chosen === options.gamma ? null : chosen;
          }}
        />
      </label>
      <button
        type="button"
        class="quiet"
        disabled={!moved}
        onClick={() => {
          lensGamma.value = null;
        }}
      >
        Back to γ {gammaText(options.gamma)}
      </button>
      <p class="gamma-lens-words">
        {lineWords(gamma, others, moved)}{' '}
        {moved && others.length > 0 && (
          <span class="hint">Each mark is true for its own token alone, with the same text before it.</span>
        )}{' '}
        {moved && <span class="hint">{runWords(gamma, partsAt(view, gamma, options), view)}</span>}
      </p>
    </div>
  );
}
