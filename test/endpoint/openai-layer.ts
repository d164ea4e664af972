/** The OpenAI-compatible half of the test server: what vLLM, SGLang, Fireworks and others have in common. */
import * as v from 'valibot';
import type { TokenId } from '../../src/guidance/tokens';
import { type Completed, complete, echoed, type Told } from './completion';
import type { TruthfulModel } from './truthful-model';

export const asked = v.object({
  model: v.optional(v.string(), ''),
  prompt: v.union([v.string(), v.array(v.number())]),
  max_tokens: v.optional(v.number(), 16),
  temperature: v.optional(v.number(), 1),
  top_p: v.optional(v.number(), 1),
  n: v.optional(v.number(), 1),
  seed: v.optional(v.number()),
  stop: v.optional(v.array(v.string()), []),
  logprobs: v.optional(v.number(), 0),
  echo: v.optional(v.boolean(), false),
  stream: v.optional(v.boolean(), false),
  return_tokens_as_token_ids: v.optional(v.boolean(), false),
});
export type OpenAiAsked = v.InferOutput<typeof asked>;

export interface Layer {
  readonly model: TruthfulModel;
  /** Most of the likeliest tokens. */
  readonly top: number;
  readonly tellsLists: boolean;
  readonly spoilTokens: boolean;
  /** Draws another text each time where the server keeps to no seed. */
  readonly seedOf: (seed: number | undefined) => number;
}

/** The JSON of the whole answer and, of a stream, of its events. */
export async function answerOpenAi(
  { model, top, tellsLists, spoilTokens, seedOf }: Layer,
  body: OpenAiAsked,
): Promise<{ readonly whole: object; readonly events: readonly object[] }> {
  const ids = typeof body.prompt === 'string' ? model.encode(body.prompt) : body.prompt;
  const count = Math.min(body.logprobs, top);
  const before = body.echo ? await echoed(model, ids, count) : [];
  const seed = seedOf(body.seed);
  const done: Completed[] = [];
  for (let index = 0; index < body.n; index++) {
    const { max_tokens, temperature, top_p, stop } = body;
    done.push(
      await complete(model, { ids, maxTokens: max_tokens, temperature, topP: top_p, seed, index, stop, top: count }),
    );
  }
  const name = (id: TokenId) => {
    if (body.return_tokens_as_token_ids) return `token_id:${id}`;
    const text = id === model.endToken ? '<|endoftext|>' : model.decode([id]);
    return spoilTokens ? `${text}?` : text;
  };
  const logprobs = (tokens: readonly Told[]) =>
    !tellsLists || body.logprobs === 0
      ? null
      : {
          tokens: tokens.map(({ id }) => name(id)),
          token_logprobs: tokens.map((token) => token.logprob),
          top_logprobs: tokens.map(
            (token) => token.top && Object.fromEntries(token.top.map(({ id, logprob }) => [name(id), logprob])),
          ),
        };
  const usage = {
    prompt_tokens: ids.length,
    completion_tokens: done.reduce((sum, { tokens }) => sum + tokens.length, 0),
    total_tokens: 0,
  };
  const envelope = { id: 'cmpl', object: 'text_completion', model: body.model };
  const whole = {
    ...envelope,
    usage,
    choices: done.map(({ tokens, text, finish }, index) => ({
      index,
      text: (body.echo ? model.decode(ids) : '') + text,
      finish_reason: finish,
      logprobs: logprobs([...before, ...tokens]),
    })),
  };
  // Token by token, one choice after the other in each round, as batches are streamed.
  const events: object[] = [];
  const longest = Math.max(...done.map(({ tokens }) => tokens.length));
  for (let i = 0; i < longest; i++) {
    for (const [index, { tokens, text, finish }] of done.entries()) {
      const token = tokens[i];
      if (token === undefined) continue;
      const upTo = (n: number) =>
        model.decode(tokens.slice(0, n).flatMap(({ id }) => (id === model.endToken ? [] : id)));
      const isLast = i === tokens.length - 1;
      const delta = isLast ? text.slice(Math.min(upTo(i).length, text.length)) : upTo(i + 1).slice(upTo(i).length);
      events.push({
        ...envelope,
        choices: [{ index, text: delta, finish_reason: isLast ? finish : null, logprobs: logprobs([token]) }],
      });
    }
  }
  events.push({ ...envelope, choices: [], usage });
  return { whole, events };
}
