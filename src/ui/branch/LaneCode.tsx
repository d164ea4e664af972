import { ScrollRegion } from '../shared/ScrollRegion';
import type { CodePiece } from './lane-code';

interface LaneCodeProps {
  readonly name: string;
  readonly pieces: readonly CodePiece[];
}

/** A lane's code: given parts faint, the token where it parts marked. */
export function LaneCode({ name, pieces }: LaneCodeProps) {
  return (
    <ScrollRegion class="lane-code" aria-label={`Code of ${name}`}>
      <h3>{name}</h3>
      <pre>
        {pieces.map(({ text, kind }, i) =>
          kind === 'parting' ? (
            <mark key={i} class="parting">
              <span class="unseen">parts here: </span>
              {text}
            </mark>
          ) : (
            <span key={i} class={kind === 'given' ? 'lane-given' : undefined}>
              {text}
            </span>
          ),
        )}
        {pieces.length === 0 && <span class="hint">nothing yet</span>}
      </pre>
    </ScrollRegion>
  );
}
