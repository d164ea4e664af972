/** Where a program differs from another one, word by word: what a visitor would have to find by eye otherwise. */

export interface DiffPiece {
  readonly text: string;
  /** Not in the other text, or elsewhere in it. */
  readonly differs: boolean;
}

/** Cells of the table of common words; larger texts are compared by their equal beginning and end alone. */
const MOST_CELLS = 1_000_000;

/** `text` in pieces, those marked that a longest common sequence of words with `base` does not hold. */
export function diffFrom(base: string, text: string): DiffPiece[] {
  // The first line's indentation is a word like that of any other line.
  const [a, b] = [words(`\n${base}`), words(`\n${text}`)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const common = commonWords(a.slice(start, a.length - end), b.slice(start, b.length - end));
  const differs = b.map((_, i) => i >= start && i < b.length - end && !common.has(i - start));
  const [first, ...rest] = joined(b, differs);
  return first === undefined ? [] : [{ ...first, text: first.text.slice(1) }, ...rest].filter((one) => one.text !== '');
}

/** Identifiers and numbers, single signs, blanks: line ends and indentation are words of their own. */
function words(text: string): string[] {
  return text.match(/\n[ \t]*|[ \t]+|\w+|[^\w\s]/g) ?? [];
}

/** Indices in `b` of a longest common sequence. */
function commonWords(a: readonly string[], b: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>();
  const width = b.length + 1;
  if ((a.length + 1) * width > MOST_CELLS) return found;
  const longest = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => longest[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      found.add(j);
      i++;
      j++;
    } else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return found;
}

/** Neighbours of one kind in one piece; a blank between two words that differ is marked with them. */
function joined(texts: readonly string[], differs: readonly boolean[]): DiffPiece[] {
  const pieces: { text: string; differs: boolean }[] = [];
  texts.forEach((text, i) => {
    const between = /^[ \t]+$/.test(text) && differs[i - 1] === true && differs[i + 1] === true;
    const marked = differs[i] === true || between;
    const last = pieces.at(-1);
    if (last !== undefined && last.differs === marked) last.text += text;
    else pieces.push({ text, differs: marked });
  });
  return pieces;
}
