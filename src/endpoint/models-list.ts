/** GET /v1/models: which models a server has, and what it says of itself there. */
import * as v from 'valibot';
import type { ServerKind } from './dialects/dialect';

export interface ListedModel {
  readonly id: string;
  readonly contextLength: number | null;
  readonly vocabularySize: number | null;
  readonly ownedBy: string;
}

const count = v.nullish(v.number());
const list = v.object({
  data: v.array(
    v.looseObject({
      id: v.string(),
      owned_by: v.nullish(v.string()),
      max_model_len: count,
      context_length: count,
      meta: v.nullish(v.looseObject({ n_ctx: count, n_vocab: count })),
    }),
  ),
});

/** null for anything that is no list of models. */
export function readModelList(json: unknown): readonly ListedModel[] | null {
  const parsed = v.safeParse(list, json);
  if (!parsed.success) return null;
  return parsed.output.data.map((model) => ({
    id: model.id,
    contextLength: model.max_model_len ?? model.context_length ?? null,
    vocabularySize: model.meta?.n_vocab ?? null,
    ownedBy: model.owned_by ?? '',
  }));
}

/** As far as the list tells it; asking for /props or /version tells the rest. */
export function kindByList(host: string, models: readonly ListedModel[]): ServerKind | null {
  if (/(?:^|\.)fireworks\.ai(?::\d+)?$/.test(host)) return 'fireworks';
  for (const { ownedBy } of models) {
    if (ownedBy === 'vllm') return 'vllm';
    if (ownedBy === 'sglang') return 'sglang';
    if (ownedBy === 'llamacpp') return 'llama.cpp';
  }
  return null;
}
