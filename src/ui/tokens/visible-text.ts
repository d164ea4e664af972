/** Token text with its whitespace made visible: a token that is only spaces or a line break would look like nothing. */

const MARKS: Readonly<Record<string, string>> = { ' ': '·', '\t': '→', '\n': '↵', '\r': '␍' };

export interface VisiblePiece {
  readonly text: string;
  /** A stand-in for whitespace, drawn fainter than the text itself. */
  readonly mark: boolean;
}

export function visiblePieces(text: string): VisiblePiece[] {
  const pieces: VisiblePiece[] = [];
  for (const match of text.matchAll(/[ \t\r\n]+|[^ \t\r\n]+/g)) {
    const piece = match[0];
    const mark = /^\s/.test(piece);
    pieces.push({ text: mark ? [...piece].map((c) => MARKS[c] ?? c).join('') : piece, mark });
  }
  return pieces;
}

const NAMES: Readonly<Record<string, string>> = { ' ': 'space', '\t': 'tab', '\n': 'line break', '\r': 'return' };

/** For screen readers: "4 spaces", "line break", or the text itself. */
export function spokenText(text: string): string {
  if (text === '') return 'empty token';
  if (text.trim() !== '') return text;
  const runs: string[] = [];
  for (const match of text.matchAll(/(.)\1*/gs)) {
    const [run, c = ''] = match;
    const name = NAMES[c] ?? 'blank';
    runs.push(run.length === 1 ? name : `${run.length} ${name}s`);
  }
  return runs.join(', ');
}
