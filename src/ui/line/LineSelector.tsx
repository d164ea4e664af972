import { useEffect, useRef } from 'preact/hooks';
import type { LineView } from '../../runs/run-view';
import type { Desk } from '../app/desk';
import { roveOnArrows } from '../shared/roving';
import { changedByGuidance } from '../tokens/lens';

export function LineSelector({ desk }: { desk: Desk }) {
  const { shownLine, pickedLine } = desk;
  const { lines } = desk.view.value;
  const shown = shownLine.value?.line ?? null;
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => keepInView(row.current), [shown, lines.length]);
  if (lines.length === 0) return null;
  return (
    <div class="line-selector">
      <div ref={row} class="line-numbers" role="toolbar" aria-label="Lines written so far" onKeyDown={roveOnArrows}>
        {lines.map((line) => (
          <LineButton key={line.line} line={line} shown={line.line === shown} onPick={() => desk.pickLine(line.line)} />
        ))}
      </div>
      <button
        type="button"
        class="quiet"
        disabled={pickedLine.value === null}
        title="Show each line as it is written"
        onClick={() => desk.pickLine(null)}
      >
        {pickedLine.value === null ? 'Following the newest' : 'Follow the newest'}
      </button>
    </div>
  );
}

/** Scrolls the row alone: `scrollIntoView` would move the page as well. */
function keepInView(row: HTMLElement | null): void {
  const shown = row?.querySelector<HTMLElement>('[aria-pressed="true"]');
  if (row === null || shown === null || shown === undefined) return;
  const top = shown.offsetTop - row.offsetTop;
  if (top < row.scrollTop) row.scrollTop = top;
  else if (top + shown.offsetHeight > row.scrollTop + row.clientHeight) {
    row.scrollTop = top + shown.offsetHeight - row.clientHeight;
  }
}

function LineButton({ line, shown, onPick }: { line: LineView; shown: boolean; onPick: () => void }) {
  const steered = line.tokens.some(changedByGuidance);
  const words = steered ? 'guidance changed it' : line.guided ? 'guided' : 'not guided';
  return (
    <button
      type="button"
      data-rove
      class={`line-number${steered ? ' steered' : ''}${line.guided ? '' : ' unguided'}`}
      aria-pressed={shown}
      aria-label={`Line ${line.line + 1}, ${words}`}
      title={`${line.text.trim() === '' ? 'blank' : line.text.trim()} (${words})`}
      tabIndex={shown ? 0 : -1}
      onClick={onPick}
    >
      {line.line + 1}
    </button>
  );
}
