/** What the Hub's API says of a repository: the commit behind a revision, and the files of a commit. */
import * as v from 'valibot';
import type { HubFile, Listing } from '../../src/hub/listing';
import { isCommit, isPlainPath } from '../../src/hub/repository-name';
import { HubError, hubFailure } from './fault';
import { failOnStatus, hubFetch, STALL_SECONDS, withoutStalling } from './hub-request';

/** More pages than any model needs: a list without an end is no list. */
const MOST_PAGES = 20;

const revisionAnswer = v.looseObject({
  sha: v.pipe(v.string(), v.check(isCommit, 'is no commit')),
  gated: v.fallback(v.union([v.boolean(), v.string()]), false),
  cardData: v.fallback(v.looseObject({ license: v.fallback(v.nullable(v.string()), null) }), { license: null }),
  tags: v.fallback(v.array(v.string()), []),
});

const treeAnswer = v.array(
  v.looseObject({
    type: v.string(),
    path: v.string(),
    size: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0)), 0),
    oid: v.optional(v.string()),
    lfs: v.optional(v.looseObject({ oid: v.string(), size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)) })),
  }),
);

/** Rejects with a PlaygroundError in words, or with the signal's reason. */
export async function listRepository(
  signal: AbortSignal,
  hub: string,
  repository: string,
  revision: string,
): Promise<Listing> {
  try {
    const api = `${hub}/api/models/${repository}`;
    const { answer } = await getJson(signal, `${api}/revision/${encodeURIComponent(revision)}`, revisionAnswer);
    return {
      repository,
      commit: answer.sha,
      licence: answer.cardData.license ?? licenceTag(answer.tags),
      gated: answer.gated !== false,
      files: await listFiles(signal, hub, `${api}/tree/${answer.sha}?recursive=true`),
    };
  } catch (thrown) {
    if (thrown instanceof HubError) throw hubFailure(hub, repository, null, thrown.fault);
    throw thrown;
  }
}

async function listFiles(signal: AbortSignal, hub: string, first: string): Promise<HubFile[]> {
  const files: HubFile[] = [];
  let url: string | null = first;
  for (let page = 0; url !== null && page < MOST_PAGES; page++) {
    const { answer, next }: { answer: v.InferOutput<typeof treeAnswer>; next: string | null } = await getJson(
      signal,
      url,
      treeAnswer,
    );
    for (const entry of answer) {
      if (entry.type === 'file' && isPlainPath(entry.path)) files.push(fileOf(entry));
    }
    // The next page is the same host's, whatever the header says.
    url = next !== null && new URL(next, hub).origin === new URL(hub).origin ? new URL(next, hub).href : null;
  }
  return files;
}

function fileOf(entry: v.InferOutput<typeof treeAnswer>[number]): HubFile {
  const { path, lfs, oid } = entry;
  if (lfs !== undefined && /^[0-9a-f]{64}$/.test(lfs.oid)) {
    return { path, sizeBytes: lfs.size, sha256: lfs.oid, gitSha1: null };
  }
  return {
    path,
    sizeBytes: entry.size,
    sha256: null,
    gitSha1: /^[0-9a-f]{40}$/.test(oid ?? '') ? (oid ?? null) : null,
  };
}

async function getJson<S extends v.GenericSchema>(
  signal: AbortSignal,
  url: string,
  schema: S,
): Promise<{ answer: v.InferOutput<S>; next: string | null }> {
  const { text, next } = await withoutStalling(signal, STALL_SECONDS, async (alive, inner) => {
    const response = await hubFetch(inner, url);
    alive();
    failOnStatus(response);
    const link = /<([^>]+)>;\s*rel="next"/.exec(response.headers.get('link') ?? '');
    return { text: await response.text(), next: link?.[1] ?? null };
  });
  if (/^\s*<(!doctype|html|head|body)/i.test(text)) throw new HubError({ kind: 'web-page' });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new HubError({ kind: 'bad-answer', words: 'it is no JSON' });
  }
  const parsed = v.safeParse(schema, json);
  if (parsed.success) return { answer: parsed.output, next };
  const [issue] = parsed.issues;
  throw new HubError({ kind: 'bad-answer', words: `"${v.getDotPath(issue) ?? 'the whole'}": ${issue.message}` });
}

function licenceTag(tags: readonly string[]): string | null {
  return tags.find((tag) => tag.startsWith('license:'))?.slice('license:'.length) ?? null;
}
