/** How a branch is written: as the run it comes from, where nothing was changed. */
import type { CancelSignal } from '../guidance/cancellation';
import type { EventOf, RunEvent } from '../guidance/events';
import type { DecodePlan, LanguageModel, ModelDescription } from '../guidance/ports';
import type { TokenId } from '../guidance/tokens';
import type { BranchRequest } from './branches';
import { givenIds } from './given-ids';
import type { RunSettings } from './playground';

/** What a run begins with. */
export interface Given {
  readonly ids: readonly TokenId[];
  /** How the device was used by the run that it comes from, where the same model goes on on the same device. */
  readonly plan?: DecodePlan;
}

export function branchOf(
  { limits, strategy, prompt, model: made, plan }: EventOf<'run-started'>,
  events: readonly RunEvent[],
  { agent, start }: BranchRequest,
): { settings: RunSettings; given: (signal: CancelSignal, model: LanguageModel) => Promise<Given> } {
  const { type, edit } = prompt;
  return {
    settings: {
      agent,
      limits,
      strategy,
      ...(type === undefined || edit === undefined ? {} : { promptEdits: { [type]: edit } }),
    },
    given: async (signal, model) => {
      const same = isSameModel(made, model.description);
      const ids = await givenIds(signal, model, events, start, same);
      const asBefore = same && plan !== undefined && made.device === model.description.device;
      return { ids, ...(asBefore ? { plan } : {}) };
    },
  };
}

/** Ids mean the same tokens only to the same weights. */
export function isSameModel(
  made: EventOf<'run-started'>['model'],
  { id, weightsSha256 }: Pick<ModelDescription, 'id' | 'weightsSha256'>,
): boolean {
  return made.id === id && made.weightsSha256 === weightsSha256;
}
