/** What a branch begins with, in the token ids of the model that will write it. */
import type { CancelSignal } from '../guidance/cancellation';
import type { RunEvent } from '../guidance/events';
import type { LanguageModel } from '../guidance/ports';
import type { TokenId } from '../guidance/tokens';
import { beginningOf, type RunPlace, writtenLines } from '../runs/beginning';

export type BranchStart =
  | {
      readonly kind: 'place';
      readonly place: RunPlace;
      /** What comes next in place of the run's own token; null leaves it to the branch. */
      readonly token: { readonly id: TokenId; readonly text: string } | null;
    }
  /** Whole lines of the visitor's, in place of the run's. `code` is what they saw and edited. */
  | { readonly kind: 'edited'; readonly text: string; readonly code: string };

type Reader = Pick<LanguageModel, 'encode' | 'decode'>;

/**
 * A run's own ids where the same model goes on with them (`ownIds`): what was chosen need not be how its text would be
 * tokenised. Another model reads the text. Of edited code the lines before the first change keep their ids.
 */
export async function givenIds(
  signal: CancelSignal,
  model: Reader,
  events: readonly RunEvent[],
  start: BranchStart,
  ownIds: boolean,
): Promise<readonly TokenId[]> {
  if (start.kind === 'place') {
    const { ids, text } = beginningOf(events, start.place);
    const { token } = start;
    return ownIds
      ? [...ids, ...(token === null ? [] : [token.id])]
      : encodeOne(signal, model, text + (token?.text ?? ''));
  }
  const text = leadOf(events, start.code) + start.text;
  if (!ownIds) return encodeOne(signal, model, text);
  const kept = keptLines(events, text);
  const ids = [...kept.ids, ...(await encodeOne(signal, model, text.slice(kept.text.length)))];
  // A tokenizer may write a text otherwise than it was given; then it reads all of it at once.
  return (await model.decode(signal, ids)) === text ? ids : encodeOne(signal, model, text);
}

/** Words and a fence that the model wrote above the code, which the page does not show as code. */
function leadOf(events: readonly RunEvent[], code: string): string {
  const raw = writtenLines(events)
    .map((line) => line.text)
    .join('');
  const at = code === '' ? 0 : raw.indexOf(code.trimEnd());
  return raw.slice(0, Math.max(0, at));
}

function keptLines(events: readonly RunEvent[], text: string): { ids: TokenId[]; text: string } {
  const kept = { ids: [] as TokenId[], text: '' };
  for (const line of writtenLines(events)) {
    if (!text.startsWith(kept.text + line.text)) break;
    kept.ids.push(...line.ids);
    kept.text += line.text;
  }
  return kept;
}

async function encodeOne(signal: CancelSignal, model: Reader, text: string): Promise<readonly TokenId[]> {
  if (text === '') return [];
  const [ids = []] = await model.encode(signal, [text]);
  return ids;
}
