/**
 * llama.cpp's server through its own /completion: ids and bytes of every token, as many of the likeliest as are asked for,
 * prompts as ids, and a prompt that it has just read is not read again (cache_prompt). It tells no log-probabilities of a
 * prompt. The likeliest tokens are those before sampling, whatever the temperature.
 */
import * as v from 'valibot';
import type { Choice, CompletionRequest, Reply } from '../reply';
import type { Piece } from '../vocabulary';
import type { Dialect } from './dialect';
import { notAReply } from './openai-reply';

const token = v.object({
  id: v.number(),
  token: v.optional(v.string(), ''),
  bytes: v.nullish(v.array(v.number())),
  logprob: v.nullish(v.number()),
});

const part = v.object({
  index: v.optional(v.number(), 0),
  content: v.string(),
  stop: v.optional(v.boolean(), true),
  stop_type: v.optional(v.string(), 'none'),
  model: v.nullish(v.string()),
  tokens_evaluated: v.optional(v.number(), 0),
  tokens_predicted: v.optional(v.number(), 0),
  timings: v.nullish(v.looseObject({ cache_n: v.nullish(v.number()) })),
  completion_probabilities: v.nullish(
    v.array(v.object({ ...token.entries, top_logprobs: v.optional(v.array(token), []) })),
  ),
});
const whole = v.union([v.array(part), part]);

const tokenized = v.object({
  tokens: v.array(v.object({ id: v.number(), piece: v.union([v.string(), v.array(v.number())]) })),
});

function read(json: unknown): Reply {
  const parsed = v.safeParse(whole, json);
  if (!parsed.success) throw notAReply(json);
  const parts = Array.isArray(parsed.output) ? parsed.output : [parsed.output];
  const ended = parts.filter(({ stop }) => stop);
  return {
    model: parts[0]?.model ?? null,
    usage:
      ended.length === 0
        ? null
        : {
            // All completions of one request read one prompt.
            input: Math.max(...ended.map((one) => one.tokens_evaluated)),
            output: ended.reduce((sum, one) => sum + one.tokens_predicted, 0),
            cached: Math.min(...ended.map((one) => one.timings?.cache_n ?? 0)),
          },
    choices: parts.map(readChoice),
  };
}

function readChoice(one: v.InferOutput<typeof part>): Choice {
  const finish = !one.stop ? null : one.stop_type === 'limit' ? 'length' : 'stop';
  const tokens = (one.completion_probabilities ?? []).map((scored) => ({
    piece: pieceOf(scored),
    logprob: scored.logprob ?? null,
    top: scored.top_logprobs.map((listed) => ({ piece: pieceOf(listed), logprob: logOf(listed.logprob) })),
  }));
  return { index: one.index, text: one.content, tokens, finish };
}

function pieceOf({ id, token: text, bytes }: v.InferOutput<typeof token>): Piece {
  return { id, text, bytes: bytes ?? null };
}

/** A probability of 0 is written as the least of 32-bit floats, and null by others. */
function logOf(logprob: number | null | undefined): number {
  return logprob === null || logprob === undefined || logprob < -1e30 ? Number.NEGATIVE_INFINITY : logprob;
}

function body(request: CompletionRequest): object {
  const { prompt, seed, stop, temperature, topP } = request;
  return {
    prompt: prompt.kind === 'text' ? prompt.text : prompt.ids,
    n_predict: request.maxTokens,
    temperature,
    top_p: topP,
    // Ours alone, in our order: what it would do besides is not part of the method.
    ...(temperature === 0 ? { samplers: ['top_k'], top_k: 1 } : { samplers: ['temperature', 'top_p'] }),
    repeat_penalty: 1,
    n_probs: request.top,
    cache_prompt: true,
    return_tokens: true,
    ...(seed === null ? {} : { seed }),
    ...(stop.length === 0 ? {} : { stop }),
    ...(request.count > 1 ? { n_cmpl: request.count } : {}),
    ...(request.stream ? { stream: true } : {}),
  };
}

export const LLAMA_CPP: Dialect = {
  kind: 'llama.cpp',
  name: 'llama.cpp',
  mostTop: 50,
  echoes: false,
  namesByIdAlone: false,
  complete: (_, request) => ({ path: '/completion', body: body(request) }),
  read,
  tokenize: {
    call: (_, text, addSpecial) => ({
      path: '/tokenize',
      body: { content: text, add_special: addSpecial, parse_special: false, with_pieces: true },
    }),
    read: (json) => {
      if (!v.is(tokenized, json)) return null;
      return json.tokens.map(({ id, piece }) =>
        typeof piece === 'string'
          ? { id, text: piece, bytes: null }
          : { id, text: new TextDecoder().decode(Uint8Array.from(piece)), bytes: piece },
      );
    },
  },
  detokenize: null,
  corsAdvice:
    'llama-server allows every page unless it was started with --cors-origins (or with --tools, which sets it to localhost): start it with --cors-origins and this page’s address.',
};
