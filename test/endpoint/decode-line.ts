/** One line of the built-in model's own problem, by the engine in the page or by a model elsewhere. */
import type { DecodeLineRequest, LanguageModel, TokenChoice } from '../../src/guidance/ports';
import type { TokenId } from '../../src/guidance/tokens';
import type { TextCodec } from '../../workers/model/text-codec';
import { conditionalIds, lineRequest, NEVER, promptIds } from '../unit/model/built-in-model';

/** The same request in a model's own ids: texts are what both have in common. */
export async function decodeLine(
  codec: TextCodec,
  model: LanguageModel,
  code: string,
  change: Partial<DecodeLineRequest> = {},
  drafts: string[] = [],
) {
  const encode = async (ids: readonly TokenId[]) => (await model.encode(NEVER, [codec.decode(ids)]))[0] ?? [];
  const context = await model.openContext(NEVER);
  const tokens: TokenChoice[] = [];
  const request: DecodeLineRequest = {
    ...lineRequest(codec, context),
    plain: { prompt: await encode(promptIds(codec)), code: (await model.encode(NEVER, [code]))[0] ?? [] },
    conditionalPrompt: await encode(conditionalIds(codec)),
    drafts: await model.encode(NEVER, drafts),
    ...change,
  };
  const line = await model.decodeLine(NEVER, request, (choice) => tokens.push(choice));
  await model.closeContext(context);
  return { line, tokens, text: tokens.map(({ text }) => text).join('') };
}
