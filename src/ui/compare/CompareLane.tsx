import { type Parting, shownCode, viewAt } from '../../experiments/side-by-side';
import type { Desk } from '../app/desk';
import { answerEnd } from '../shared/end-words';
import { counted, grouped } from '../shared/numbers';
import { ScrollRegion } from '../shared/ScrollRegion';
import type { ComparedLane } from './compare-state';

interface CompareLaneProps {
  readonly desk: Desk;
  readonly lane: ComparedLane;
  readonly parting: Parting | null;
  readonly isFirst: boolean;
  /** What has been forwarded, in every lane the same. */
  readonly tokens: number;
}

export function CompareLane({ desk, lane, parting, isFirst, tokens }: CompareLaneProps) {
  const { label, events, costs } = lane;
  const view = viewAt(events, costs, tokens);
  const code = shownCode(view);
  const { outcome, codeEnd, visible } = view;
  const total = costs.at(-1) ?? 0;
  // A sample that is not the answer lies elsewhere in its text: only the answer itself is marked.
  const marked = view.code !== '' && parting !== null && parting.from < code.length ? parting : null;
  return (
    <section class="compare-lane" aria-label={label}>
      <div class="panel-head">
        <h3>{label}</h3>
        <span class="hint">
          {grouped(Math.round(Math.min(tokens, total)))} of {grouped(Math.round(total))} tokens
        </span>
      </div>
      <p class="hint">{placeWords(lane, parting, isFirst)}</p>
      <ScrollRegion class="compare-code" aria-label={`Code of ${label}`}>
        <pre>{marked === null ? code : <Marked code={code} parting={marked} />}</pre>
      </ScrollRegion>
      <p>
        {outcome.kind === 'finished' && (
          <b class={outcome.solved ? 'tone-pass' : 'tone-fail'}>{outcome.solved ? '✓ Solved.' : '✗ Not solved.'}</b>
        )}
        {outcome.kind === 'failed' && <b class="tone-fail">! {outcome.message}</b>}
        {outcome.kind === 'open' && <span class="hint">{counted(view.lines.length, 'line')} begun</span>}{' '}
        {codeEnd !== null && <span class="hint">{answerEnd(codeEnd)}</span>}{' '}
        {visible !== null && (
          <span class="hint">
            {visible.filter(({ kind }) => kind === 'passed').length} of {counted(visible.length, 'visible test')} pass.
          </span>
        )}
      </p>
      <button
        type="button"
        class="quiet"
        disabled={lane.state === 'writing'}
        onClick={() => {
          desk.recording.value = events;
          desk.playRecording('end');
          window.location.hash = '#/playground';
          window.scrollTo(0, 0);
        }}
      >
        Open in the playground
      </button>
    </section>
  );
}

function placeWords({ state }: ComparedLane, parting: Parting | null, isFirst: boolean): string {
  if (state === 'writing') return 'Being written.';
  if (state === 'stopped') return 'Stopped here.';
  if (parting === null)
    return isFirst ? 'No other lane has parted from this one.' : 'The same program as the first lane.';
  const line = parting.line + 1;
  return isFirst ? `Another lane parts from it in line ${line}.` : `Parts from the first lane in line ${line}.`;
}

/** The token where it parts, and the line around it. */
function Marked({ code, parting: { from, to } }: { code: string; parting: Parting }) {
  const start = code.lastIndexOf('\n', from - 1) + 1;
  const end = code.indexOf('\n', to);
  const lineEnd = end < 0 ? code.length : end;
  return (
    <>
      {code.slice(0, start)}
      <span class="parting-line">
        {code.slice(start, from)}
        <mark class="parting">{code.slice(from, to)}</mark>
        {code.slice(to, lineEnd)}
      </span>
      {code.slice(lineEnd)}
    </>
  );
}
