import { useComputed, useSignal } from '@preact/signals';
import { grouped } from '../shared/numbers';
import { matching, type ShownRow, type ShownSet } from './shown-set';

/** Rows drawn at once, whatever the set holds. */
const PAGE_ROWS = 50;

interface ProblemTableProps {
  readonly set: ShownSet;
  readonly picked: number | null;
  readonly onPick: (at: number) => void;
}

export function ProblemTable({ set, picked, onPick }: ProblemTableProps) {
  const text = useSignal('');
  const page = useSignal(0);
  const found = useComputed(() => matching(set.rows, text.value));
  const pages = Math.max(1, Math.ceil(found.value.length / PAGE_ROWS));
  const at = Math.min(page.value, pages - 1);
  const shown = found.value.slice(at * PAGE_ROWS, (at + 1) * PAGE_ROWS);
  const levels = set.info === null;
  const show = (words: string) => {
    text.value = words;
    page.value = 0;
  };
  return (
    <div class="problem-table">
      <div class="problem-table-tools">
        <label class="problem-filter">
          <span>Filter</span>
          <input
            type="text"
            value={text.value}
            autocomplete="off"
            placeholder={levels ? 'words, tags, level 2' : 'words of title, statement or tags'}
            onInput={(event) => show(event.currentTarget.value)}
          />
        </label>
        <p class="hint" role="status">
          {grouped(found.value.length)} of {grouped(set.rows.length)}
        </p>
      </div>
      <div class="problem-table-frame">
        <table>
          <thead>
            <tr>
              {levels && <th scope="col">Level</th>}
              <th scope="col">Problem</th>
              <th scope="col">Tags</th>
              <th scope="col" class="number">
                Visible
              </th>
              <th scope="col" class="number">
                Hidden
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((index) => {
              const row = set.rows[index];
              if (row === undefined) return null;
              return (
                <Row
                  key={index}
                  row={row}
                  levels={levels}
                  picked={index === picked}
                  onPick={() => onPick(index)}
                  onTag={show}
                />
              );
            })}
          </tbody>
        </table>
        {shown.length === 0 && <p class="empty">Nothing has these words.</p>}
      </div>
      {pages > 1 && (
        <nav class="pager" aria-label="Pages of the table">
          <button
            type="button"
            disabled={at === 0}
            onClick={() => {
              page.value = at - 1;
            }}
          >
            Previous
          </button>
          <span>
            Page {grouped(at + 1)} of {grouped(pages)}
          </span>
          <button
            type="button"
            disabled={at === pages - 1}
            onClick={() => {
              page.value = at + 1;
            }}
          >
            Next
          </button>
        </nav>
      )}
    </div>
  );
}

interface RowProps {
  readonly row: ShownRow;
  readonly levels: boolean;
  readonly picked: boolean;
  readonly onPick: () => void;
  readonly onTag: (tag: string) => void;
}

function Row({ row, levels, picked, onPick, onTag }: RowProps) {
  return (
    <tr class={picked ? 'picked' : ''}>
      {levels && <td>{row.level}</td>}
      <td>
        <button type="button" class="row-title" aria-pressed={picked} onClick={onPick}>
          {row.title === '' ? row.id : row.title}
        </button>
        <p class="hint">{row.teaches ?? row.about}</p>
        {row.notes > 0 && <p class="hint">with a note</p>}
      </td>
      <td>
        {[...(row.kind === 'function' ? [] : [row.kind]), ...row.tags].map((tag) => (
          <button key={tag} type="button" class="tag" title={`Show those with ${tag}`} onClick={() => onTag(tag)}>
            {tag}
          </button>
        ))}
      </td>
      <td class="number">{row.visible}</td>
      <td class="number">{row.hidden}</td>
    </tr>
  );
}
