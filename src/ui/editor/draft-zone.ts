/** The drafts as ghost text under the line they would continue: one row each, the picked one whole. */
import type { GhostDraft } from './shown-code';

/** Rows of a draft that is shown whole; longer ones are cut and say so. */
const MOST_LINES = 8;

export interface DraftZone {
  readonly node: HTMLElement;
  readonly rows: number;
}

export function drawDrafts(drafts: readonly GhostDraft[]): DraftZone {
  const node = document.createElement('div');
  node.className = 'ghosts';
  let rows = 0;
  for (const draft of drafts) {
    const shown = draft.open ? draft.lines.slice(0, MOST_LINES) : draft.lines.slice(0, 1);
    for (const [i, text] of shown.entries()) {
      const row = document.createElement('div');
      row.className = `ghost tone-${draft.verdict.tone}${draft.open ? ' open' : ''}`;
      const code = document.createElement('span');
      code.className = 'ghost-code';
      code.textContent = text === '' ? ' ' : text;
      row.append(code);
      if (i === shown.length - 1) row.append(more(draft.lines.length - shown.length));
      if (i === 0) row.append(label(draft));
      node.append(row);
      rows++;
    }
  }
  return { node, rows };
}

function label(draft: GhostDraft): HTMLElement {
  const mark = document.createElement('span');
  mark.className = 'ghost-mark';
  mark.textContent = `${draft.verdict.sign} draft ${draft.number}`;
  const word = document.createElement('span');
  word.className = 'ghost-word';
  word.textContent = `: ${draft.verdict.word}`;
  mark.append(word);
  return mark;
}

function more(count: number): HTMLElement {
  const note = document.createElement('span');
  note.className = 'ghost-more';
  note.textContent = count > 0 ? ` + ${count} more` : '';
  return note;
}
