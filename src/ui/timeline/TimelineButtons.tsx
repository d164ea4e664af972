import { useComputed } from '@preact/signals';
import { SPEEDS, type Speed } from '../../playground/playhead';
import type { Desk } from '../app/desk';
import { Icon } from './Icon';
import { moves, obey } from './obey';

const BACK = [
  { command: 'start', icon: 'start', label: 'To the beginning', keys: 'Home' },
  { command: 'line-back', icon: 'line-back', label: 'One line back', keys: 'Shift + ←' },
  { command: 'token-back', icon: 'token-back', label: 'One token back', keys: '←' },
] as const;

const ON = [
  { command: 'token-on', icon: 'token-on', label: 'One token on', keys: '→' },
  { command: 'line-on', icon: 'line-on', label: 'One line on', keys: 'Shift + →' },
  { command: 'end', icon: 'end', label: 'To the end', keys: 'End' },
] as const;

export function TimelineButtons({ desk }: { desk: Desk }) {
  const { playhead } = desk;
  // Booleans, so that the row is drawn when one of them turns and not with every event.
  const empty = useComputed(() => playhead.length.value === 0).value;
  const atStart = useComputed(() => playhead.position.value <= 1).value;
  const atEnd = useComputed(() => playhead.position.value >= playhead.length.value).value;
  const moving = useComputed(() => moves(playhead)).value;
  const open = useComputed(() => playhead.open.value && playhead.length.value > 0).value;
  const live = open && playhead.following.value;
  const button = ({ command, icon, label, keys }: (typeof BACK)[number] | (typeof ON)[number], disabled: boolean) => (
    <button
      key={command}
      type="button"
      class="icon-button"
      aria-label={label}
      title={`${label} (${keys})`}
      disabled={disabled}
      onClick={() => obey(desk, command)}
    >
      <Icon name={icon} />
    </button>
  );
  return (
    <div class="timeline-buttons">
      {BACK.map((one) => button(one, empty || atStart))}
      <button
        type="button"
        class="icon-button play"
        aria-label={moving ? 'Pause' : 'Play'}
        title={moving ? 'Stand still at this moment; a run goes on behind (Space)' : 'Play from here (Space)'}
        disabled={empty}
        onClick={() => obey(desk, 'play-pause')}
      >
        <Icon name={moving ? 'pause' : 'play'} />
      </button>
      {ON.map((one) => button(one, empty || (atEnd && (one.command !== 'end' || playhead.following.value))))}
      <select
        class="speed"
        aria-label="Speed"
        title="How fast it plays"
        value={playhead.speed.value}
        onChange={({ currentTarget }) => {
          const speed = SPEEDS.find((one) => String(one) === currentTarget.value);
          if (speed !== undefined) playhead.setSpeed(speed);
        }}
      >
        {SPEEDS.map((speed) => (
          <option key={speed} value={speed}>
            {speedText(speed)}
          </option>
        ))}
      </select>
      <button
        type="button"
        class="live"
        aria-pressed={live}
        disabled={!open || live}
        title={
          live
            ? 'Each event is shown as it happens'
            : open
              ? 'Show each event as it happens'
              : 'No run is being written'
        }
        onClick={() => playhead.follow()}
      >
        Live
      </button>
    </div>
  );
}

function speedText(speed: Speed): string {
  return `${speed === 0.25 ? '¼' : speed === 0.5 ? '½' : speed}×`;
}
