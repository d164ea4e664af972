/** A prompt in tokens, its two halves apart: the signal goes between them. */
import type { PromptType } from './agent';
import type { CancelSignal } from './cancellation';
import { PlaygroundError } from './failure';
import type { LanguageModel } from './ports';
import { type PromptText, promptFor, promptTypeOf, type SignalWording } from './prompt';
import type { RunInput } from './run-frame';
import type { PromptSegment, TokenId } from './tokens';

/** A problem as it is put to the model; the signal goes between head and tail. */
export interface PromptIds {
  readonly head: PromptSegment;
  readonly tail: PromptSegment;
  /** How the answer has to begin; may be empty. */
  readonly opening: readonly TokenId[];
  /** Above the blocks of the signal. */
  readonly wording: SignalWording;
  readonly type: PromptType;
}

/** Throws `bad-problem` where a chat is asked of a model that has no template for one. */
export async function encodePrompt(
  signal: CancelSignal,
  { model, problem, agent, promptEdits }: Pick<RunInput, 'model' | 'problem' | 'agent' | 'promptEdits'>,
): Promise<PromptIds> {
  const type = promptTypeOf(agent.promptType, model.description);
  const text = promptFor(type, problem, promptEdits);
  const [opening = []] = await model.encode(signal, [text.opening]);
  const { head, tail } = type === 'chat' ? await chatTurn(signal, model, text) : await plainText(signal, model, text);
  return { head, tail, opening, wording: text.wording, type };
}

async function plainText(
  signal: CancelSignal,
  model: LanguageModel,
  { system, head, tail, answer }: PromptText,
): Promise<Pick<PromptIds, 'head' | 'tail'>> {
  const [first, second] = [system + head, tail + answer];
  const [headIds = [], tailIds = []] = await model.encode(signal, [first, second]);
  return { head: { text: first, ids: headIds }, tail: { text: second, ids: tailIds } };
}

async function chatTurn(
  signal: CancelSignal,
  model: LanguageModel,
  { system, head, tail, answer }: PromptText,
): Promise<Pick<PromptIds, 'head' | 'tail'>> {
  const prompt = await model.chatPrompt(signal, { system, head, tail, answer });
  if (prompt !== null) return prompt;
  const { chat } = model.description;
  const reason = chat?.kind === 'none' ? `: ${chat.reason}` : '';
  throw new PlaygroundError({
    code: 'bad-problem',
    message: `The model ${model.description.id} cannot be asked in a chat${reason}.`,
    advice: 'Choose the prompt type "few-shot instruct", or leave the choice to the model.',
  });
}
