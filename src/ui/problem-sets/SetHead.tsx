import { shownSize } from '../../problem-sets/set-info';
import type { SetLibrary } from '../../problem-sets/set-library';
import { formatNamed } from '../../problems/readers/formats';
import { counted, grouped } from '../shared/numbers';
import type { ShownSet } from './shown-set';

interface SetHeadProps {
  readonly set: ShownSet;
  readonly library: SetLibrary;
  readonly onRemoved: () => void;
}

export function SetHead({ set, library, onRemoved }: SetHeadProps) {
  const { info } = set;
  if (info === null) {
    return (
      <div class="set-head">
        <h2>{set.name}</h2>
        <p class="hint">
          {set.rows.length} problems in four levels, fifteen of each: 1 one loop or one expression, 2 conditions,
          strings and slices, 3 simple algorithms, 4 several of these at once. Ten of them are programs that read and
          print. Three tests are visible in each; the others are hidden and tell apart what only looks right.
        </p>
      </div>
    );
  }
  return (
    <div class="set-head">
      <div class="set-title">
        <h2>{set.name}</h2>
        <button
          type="button"
          class="quiet"
          onClick={() => {
            void library.remove(info.id);
            onRemoved();
          }}
        >
          Remove from this browser
        </button>
      </div>
      <p class="hint">
        {counted(info.problemCount, 'problem')}, {shownSize(info.storedChars)}, {info.source}.
        {info.stopped !== null && <b> {info.stopped}</b>}
      </p>
      {info.formats.map(({ id, count }) => {
        const format = formatNamed(id);
        if (format === null) return null;
        return (
          <dl key={id} class="set-format">
            <div>
              <dt>read as</dt>
              <dd>
                {format.name}
                {info.formats.length > 1 && `, ${grouped(count)} of them`}
              </dd>
            </div>
            <div>
              <dt>visible</dt>
              <dd>{format.visible}</dd>
            </div>
            <div>
              <dt>hidden</dt>
              <dd>{format.hidden}</dd>
            </div>
            <div>
              <dt>why</dt>
              <dd>{format.why}</dd>
            </div>
          </dl>
        );
      })}
    </div>
  );
}
