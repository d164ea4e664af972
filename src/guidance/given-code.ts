/**
 * Code that a run begins with instead of writing it ("branch here", an edited line), cut into the lines that the loop
 * would have made of it: a line ends with the first token that completes one, as in `DecodedLine`. What is left behind
 * the last of them begins the next line; its tokens are forced when that line is chosen, so that its signal is taken at
 * its start, as for any line.
 */
import type { CancelSignal } from './cancellation';
import { lineCount } from './line';
import type { LanguageModel } from './ports';
import type { TokenId } from './tokens';

export interface GivenLine {
  readonly ids: readonly TokenId[];
  readonly text: string;
}

export interface GivenCode {
  readonly lines: readonly GivenLine[];
  /** The beginning of a line that is not complete; usually empty. */
  readonly rest: readonly TokenId[];
}

export async function splitGivenCode(
  signal: CancelSignal,
  model: Pick<LanguageModel, 'decode'>,
  ids: readonly TokenId[],
): Promise<GivenCode> {
  // A token may end inside a character or a line's end, so every beginning is read as a whole.
  const texts = await Promise.all(ids.map((_, i) => model.decode(signal, ids.slice(0, i + 1))));
  const lines: GivenLine[] = [];
  let [begun, before] = [0, ''];
  for (const [i, text] of texts.entries()) {
    if (lineCount(text) <= lineCount(before)) continue;
    lines.push({ ids: ids.slice(begun, i + 1), text: text.slice(before.length) });
    [begun, before] = [i + 1, text];
  }
  return { lines, rest: ids.slice(begun) };
}
