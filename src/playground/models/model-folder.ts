/** Models as the model worker wants them named. */
import type { ModelSource } from '../../../workers/protocol';
import { isWhole, type ModelRecord } from '../../hub/model-record';

/** A model without the device that it is to run on. */
export type ModelFolder = Omit<ModelSource, 'device'>;

/** The built-in model's folder under public/models, and the number format it ships in. */
export const BUILT_IN: ModelFolder = { id: 'tiny-coder', from: 'page', dtype: 'int8' };

/** A downloaded one; null while something of it is missing. */
export function folderOf(record: ModelRecord): ModelFolder | null {
  if (!isWhole(record)) return null;
  const files = record.files.flatMap(({ path, sizeBytes, checkedSha256 }) =>
    checkedSha256 === null ? [] : [{ path, sizeBytes, sha256: checkedSha256 }],
  );
  const { repository, format, commit, weightsPath } = record;
  return { id: repository, from: 'hub', dtype: format, weightsPath, stored: { commit, files } };
}
