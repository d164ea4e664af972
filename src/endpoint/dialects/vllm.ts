/**
 * vLLM: names tokens by id (two tokens can have one text, as parts of characters do), takes prompts as ids, tokenises, and
 * lists up to what it was started with (--max-logprobs, 20 at first).
 */
import * as v from 'valibot';
import type { Dialect } from './dialect';
import { OPENAI, openAiBody, openAiCall } from './openai';

const tokens = v.object({ tokens: v.array(v.number()) });
const prompt = v.object({ prompt: v.string() });

export const VLLM: Dialect = {
  ...OPENAI,
  kind: 'vllm',
  name: 'vLLM',
  namesByIdAlone: true,
  complete: (model, request) =>
    openAiCall({
      ...openAiBody(model, request),
      ...(request.top > 0 ? { return_tokens_as_token_ids: true } : {}),
      // Ids already have what begins a text.
      ...(request.prompt.kind === 'ids' ? { add_special_tokens: false } : {}),
    }),
  tokenize: {
    call: (model, text, addSpecial) => ({
      path: '/tokenize',
      body: { model, prompt: text, add_special_tokens: addSpecial },
    }),
    read: (json) => (v.is(tokens, json) ? json.tokens : null),
  },
  detokenize: {
    call: (model, ids) => ({ path: '/detokenize', body: { model, tokens: ids } }),
    read: (json) => (v.is(prompt, json) ? json.prompt : null),
  },
  corsAdvice:
    'vLLM allows every page unless it was started otherwise: start it with --allowed-origins \'["*"]\', or with this page’s address in the list.',
};
