/** Files of a data set on the Hub: what its listing says, and where a file lies. Asked only when the visitor asks. */
import * as v from 'valibot';

export const HUB = 'https://huggingface.co';

export interface DatasetName {
  readonly name: string;
  /** Branch, tag or commit. */
  readonly revision: string;
  /** null to choose among the files that can be read. */
  readonly file: string | null;
}

export interface DatasetFile {
  readonly path: string;
  readonly sizeBytes: number;
}

const PART = /^[\w.-]{1,96}$/;

/** `owner/name`, perhaps with `@revision` and `:file`; or the address of a data set's page. null for anything else. */
export function readDatasetName(text: string, hub: string = HUB): DatasetName | null {
  const typed = text.trim();
  const path = typed.startsWith(`${hub}/datasets/`) ? typed.slice(`${hub}/datasets/`.length) : typed;
  const page = /^([^/@:]+\/[^/@:]+)\/(?:tree|blob|resolve)\/([^/]+)(?:\/(.+))?$/.exec(path);
  const short = /^([^/@:]+\/[^/@:]+?)\/?(?:@([^:]+))?(?::(.+))?$/.exec(path);
  const found = page ?? short;
  if (found === null) return null;
  const [, name = '', revision = 'main', file] = found;
  const usable = name.split('/').every((part) => PART.test(part)) && /^[\w./-]{1,200}$/.test(revision);
  return usable && !name.includes('..') ? { name, revision, file: file ?? null } : null;
}

const ListingSchema = v.pipe(
  v.array(v.object({ type: v.string(), path: v.string(), size: v.optional(v.number(), 0) })),
  v.maxLength(10_000),
);

/** Why a data set cannot be listed: a clause that may follow "cannot be read: ". */
export class UnlistedDataset extends Error {}

/** Files that this page could read, the largest last. Rejects with `UnlistedDataset`. */
export async function listDataset(
  { name, revision }: DatasetName,
  hub: string = HUB,
): Promise<{ readonly readable: DatasetFile[]; readonly others: DatasetFile[] }> {
  const address = `${hub}/api/datasets/${name}/tree/${encodeURIComponent(revision)}?recursive=true`;
  let response: Response;
  try {
    response = await fetch(address, { credentials: 'omit', referrerPolicy: 'no-referrer' });
  } catch {
    throw new UnlistedDataset(`${new URL(hub).host} did not answer: is there a network?`);
  }
  if (response.status === 401 || response.status === 403) {
    throw new UnlistedDataset('it is not public, or there is no data set of that name');
  }
  if (response.status === 404) throw new UnlistedDataset(`there is no data set ${name} with a revision ${revision}`);
  if (!response.ok) throw new UnlistedDataset(`${new URL(hub).host} answered ${response.status}`);
  const listing = v.safeParse(ListingSchema, await response.json().catch(() => null));
  if (!listing.success) throw new UnlistedDataset(`${new URL(hub).host} answered with something that is no listing`);
  const files = listing.output
    .filter(({ type }) => type === 'file')
    .map(({ path, size }) => ({ path, sizeBytes: size }))
    .sort((a, b) => a.sizeBytes - b.sizeBytes);
  const isReadable = ({ path }: DatasetFile) => /\.jsonl?(\.gz)?$/i.test(path);
  return { readable: files.filter(isReadable), others: files.filter((file) => !isReadable(file)) };
}

export function fileAddress({ name, revision }: DatasetName, file: string, hub: string = HUB): string {
  const path = file.split('/').map(encodeURIComponent).join('/');
  return `${hub}/datasets/${name}/resolve/${encodeURIComponent(revision)}/${path}`;
}
