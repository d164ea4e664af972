/** The code of two runs beside each other, cut where they part. */
import { partingsOf } from '../../experiments/side-by-side';
import type { RunView } from '../../runs/run-view';

export interface CodePiece {
  readonly text: string;
  /** `given`: it was there when the run began; `parting`: the token where it goes its own way. */
  readonly kind: 'given' | 'same' | 'parting' | 'own';
}

export interface PairOfCodes {
  readonly first: readonly CodePiece[];
  readonly second: readonly CodePiece[];
  /** Line of the first difference, from 0; null where there is none (yet). */
  readonly line: number | null;
}

export function pairOfCodes(first: RunView, second: RunView): PairOfCodes {
  const [a, b] = [first.code, second.code];
  // One that is still being written has not parted by being shorter.
  const unfinished = (one: RunView, code: string, other: string) =>
    one.codeEnd === null && one.outcome.kind === 'open' && other.startsWith(code);
  if (unfinished(second, b, a) || unfinished(first, a, b)) {
    return { first: piecesOf(first, null), second: piecesOf(second, null), line: null };
  }
  const [left = null, right = null] = partingsOf([first, second]);
  return {
    first: piecesOf(first, left),
    second: piecesOf(second, right),
    line: right?.line ?? left?.line ?? null,
  };
}

function piecesOf(view: RunView, parting: { readonly from: number; readonly to: number } | null): CodePiece[] {
  const { code } = view;
  const from = parting?.from ?? code.length;
  const to = parting?.to ?? code.length;
  const given = Math.min(from, givenLength(view));
  const pieces: CodePiece[] = [
    { text: code.slice(0, given), kind: 'given' },
    { text: code.slice(given, from), kind: 'same' },
    { text: code.slice(from, to), kind: 'parting' },
    { text: code.slice(to), kind: 'own' },
  ];
  return pieces.filter(({ text }) => text !== '');
}

/** Characters of the code that were given: whole lines, and what was forced at the start of the next. */
function givenLength({ code, lines, started }: RunView): number {
  if (started === null || started.forced.length === 0) return 0;
  const text = lines
    .map((line) => {
      if (line.given) return line.text;
      const own = line.tokens.findIndex(({ source }) => source !== 'forced');
      return line.tokens
        .slice(0, own < 0 ? line.tokens.length : own)
        .map((token) => token.text)
        .join('');
    })
    .slice(0, lines.filter((line) => line.given).length + 1)
    .join('');
  return code.startsWith(text) ? text.length : 0;
}
