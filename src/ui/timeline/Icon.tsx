/** Drawn, not written: the signs of players are emoji in some fonts and missing in others. */

const PATHS = {
  play: 'M4 2.5v11l9-5.5z',
  pause: 'M4 3h3v10H4zM9 3h3v10H9z',
  start: 'M2 3h2v10H2zM13 3v10L5 8z',
  end: 'M12 3h2v10h-2zM3 3v10l8-5z',
  'line-back': 'M8 3v10L2 8zM14 3v10L8 8z',
  'line-on': 'M2 3v10l6-5zM8 3v10l6-5z',
  'token-back': 'M11 3v10L4 8z',
  'token-on': 'M5 3v10l7-5z',
} as const;

export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
