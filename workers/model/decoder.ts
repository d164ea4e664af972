/**
 * One line of the answer, chosen greedily from G = P (Pc / P)^gamma / Z (paper, section 3.4), in two ways that give the
 * same tokens: stepping, which is the definition, and drafts, which is the definition at the price of sampling.
 *
 * Both report every token that was chosen, also the one that ends the answer and is not part of it (an end token, the
 * first token of a dedented line). The last token is not forwarded: the next call does that, if there is one.
 */
import type { CancelSignal } from '../../src/guidance/cancellation';
import { lineCount } from '../../src/guidance/line';
import type { DecodedLine, DecodeLineRequest, TokenChoice } from '../../src/guidance/ports';
import type { TokenId } from '../../src/guidance/tokens';
import type { Context } from './context';
import type { DecodingModel } from './decoding';
import { GuidedLine } from './guided-line';

export async function decodeLine(
  signal: CancelSignal,
  model: DecodingModel,
  context: Context,
  request: DecodeLineRequest,
  onToken: (choice: TokenChoice) => void,
): Promise<DecodedLine> {
  const line = new GuidedLine(signal, model, context, request, onToken);
  const stepping = !model.verifiesDrafts || request.decoding === 'stepping';
  await (stepping ? stepBoth(line) : verifyDrafts(line, model));
  return line.result;
}

/** Both streams, one token at a time. */
async function stepBoth(line: GuidedLine): Promise<void> {
  while (line.end === null) {
    for (const each of await line.distributions([])) await line.choose(each, null);
  }
}

/**
 * Both streams read a whole draft of the line at once; its tokens are taken while they are what G chooses, and the token
 * that G chooses instead of the first wrong one besides. The line goes on with a draft that agrees so far, or with none,
 * which is a step. For a draft that was sampled here the context knows P already.
 */
async function verifyDrafts(line: GuidedLine, model: DecodingModel): Promise<void> {
  while (line.end === null) {
    const draft = draftFor(line, model);
    for (const [i, each] of (await line.distributions(draft)).entries()) {
      const drafted = draft[i] ?? null;
      const id = await line.choose(each, drafted);
      if (line.end !== null || id !== drafted) break;
    }
  }
}

/** The tokens that the best draft agreeing with the line so far adds to it; given tokens come before all drafts. */
function draftFor(line: GuidedLine, model: DecodingModel): TokenId[] {
  const { forced, drafts } = line.request;
  const given = [...line.ids, ...forced.slice(line.ids.length)];
  const agreeing = drafts.find((draft) => draft.length > line.ids.length && given.every((id, i) => draft[i] === id));
  const added = (agreeing ?? given).slice(line.ids.length, line.ids.length + line.room);
  const text = (length: number) => model.codec.decode([...line.ids, ...added.slice(0, length)]);
  const lastOfLine = added.findIndex((_, i) => lineCount(text(i + 1)) > 0);
  // Nothing of this line is chosen after its last token.
  return lastOfLine < 0 ? added : added.slice(0, lastOfLine);
}
