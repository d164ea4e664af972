import type { Exhibit } from './exhibit';
import { RunCode } from './RunCode';

/** A run to play inside the article: play, line by line, or anywhere by the slider. */
export function Player({ exhibit }: { exhibit: Exhibit }) {
  const { playhead } = exhibit.desk;
  const playing = playhead.playing.value;
  const length = playhead.length.value;
  const position = playhead.position.value;
  return (
    <div class="player">
      <RunCode exhibit={exhibit} label="The code as it is written" />
      <div class="player-bar">
        <button type="button" onClick={() => (playing ? playhead.pause() : playhead.play())}>
          {playing ? 'Pause' : position >= length ? 'Play again' : 'Play'}
        </button>
        <button type="button" disabled={position <= 1} onClick={() => playhead.stepLine(-1)}>
          Line back
        </button>
        <button type="button" disabled={position >= length} onClick={() => playhead.stepLine(1)}>
          Line on
        </button>
        <input
          type="range"
          min={1}
          max={length}
          value={position}
          aria-label="Moment of the run"
          aria-valuetext={`event ${position} of ${length}`}
          onInput={(event) => playhead.seek(Number(event.currentTarget.value))}
        />
      </div>
    </div>
  );
}
