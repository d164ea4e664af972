import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { Fold } from '../shared/Fold';
import { fileName, saveFile } from '../shared/save-file';
import { standaloneSvg } from './standalone-svg';

interface ChartFrameProps {
  readonly title: string;
  /** What it shows, for whoever cannot see it. */
  readonly description: string;
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly csv: () => string;
  /** The same figures as a table. */
  readonly table: ComponentChildren;
  /** What stands between the title and the picture. */
  readonly controls?: ComponentChildren;
  readonly legend: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A chart with its words: title, description, legend, the figures as a table, and both to save. */
export function ChartFrame(props: ChartFrameProps) {
  const { title, description, name, width, height, csv, table, controls, legend, children } = props;
  const picture = useRef<SVGSVGElement>(null);
  const id = useId();
  return (
    <figure class="chart">
      <div class="panel-head">
        <h3>{title}</h3>
        <button
          type="button"
          class="quiet"
          aria-label={`Save the chart ${title} as SVG`}
          onClick={() => {
            if (picture.current === null) return;
            saveFile(fileName(`${name} ${title}`, 'svg'), standaloneSvg(picture.current), 'image/svg+xml');
          }}
        >
          SVG
        </button>
        <button
          type="button"
          class="quiet"
          aria-label={`Save the figures of ${title} as CSV`}
          onClick={() => saveFile(fileName(`${name} ${title}`, 'csv'), csv(), 'text/csv')}
        >
          CSV
        </button>
      </div>
      {controls}
      <svg
        ref={picture}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-labelledby={`${id}-title ${id}-description`}
        class="chart-picture"
      >
        <title id={`${id}-title`}>{title}</title>
        <desc id={`${id}-description`}>{description}</desc>
        {children}
      </svg>
      <figcaption class="chart-legend">{legend}</figcaption>
      <Fold summary="As a table" open={false}>
        {table}
      </Fold>
    </figure>
  );
}
