/** What is kept of a model that was downloaded, or is on its way: which commit, which files, and what was checked. */
import * as v from 'valibot';
import type { Listing, Offer } from './listing';
import { NUMBER_FORMATS } from './number-formats';
import { isCommit, isPlainPath, readRepositoryName } from './repository-name';

const hex = (digits: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${digits}}$`)));
const path = v.pipe(v.string(), v.check(isPlainPath));
const bytes = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const FileRecordSchema = v.object({
  path,
  sizeBytes: bytes,
  sha256: v.nullable(hex(64)),
  gitSha1: v.nullable(hex(40)),
  /** Of what lies here, once it is whole and has been checked. */
  checkedSha256: v.nullable(hex(64)),
});
export type FileRecord = Readonly<v.InferOutput<typeof FileRecordSchema>>;

export const ModelRecordSchema = v.object({
  version: v.literal(1),
  repository: v.pipe(
    v.string(),
    v.check((name) => readRepositoryName(name).kind === 'name'),
  ),
  commit: v.pipe(v.string(), v.check(isCommit)),
  format: v.picklist(NUMBER_FORMATS),
  weightsPath: path,
  licence: v.nullable(v.string()),
  files: v.array(FileRecordSchema),
  /** ISO 8601. */
  begunAt: v.string(),
  /** null while something of it is missing. */
  finishedAt: v.nullable(v.string()),
});
export type ModelRecord = v.InferOutput<typeof ModelRecordSchema>;

/** Which record is meant; equal for every visit. */
export type ModelKey = string;

export function keyOf({ repository, commit, format }: Pick<ModelRecord, 'repository' | 'commit' | 'format'>): ModelKey {
  return `${repository}@${commit}:${format}`;
}

/** Where a file of a commit lies in the store: formats of one commit share what they have in common. */
export function storedPath(model: Pick<ModelRecord, 'repository' | 'commit'>, file: string): string {
  return `${model.repository}/${model.commit}/${file}`;
}

export function newRecord(listing: Pick<Listing, 'repository' | 'commit' | 'licence'>, offer: Offer): ModelRecord {
  return {
    version: 1,
    repository: listing.repository,
    commit: listing.commit,
    format: offer.format,
    weightsPath: offer.weightsPath,
    licence: listing.licence,
    files: offer.files.map((file) => ({ ...file, checkedSha256: null })),
    begunAt: new Date().toISOString(),
    finishedAt: null,
  };
}

export function isWhole(record: ModelRecord): boolean {
  return record.finishedAt !== null && record.files.every(({ checkedSha256 }) => checkedSha256 !== null);
}

export function sizeOf(record: Pick<ModelRecord, 'files'>): number {
  return record.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}
