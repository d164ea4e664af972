import { Component } from 'preact';
import type { Mark, Segment } from './outline';

/** Units of the drawing; a mark is one wide. What is higher stands for more: a pass is taller than a fail. */
const HEIGHT = 20;
const TOP: Readonly<Record<Mark['kind'], number>> = {
  sampled: 13,
  passed: 3,
  failed: 9,
  'not-run': 16,
  signal: 0,
  token: 5,
  changed: 0,
  other: 18,
};

/** Drawn again only when its segment changed: while tokens stream that is the last one alone. */
export class SegmentMarks extends Component<{ segment: Segment }> {
  override shouldComponentUpdate({ segment }: { segment: Segment }): boolean {
    return segment !== this.props.segment;
  }

  override render({ segment }: { segment: Segment }) {
    const { marks, label, kind } = segment;
    return (
      <div class={`strip-segment strip-segment-${kind}`} style={{ flexGrow: marks.length }}>
        <svg
          class="strip-marks"
          viewBox={`0 0 ${marks.length} ${HEIGHT}`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          {marks.map(({ kind: mark, shade }, i) => (
            <rect
              key={i}
              class={`mark-${mark}`}
              x={i + 0.08}
              width={0.84}
              y={TOP[mark]}
              height={HEIGHT - TOP[mark]}
              {...(mark === 'token' || mark === 'changed' ? { style: { '--shade': shade.toFixed(2) } } : {})}
            />
          ))}
        </svg>
        <span class="strip-label">{label}</span>
      </div>
    );
  }
}
