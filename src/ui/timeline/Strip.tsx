import { useComputed, useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { RunHistory } from '../../playground/run-log';
import type { Desk } from '../app/desk';
import { momentWords } from './moment-words';
import { extendOutline, NO_OUTLINE, type Outline } from './outline';
import { SegmentMarks } from './SegmentMarks';

export function Strip({ desk }: { desk: Desk }) {
  const { playhead, playground } = desk;
  const known = useRef<{ log: RunHistory | null; outline: Outline }>({ log: null, outline: NO_OUTLINE });
  const outline = useComputed(() => {
    const log = playground.log.value;
    const before = known.current.log === log ? known.current.outline : NO_OUTLINE;
    const outline = extendOutline(before, log.events, playhead.length.value);
    known.current = { log, outline };
    return outline;
  });
  /** Moment under the mouse. */
  const pointed = useSignal<number | null>(null);
  const { segments, count } = outline.value;
  const position = playhead.position.value;
  return (
    <div
      class="strip"
      onPointerMove={({ currentTarget, clientX, pointerType }) => {
        if (pointerType !== 'mouse' || count === 0) return;
        const { left, width } = currentTarget.getBoundingClientRect();
        pointed.value = Math.max(1, Math.min(count, Math.round(((clientX - left) / width) * count)));
      }}
      onPointerLeave={() => {
        pointed.value = null;
      }}
    >
      <div class="strip-segments" aria-hidden="true">
        {segments.map((segment) => (
          <SegmentMarks key={segment.from} segment={segment} />
        ))}
      </div>
      {/* The place on this element alone: a property that the strip's marks inherit would style them all anew. */}
      {/* By its scale: what moves is then painted anew and not laid out, sixty times a second. */}
      <div
        class="strip-later"
        style={{ transform: `scaleX(${count === 0 ? 1 : 1 - position / count})` }}
        aria-hidden="true"
      />
      <Slider desk={desk} />
      {pointed.value !== null && <Pointed desk={desk} at={pointed.value} share={pointed.value / Math.max(1, count)} />}
    </div>
  );
}

function Slider({ desk }: { desk: Desk }) {
  const { playhead, view } = desk;
  const words = useComputed(() => {
    const event = playhead.event.value;
    if (event === null) return 'no run yet';
    if (!playhead.following.value && !playhead.playing.value) return momentWords(view.value, event);
    // What streams by is told by the line: a slider that has the focus would read every token aloud.
    const line = view.value.lines.at(-1);
    const where = line === undefined ? 'the beginning' : `line ${line.line + 1}`;
    return playhead.playing.value ? `playing, ${where}` : playhead.open.value ? `live, ${where}` : 'the end of the run';
  });
  return (
    <input
      type="range"
      class="timeline-slider"
      aria-label="Moment of the run"
      aria-valuetext={words.value}
      min={0}
      max={Math.max(1, playhead.length.value)}
      step={1}
      value={playhead.position.value}
      disabled={playhead.length.value === 0}
      onInput={({ currentTarget }) => playhead.seek(currentTarget.valueAsNumber)}
    />
  );
}

/** The sentence of the moment under the mouse. */
function Pointed({ desk, at, share }: { desk: Desk; at: number; share: number }) {
  const log = desk.playground.log.value;
  const event = log.events[at - 1];
  if (event === undefined) return null;
  return (
    <p class={`strip-pointed${share > 0.5 ? ' left' : ''}`} style={{ '--share': share }} aria-hidden="true">
      {momentWords(log.at(at), event)}
    </p>
  );
}
