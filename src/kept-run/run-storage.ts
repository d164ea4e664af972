/**
 * The run on the screen, kept as it grows, in pieces that are only ever added: writing the newest costs nothing for what
 * is there already. Every tab has a run of its own.
 */
import { createStore, del, delMany, get, getMany, keys, set, type UseStore } from 'idb-keyval';
import * as v from 'valibot';
import type { RunEvent } from '../guidance/events';

export interface KeptRun {
  readonly run: string;
  readonly events: readonly unknown[];
  /** In so many pieces. */
  readonly pieces: number;
}

export interface RunStorage {
  /** From here on `tab` has this run, which has no pieces yet; the pieces of the one before go. */
  begin(tab: string, run: string): Promise<void>;
  add(run: string, piece: number, events: readonly RunEvent[]): Promise<void>;
  /** What there is of the tab's run, unchecked; null where there is none. */
  read(tab: string): Promise<KeptRun | null>;
  remove(tab: string): Promise<void>;
}

/** Runs of tabs that were used last; those of others make room. */
const MOST_TABS = 6;
export const RUN_DATABASE = 'eg-cfg.open-run';

const TabSchema = v.object({ run: v.string(), at: v.number() });
const tabKey = (tab: string) => `tab/${tab}`;
const pieceKey = (run: string, piece: number) => `piece/${run}/${String(piece).padStart(6, '0')}`;

export function browserRunStorage(): RunStorage {
  let opened: UseStore | null = null;
  const store = () => {
    opened ??= createStore(RUN_DATABASE, 'pieces');
    return opened;
  };
  const piecesOf = async (run: string) =>
    (await keys<string>(store())).filter((key) => key.startsWith(`piece/${run}/`)).sort();
  const runOf = async (tab: string) => {
    const parsed = v.safeParse(TabSchema, await get(tabKey(tab), store()));
    return parsed.success ? parsed.output.run : null;
  };
  return {
    async begin(tab, run) {
      const before = await runOf(tab);
      await set(tabKey(tab), { run, at: Date.now() }, store());
      if (before !== null) await delMany(await piecesOf(before), store());
      await makeRoom(store());
    },
    add: (run, piece, events) => set(pieceKey(run, piece), events, store()),
    async read(tab) {
      const run = await runOf(tab);
      if (run === null) return null;
      const pieces = await getMany<unknown>(await piecesOf(run), store());
      return { run, events: pieces.flatMap((piece) => (Array.isArray(piece) ? piece : [])), pieces: pieces.length };
    },
    async remove(tab) {
      const run = await runOf(tab);
      await del(tabKey(tab), store());
      if (run !== null) await delMany(await piecesOf(run), store());
    },
  };
}

async function makeRoom(store: UseStore): Promise<void> {
  const all = await keys<string>(store);
  const names = all.filter((key) => key.startsWith('tab/'));
  const tabs = (await getMany<unknown>(names, store)).flatMap((value, i) => {
    const parsed = v.safeParse(TabSchema, value);
    return parsed.success ? [{ key: names[i] ?? '', ...parsed.output }] : [];
  });
  const kept = tabs.sort((a, b) => b.at - a.at).slice(0, MOST_TABS);
  const runs = kept.map(({ run }) => `piece/${run}/`);
  const gone = all.filter((key) =>
    key.startsWith('tab/') ? !kept.some((one) => one.key === key) : !runs.some((prefix) => key.startsWith(prefix)),
  );
  if (gone.length > 0) await delMany(gone, store);
}

/** For tests and pages that keep nothing. */
export function memoryRunStorage(): RunStorage {
  const tabs = new Map<string, string>();
  const pieces = new Map<string, (readonly RunEvent[])[]>();
  return {
    async begin(tab, run) {
      tabs.set(tab, run);
      pieces.set(run, []);
    },
    async add(run, piece, events) {
      const list = pieces.get(run) ?? [];
      list[piece] = structuredClone(events);
      pieces.set(run, list);
    },
    async read(tab) {
      const run = tabs.get(tab);
      const list = pieces.get(run ?? '') ?? [];
      return run === undefined ? null : { run, events: list.flat(), pieces: list.length };
    },
    async remove(tab) {
      tabs.delete(tab);
    },
  };
}
