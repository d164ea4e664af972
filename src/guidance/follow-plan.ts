/** A model that is used as a plan says, whatever strategy asks: what a run's header names is what was done. */
import type { DecodePlan, LanguageModel } from './ports';

export function followingPlan(model: LanguageModel, plan: DecodePlan | undefined): LanguageModel {
  if (plan === undefined) return model;
  const { decoding, maxBatch, pair = false } = plan;
  return {
    get description() {
      return model.description;
    },
    encode: (...args) => model.encode(...args),
    decode: (...args) => model.decode(...args),
    chatPrompt: (...args) => model.chatPrompt(...args),
    openContext: (...args) => model.openContext(...args),
    closeContext: (...args) => model.closeContext(...args),
    sample: (signal, request, onCandidate) => model.sample(signal, { ...request, maxBatch }, onCandidate),
    decodeLine: (signal, request, onToken) => model.decodeLine(signal, { ...request, decoding, pair }, onToken),
  };
}
