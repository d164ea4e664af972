/** A candidate as ghost text under the line that it would continue. */
import type { GhostCandidate } from './shown-code';

/** Rows of a candidate; longer ones are cut and say so. */
const MOST_LINES = 8;

export interface CandidateZone {
  readonly node: HTMLElement;
  readonly rows: number;
}

export function drawCandidate({ number, lines, verdict }: GhostCandidate): CandidateZone {
  const node = document.createElement('div');
  node.className = 'ghosts';
  const shown = lines.slice(0, MOST_LINES);
  for (const [i, text] of shown.entries()) {
    const row = document.createElement('div');
    row.className = `ghost tone-${verdict.tone}`;
    row.append(part('ghost-code', text === '' ? ' ' : text));
    const left = lines.length - shown.length;
    row.append(part('ghost-more', i === shown.length - 1 && left > 0 ? ` + ${left} more` : ''));
    if (i === 0) row.append(label(number, verdict));
    node.append(row);
  }
  return { node, rows: shown.length };
}

function label(number: number, verdict: GhostCandidate['verdict']): HTMLElement {
  const mark = part('ghost-mark', `${verdict.sign} candidate ${number}`);
  mark.append(part('ghost-word', `: ${verdict.word}`));
  return mark;
}

function part(className: string, text: string): HTMLElement {
  const element = document.createElement('span');
  element.className = className;
  element.textContent = text;
  return element;
}
