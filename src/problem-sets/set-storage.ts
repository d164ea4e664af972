/**
 * Loaded sets in IndexedDB, in parts: what is known of a set, an index, and the problems by the hundred, so that ten
 * thousand of them are never in the page at once. Every set has keys of its own; two tabs cannot spoil each other's.
 */
import { createStore, del, delMany, get, getMany, keys, set, setMany, type UseStore } from 'idb-keyval';
import * as v from 'valibot';
import type { BrokenRow, LoadedProblem } from '../problems/readers/problem-rows';
import { parseProblem } from '../problems/schema';
import { BrokenRowSchema, type IndexRow, IndexRowSchema, indexRow, type SetInfo, SetInfoSchema } from './set-info';

export const PART_SIZE = 100;

const StoredRowSchema = v.object({
  place: v.number(),
  format: v.string(),
  problem: v.unknown(),
  solution: v.nullable(v.string()),
  tags: v.array(v.string()),
  notes: v.array(v.string()),
});

let opened: UseStore | null = null;

function store(): UseStore {
  opened ??= createStore('eg-cfg.problem-sets.v1', 'parts');
  return opened;
}

const infoKey = (id: string) => `info/${id}`;
const brokenKey = (id: string) => `broken/${id}`;
const indexKey = (id: string, part: number) => `index/${id}/${part}`;
const rowsKey = (id: string, part: number) => `rows/${id}/${part}`;

/** Sets that were read to their end, in the order of their ids. */
export async function storedSets(): Promise<SetInfo[]> {
  const found = (await keys<string>(store())).filter((key) => key.startsWith('info/')).sort();
  return (await getMany<unknown>(found, store())).flatMap((value) => {
    const read = v.safeParse(SetInfoSchema, value);
    return read.success ? [read.output] : [];
  });
}

/** Characters that were stored. */
export async function storePart(id: string, part: number, rows: readonly LoadedProblem[]): Promise<number> {
  // As text: a structured clone of so many small objects takes several times as long.
  const text = JSON.stringify(rows);
  await setMany(
    [
      [rowsKey(id, part), text],
      [indexKey(id, part), rows.map(indexRow)],
    ],
    store(),
  );
  return text.length;
}

/** Last, because a set counts from the moment that it has this. */
export async function storeInfo(info: SetInfo, broken: readonly BrokenRow[]): Promise<void> {
  await set(brokenKey(info.id), broken, store());
  await set(infoKey(info.id), info, store());
}

export async function removeStored(id: string): Promise<void> {
  await del(infoKey(id), store());
  const mine = (await keys<string>(store())).filter((key) => {
    const [, owner] = key.split('/');
    return owner === id;
  });
  await delMany(mine, store());
}

export async function storedIndex({ id, partCount }: SetInfo): Promise<IndexRow[]> {
  const found: IndexRow[] = [];
  // Part by part: ten thousand rows at once would hold up the page for as long as they are checked.
  for (let part = 0; part < partCount; part++) {
    const rows = v.safeParse(v.array(IndexRowSchema), await get<unknown>(indexKey(id, part), store()));
    if (rows.success) found.push(...rows.output);
  }
  return found;
}

export async function storedBroken({ id }: SetInfo): Promise<BrokenRow[]> {
  const read = v.safeParse(v.array(BrokenRowSchema), await get(brokenKey(id), store()));
  return read.success ? read.output : [];
}

/** Problems of one part; the stored form is checked as a file would be. */
export async function storedPart({ id }: SetInfo, part: number): Promise<LoadedProblem[]> {
  const text = await get<unknown>(rowsKey(id, part), store());
  const rows = v.safeParse(v.array(StoredRowSchema), typeof text === 'string' ? JSON.parse(text) : null);
  if (!rows.success) return [];
  return rows.output.flatMap((row) => {
    const parsed = parseProblem(row.problem);
    return parsed.kind === 'problem' ? [{ ...row, problem: parsed.problem }] : [];
  });
}
