/**
 * Fireworks: five of the likeliest tokens at most (the published code asks for as many), an echo of the last tokens alone,
 * and token ids where the newer form of log-probabilities is asked for. Prompts may be token ids, but there is no call
 * that tokenises, so texts are sent.
 */
import type { Dialect } from './dialect';
import { OPENAI, openAiBody, openAiCall } from './openai';

export const FIREWORKS: Dialect = {
  ...OPENAI,
  kind: 'fireworks',
  name: 'Fireworks',
  mostTop: 5,
  complete: (model, request) =>
    openAiCall({
      ...openAiBody(model, request),
      ...(request.echo > 0 ? { echo_last: request.echo } : {}),
      context_length_exceeded_behavior: 'error',
    }),
  corsAdvice:
    'Fireworks decides itself which pages may ask it; if it refuses this one, a proxy on this machine can ask for it.',
};
