import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { prefersStillness } from '../header/theme';
import { grouped } from '../shared/numbers';

/** All of it takes about so long, whatever it cost. */
const PLAY_SECONDS = 10;
const FRAMES_PER_SECOND = 20;

interface CompareTimelineProps {
  readonly most: number;
  readonly tokens: Signal<number | null>;
}

/** The one clock of all lanes: tokens that have gone through the network. */
export function CompareTimeline({ most, tokens }: CompareTimelineProps) {
  const playing = useSignal(false);
  useEffect(() => {
    if (!playing.value) return;
    const timer = setInterval(() => {
      const next = (tokens.value ?? most) + most / (PLAY_SECONDS * FRAMES_PER_SECOND);
      tokens.value = next >= most ? null : next;
      if (next >= most) playing.value = false;
    }, 1000 / FRAMES_PER_SECOND);
    return () => clearInterval(timer);
  }, [playing.value, most, tokens]);
  const shown = Math.round(tokens.value ?? most);
  return (
    <div class="compare-timeline">
      <button
        type="button"
        onClick={() => {
          if (playing.value) {
            playing.value = false;
          } else if (prefersStillness()) {
            tokens.value = null;
          } else {
            if (tokens.value === null) tokens.value = 0;
            playing.value = true;
          }
        }}
      >
        {playing.value ? 'Pause' : 'Play'}
      </button>
      <label>
        <span class="unseen">Forwarded tokens</span>
        <input
          type="range"
          min={0}
          max={most}
          step={1}
          value={shown}
          aria-valuetext={`${grouped(shown)} forwarded tokens`}
          onInput={(event) => {
            playing.value = false;
            const value = Number(event.currentTarget.value);
            tokens.value = value >= most ? null : value;
          }}
        />
      </label>
      <output>
        {grouped(shown)} of {grouped(Math.round(most))} forwarded tokens
      </output>
    </div>
  );
}
