/** The ways of decoding that are measured beside each other: the model's part of a recorded run, again. */
import type { DecodeLineRequest, LanguageModel, SampleRequest } from '../../src/guidance/ports';
import type { TokenId } from '../../src/guidance/tokens';
import { Context } from '../../workers/model/context';
import { CostMeter } from '../../workers/model/cost-meter';
import { decodeLine } from '../../workers/model/decoder';
import type { DecodingModel } from '../../workers/model/decoding';
import type { Engine } from '../../workers/model/engine';
import { sampleCandidates } from '../../workers/model/sampler';
import type { ModelSession } from '../../workers/model/session';
import type { PublicLoop } from './decode-public-loop';

/** What one run asked of the model, in order, and what it answered. */
export type Call =
  | { readonly kind: 'sample'; readonly request: SampleRequest; readonly ids: readonly (readonly TokenId[])[] }
  | { readonly kind: 'line'; readonly request: DecodeLineRequest; readonly ids: readonly TokenId[] };

/**
 * - `drafts`: the engine as the page uses it;
 * - `own-attention`: the same over the file as it is, its attention not rewritten;
 * - `stepping`: the definition, both streams a token at a time, with our caches;
 * - `public`: transformers.js's public API alone (see decode-public-loop.ts);
 * - `floor`: the candidates' batch and one chunk for each line, nothing decided;
 * - `greedy`: plain decoding of the same problems, without candidates and signals.
 */
export type Way = 'drafts' | 'own-attention' | 'stepping' | 'public' | 'floor' | 'greedy';
export const WAYS: readonly Way[] = ['drafts', 'own-attention', 'stepping', 'public', 'floor', 'greedy'];

const NEVER = new AbortController().signal;

/** The model, which besides notes what it is asked and what it answers. */
export function recording(model: LanguageModel, calls: Call[]): LanguageModel {
  return {
    ...model,
    // Copies: the loop goes on writing to the code that a request holds.
    sample: async (signal, request, onCandidate) => {
      const copy = structuredClone(request);
      const sampled = await model.sample(signal, request, onCandidate);
      calls.push({ kind: 'sample', request: copy, ids: sampled.candidates.map(({ ids }) => ids) });
      return sampled;
    },
    decodeLine: async (signal, request, onToken) => {
      const copy = structuredClone(request);
      const line = await model.decodeLine(signal, request, onToken);
      calls.push({ kind: 'line', request: copy, ids: line.ids });
      return line;
    },
  };
}

/** The model's part of one run again, in a context of its own. */
export async function repeat(
  { codec, description }: Engine,
  session: ModelSession,
  calls: readonly Call[],
  way: Way,
): Promise<void> {
  const endTokens = new Set(description.endTokens);
  const decoding: DecodingModel = { session, codec, endTokens, verifiesDrafts: way !== 'stepping' };
  const context = new Context(session, description.contextLength);
  for (const call of calls) {
    if (call.kind === 'sample') {
      await sampleCandidates(NEVER, decoding, context, call.request, () => undefined);
    } else if (way === 'floor' && call.request.conditionalPrompt !== null) {
      const prefix = [...call.request.conditionalPrompt, ...call.request.plain.code];
      await context.read(NEVER, [...prefix, ...call.ids.slice(0, -1)], prefix.length, new CostMeter());
    } else {
      await decodeLine(NEVER, decoding, context, call.request, () => undefined);
    }
  }
  context.close();
}

/** How many calls there were, and how many were answered otherwise: near ties, which that loop does not decide again. */
export interface Answers {
  calls: number;
  differing: number;
}

export async function repeatPublicly(loop: PublicLoop, calls: readonly Call[], answers: Answers): Promise<void> {
  for (const call of calls) {
    const ids = await (call.kind === 'sample' ? loop.sample(call.request) : loop.line(call.request));
    answers.calls++;
    if (JSON.stringify(ids) !== JSON.stringify(call.ids)) answers.differing++;
  }
}
