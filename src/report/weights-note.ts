/** Whether the figures are of the weights that write here. */
import type { Report } from './report-schema';

export interface LoadedModel {
  readonly id: string;
  readonly weightsSha256: string;
}

export interface WeightsNote {
  readonly kind: 'same' | 'other-weights' | 'other-model' | 'not-loaded';
  readonly text: string;
}

const SHOWN = 12;

export function shortSha(sha256: string): string {
  return sha256.slice(0, SHOWN);
}

/** `loaded`: null while no model is there. */
export function weightsNote(report: Pick<Report, 'model' | 'weightsSha256'>, loaded: LoadedModel | null): WeightsNote {
  if (loaded === null) {
    return { kind: 'not-loaded', text: 'When the model is loaded, this says whether the figures are of its weights.' };
  }
  if (loaded.id !== report.model) {
    return {
      kind: 'other-model',
      text: `The model in use now is ${loaded.id}; these figures are of the built-in ${report.model} alone.`,
    };
  }
  if (loaded.weightsSha256 !== report.weightsSha256) {
    return {
      kind: 'other-weights',
      text:
        `These figures are of other weights than those in use now (${shortSha(loaded.weightsSha256)}…): ` +
        'they were measured earlier and not yet again.',
    };
  }
  return { kind: 'same', text: 'They are the weights in use now.' };
}
