/** Which lines of edited code stay, and what becomes of the rest. */
import { entryOffset } from '../../guidance/answer-text';

export interface EditedCode {
  readonly text: string;
  /** Lines from the top that stay as they stand: down to the cursor and to the last change, whichever is lower. */
  readonly kept: number;
}

export function editedCode(before: string, text: string, cursorLine: number): EditedCode {
  return { text, kept: Math.max(1, cursorLine, lastChangedLine(before, text)) };
}

/** The lines that stay, whole; empty where there is nothing in them. */
export function keptText({ text, kept }: EditedCode): string {
  const lines = text.split('\n').slice(0, kept);
  const joined = lines.join('\n');
  return joined.trim() === '' ? '' : `${joined.replace(/\n+$/, '')}\n`;
}

/** A sentence on what is wrong with it, or would be; `stops` where it cannot be used at all. */
export function editProblem(
  edited: EditedCode,
  entryPoint: string | null,
): { readonly stops: boolean; readonly words: string } | null {
  const text = keptText(edited);
  if (text === '') return { stops: true, words: 'Nothing is left above this line: keep at least one line of code.' };
  if (entryPoint !== null && entryOffset(text, entryPoint) < 0) {
    return {
      stops: false,
      words: `The tests call ${entryPoint}, which these lines do not define; guidance begins once the function is there.`,
    };
  }
  return null;
}

/** 1-based line in the new text of the last difference; 0 where there is none. */
function lastChangedLine(before: string, text: string): number {
  if (before === text) return 0;
  const [a, b] = [before.split('\n'), text.split('\n')];
  let same = 0;
  while (same < Math.min(a.length, b.length) && a[a.length - 1 - same] === b[b.length - 1 - same]) same++;
  return Math.max(1, b.length - same);
}
