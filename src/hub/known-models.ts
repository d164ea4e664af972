/** Models that are worth a try, as data: what was published of each and where that was read. */
import * as v from 'valibot';
import entries from './known-models.json';
import { NUMBER_FORMATS } from './number-formats';

const KnownModelSchema = v.object({
  repository: v.string(),
  title: v.string(),
  words: v.string(),
  /** The Hub's own word for it is shown once the repository was looked up. */
  licence: v.string(),
  /** Of the network alone, in millions of bytes as published. */
  sizes: v.array(v.object({ format: v.picklist(NUMBER_FORMATS), megabytes: v.number() })),
  sizesFrom: v.nullable(v.string()),
  unknown: v.array(v.string()),
  notes: v.array(v.string()),
});
export type KnownModel = v.InferOutput<typeof KnownModelSchema>;

export const KNOWN_MODELS: readonly KnownModel[] = v.parse(v.array(KnownModelSchema), entries);
