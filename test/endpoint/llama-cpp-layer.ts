/** llama.cpp's own calls on the test server: ids, bytes and lists of any length. */
import * as v from 'valibot';
import type { TokenId } from '../../src/guidance/tokens';
import { complete, type Told } from './completion';
import type { Layer } from './openai-layer';

export const askedNative = v.object({
  prompt: v.union([v.string(), v.array(v.number())]),
  n_predict: v.optional(v.number(), 16),
  temperature: v.optional(v.number(), 0.8),
  top_p: v.optional(v.number(), 0.95),
  n_cmpl: v.optional(v.number(), 1),
  seed: v.optional(v.number()),
  stop: v.optional(v.array(v.string()), []),
  n_probs: v.optional(v.number(), 0),
  stream: v.optional(v.boolean(), false),
});
export type NativeAsked = v.InferOutput<typeof askedNative>;

export async function answerNative(
  { model, top, tellsLists, seedOf }: Layer,
  body: NativeAsked,
): Promise<{ readonly whole: object; readonly events: readonly object[] }> {
  const ids = typeof body.prompt === 'string' ? model.encode(body.prompt) : body.prompt;
  const seed = seedOf(body.seed);
  const named = (id: TokenId, logprob: number | null) => ({
    id,
    token: id === model.endToken ? '' : model.decode([id]),
    bytes: id === model.endToken ? [] : model.bytesOf(id),
    logprob,
  });
  const probabilities = (tokens: readonly Told[]) =>
    tellsLists && body.n_probs > 0
      ? {
          completion_probabilities: tokens.map((token) => ({
            ...named(token.id, token.logprob),
            top_logprobs: (token.top ?? []).map(({ id, logprob }) => named(id, logprob)),
          })),
        }
      : {};
  const results: object[] = [];
  const events: object[] = [];
  for (let index = 0; index < body.n_cmpl; index++) {
    const { n_predict, temperature, top_p, stop, n_probs } = body;
    const done = await complete(model, {
      ids,
      maxTokens: n_predict,
      temperature,
      topP: top_p,
      seed,
      index,
      stop,
      top: Math.min(n_probs, top),
    });
    const { tokens, text, finish } = done;
    const last = {
      index,
      stop: true,
      stop_type: finish === 'length' ? 'limit' : tokens.at(-1)?.id === model.endToken ? 'eos' : 'word',
      tokens_evaluated: ids.length,
      tokens_predicted: tokens.length,
    };
    results.push({ ...last, content: text, ...probabilities(tokens) });
    let said = 0;
    for (const [i, token] of tokens.entries()) {
      const upTo = model.decode(tokens.slice(0, i + 1).flatMap(({ id }) => (id === model.endToken ? [] : id)));
      const content = upTo.slice(0, text.length).slice(said);
      said += content.length;
      events.push({ index, content, tokens: [token.id], stop: false, ...probabilities([token]) });
    }
    events.push({ ...last, content: '', tokens: [] });
  }
  return { whole: results.length === 1 ? (results[0] ?? {}) : results, events };
}
