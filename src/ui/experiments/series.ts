/** How arms are told apart in charts: by colour, by the dash of a line and by the shape of a mark. */
const COLOURS = ['var(--plain)', 'var(--accent)', 'var(--conditional)', 'var(--open)', 'var(--fail)', 'var(--pass)'];
const DASHES = ['', '6 3', '2 3', '8 3 2 3', '1 2'];

export interface SeriesLook {
  readonly colour: string;
  readonly dash: string;
  readonly width: number;
}

export function seriesLook(index: number): SeriesLook {
  return {
    colour: COLOURS[index % COLOURS.length] ?? 'currentColor',
    dash: DASHES[(index + Math.floor(index / COLOURS.length)) % DASHES.length] ?? '',
    width: 2,
  };
}
