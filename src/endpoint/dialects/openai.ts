/** Any server of OpenAI's completions: what all of them have, and nothing besides. */
import type { CompletionRequest } from '../reply';
import type { Call, Dialect } from './dialect';
import { readOpenAi } from './openai-reply';

export function openAiBody(model: string, request: CompletionRequest): Record<string, unknown> {
  const { prompt, seed, stop } = request;
  return {
    model,
    prompt: prompt.kind === 'text' ? prompt.text : prompt.ids,
    max_tokens: request.maxTokens,
    temperature: request.temperature,
    top_p: request.topP,
    n: request.count,
    ...(seed === null ? {} : { seed }),
    ...(stop.length === 0 ? {} : { stop }),
    ...(request.top === 0 ? {} : { logprobs: request.top }),
    ...(request.echo > 0 ? { echo: true } : {}),
    ...(request.stream ? { stream: true, stream_options: { include_usage: true } } : {}),
  };
}

export function openAiCall(body: object): Call {
  return { path: '/v1/completions', body };
}

export const OPENAI: Dialect = {
  kind: 'openai',
  name: 'an OpenAI-compatible server',
  mostTop: 20,
  echoes: true,
  namesByIdAlone: false,
  complete: (model, request) => openAiCall(openAiBody(model, request)),
  read: readOpenAi,
  tokenize: null,
  detokenize: null,
  corsAdvice: 'Start the server so that it allows requests from this page’s address.',
};
