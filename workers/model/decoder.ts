/**
 * One line of the answer, chosen greedily from G = P (Pc / P)^gamma / Z (paper, section 3.4). This is the plain loop
 * that steps both streams one token at a time; a faster decoder has to give the same tokens.
 */
import type { CancelSignal } from '../../src/guidance/cancellation';
import type { EndReason } from '../../src/guidance/line';
import type { DecodedLine, DecodeLineRequest, TokenChoice } from '../../src/guidance/ports';
import type { TokenId } from '../../src/guidance/tokens';
import { chooseToken } from './choice';
import type { Context, Stream } from './context';
import { Continuation } from './continuation';
import { CostMeter } from './cost-meter';
import type { DecodingModel } from './decoding';

/**
 * Reports every token that was chosen, also the one that ends the answer and is not part of it (an end token, the
 * first token of a dedented line). The last token is not forwarded: the next call does that, if there is one.
 */
export async function decodeLine(
  signal: CancelSignal,
  model: DecodingModel,
  context: Context,
  request: DecodeLineRequest,
  onToken: (choice: TokenChoice) => void,
): Promise<DecodedLine> {
  const meter = new CostMeter();
  const line = new Continuation(model.codec, request.plain.code, request.stop, model.endTokens);
  const lent: Stream[] = [];
  const borrow = async (prompt: readonly TokenId[]) => {
    const stream = await context.prepare(signal, [...prompt, ...request.plain.code], meter);
    lent.push(stream);
    return stream;
  };
  try {
    let end = line.end;
    if (end === null) {
      const plain = await borrow(request.plain.prompt);
      const ownPrompt = conditionalPrompt(request);
      const conditional = ownPrompt === null ? null : await borrow(ownPrompt);
      for (let position = 0; end === null; position++) {
        signal.throwIfAborted();
        const forced = request.forced[position] ?? null;
        const choice = chooseToken(model.codec, plain.logits, conditional?.logits ?? null, request, forced);
        onToken(choice);
        line.push(choice.id);
        end = line.end ?? pauseReason(line, request);
        if (end !== null) break;
        for (const stream of lent) await context.advance(signal, stream, choice.id, meter);
      }
    }
    return { ids: [...line.ids], end, cost: meter.cost };
  } finally {
    for (const stream of lent) context.release(stream);
  }
}

/** null without a signal, or with one that changes nothing: both distributions then come from the plain stream. */
function conditionalPrompt(request: DecodeLineRequest): readonly TokenId[] | null {
  const { conditionalPrompt: prompt, plain } = request;
  const same = prompt?.length === plain.prompt.length && prompt.every((id, i) => id === plain.prompt[i]);
  return same ? null : prompt;
}

/** Why this call stops although the answer goes on. */
function pauseReason(line: Continuation, request: DecodeLineRequest): EndReason | null {
  if (line.lines > 0) return 'line';
  return request.maxTokens !== null && line.ids.length >= request.maxTokens ? 'horizon' : null;
}
