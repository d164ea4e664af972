/** The candidates as ghost text under the line they would continue: one row each, the picked one whole. */
import type { GhostCandidate } from './shown-code';

/** Rows of a candidate that is shown whole; longer ones are cut and say so. */
const MOST_LINES = 8;

export interface CandidateZone {
  readonly node: HTMLElement;
  readonly rows: number;
}

export function drawCandidates(candidates: readonly GhostCandidate[]): CandidateZone {
  const node = document.createElement('div');
  node.className = 'ghosts';
  let rows = 0;
  for (const candidate of candidates) {
    const shown = candidate.open ? candidate.lines.slice(0, MOST_LINES) : candidate.lines.slice(0, 1);
    for (const [i, text] of shown.entries()) {
      const row = document.createElement('div');
      row.className = `ghost tone-${candidate.verdict.tone}${candidate.open ? ' open' : ''}`;
      const code = document.createElement('span');
      code.className = 'ghost-code';
      code.textContent = text === '' ? ' ' : text;
      row.append(code);
      if (i === shown.length - 1) row.append(more(candidate.lines.length - shown.length));
      if (i === 0) row.append(label(candidate));
      node.append(row);
      rows++;
    }
  }
  return { node, rows };
}

function label(candidate: GhostCandidate): HTMLElement {
  const mark = document.createElement('span');
  mark.className = 'ghost-mark';
  mark.textContent = `${candidate.verdict.sign} candidate ${candidate.number}`;
  const word = document.createElement('span');
  word.className = 'ghost-word';
  word.textContent = `: ${candidate.verdict.word}`;
  mark.append(word);
  return mark;
}

function more(count: number): HTMLElement {
  const note = document.createElement('span');
  note.className = 'ghost-more';
  note.textContent = count > 0 ? ` + ${count} more` : '';
  return note;
}
