/**
 * The runs of a tab, kept as they grow, in pieces that are only ever added: writing the newest costs nothing for what
 * is there already.
 */
import { createStore, delMany, get, getMany, keys, set, type UseStore } from 'idb-keyval';
import * as v from 'valibot';
import type { RunEvent } from '../guidance/events';

/** What is known of a run beside its events. */
export interface KeptLane {
  readonly run: string;
  /** The run that it was branched off, where that is kept too. */
  readonly parent: string | null;
  /** How it was branched off; null for a run of its own. */
  readonly request: unknown;
  /** It was played, not made, in this tab. */
  readonly replay: boolean;
}

export interface KeptRun extends KeptLane {
  /** Unchecked. */
  readonly events: readonly unknown[];
  /** In so many pieces. */
  readonly pieces: number;
}

export interface KeptRuns {
  /** The run on the screen. */
  readonly shown: string;
  /** In the order in which they were made. */
  readonly runs: readonly KeptRun[];
}

/** What a tab has, without its events. */
export interface HeldRuns {
  /** Name of the run on the screen; empty where it is not kept. */
  readonly shown: string;
  readonly lanes: readonly KeptLane[];
}

export interface RunStorage {
  /** From here on `tab` has these runs; the pieces of those that it had before and has no more go. */
  hold(tab: string, shown: string, lanes: readonly KeptLane[]): Promise<void>;
  add(run: string, piece: number, events: readonly RunEvent[]): Promise<void>;
  /** What there is of the tab's runs, or of those that it is known to have had last; null where there is none. */
  read(tab: string, known?: HeldRuns): Promise<KeptRuns | null>;
}

/** Runs of tabs that were used last; those of others make room. */
const MOST_TABS = 6;
export const RUN_DATABASE = 'eg-cfg.open-run';

export const LaneSchema = v.object({
  run: v.string(),
  parent: v.nullable(v.string()),
  request: v.unknown(),
  replay: v.boolean(),
});
/** A tab of before there were lanes has none. */
const TabSchema = v.object({ run: v.string(), at: v.number(), lanes: v.optional(v.array(LaneSchema)) });
type Tab = v.InferOutput<typeof TabSchema>;

const tabKey = (tab: string) => `tab/${tab}`;
const piecesPrefix = (run: string) => `piece/${run}/`;
const pieceKey = (run: string, piece: number) => `${piecesPrefix(run)}${String(piece).padStart(6, '0')}`;

/** The run that a key of the store belongs to; null for one that belongs to a tab. */
export function runOfKey(key: string): string | null {
  const [kind, run = null] = key.split('/');
  return kind === 'piece' ? run : null;
}

function lanesOf({ run, lanes }: Tab): readonly KeptLane[] {
  return lanes ?? [{ run, parent: null, request: null, replay: false }];
}

export function browserRunStorage(): RunStorage {
  let opened: UseStore | null = null;
  const store = () => {
    opened ??= createStore(RUN_DATABASE, 'pieces');
    return opened;
  };
  const heldBy = async (tab: string) => {
    const parsed = v.safeParse(TabSchema, await get(tabKey(tab), store()));
    return parsed.success ? { shown: parsed.output.run, lanes: lanesOf(parsed.output) } : null;
  };
  return {
    async hold(tab, shown, lanes) {
      await set(tabKey(tab), { run: shown, at: Date.now(), lanes }, store());
      await makeRoom(store());
    },
    add: (run, piece, events) => set(pieceKey(run, piece), events, store()),
    async read(tab, known) {
      const held = known ?? (await heldBy(tab));
      if (held === null) return null;
      const all = await keys<string>(store());
      const runs = await Promise.all(
        held.lanes.map(async (lane) => {
          const names = all.filter((key) => key.startsWith(piecesPrefix(lane.run))).sort();
          const pieces = await getMany<unknown>(names, store());
          return { ...lane, events: pieces.flatMap(eventsOf), pieces: pieces.length };
        }),
      );
      return { shown: held.shown, runs };
    },
  };
}

function eventsOf(piece: unknown): readonly unknown[] {
  return Array.isArray(piece) ? piece : [];
}

/** What no tab holds goes, and with it the tabs that were used longest ago. */
async function makeRoom(store: UseStore): Promise<void> {
  const all = await keys<string>(store);
  const names = all.filter((key) => key.startsWith('tab/'));
  const tabs = (await getMany<unknown>(names, store)).flatMap((value, i) => {
    const parsed = v.safeParse(TabSchema, value);
    return parsed.success ? [{ key: names[i] ?? '', tab: parsed.output }] : [];
  });
  const kept = tabs.sort((a, b) => b.tab.at - a.tab.at).slice(0, MOST_TABS);
  const runs = kept.flatMap(({ tab }) => lanesOf(tab).map(({ run }) => piecesPrefix(run)));
  const gone = all.filter((key) =>
    key.startsWith('tab/') ? !kept.some((one) => one.key === key) : !runs.some((prefix) => key.startsWith(prefix)),
  );
  if (gone.length > 0) await delMany(gone, store);
}

/** For tests and pages that keep nothing. */
export function memoryRunStorage(): RunStorage {
  const tabs = new Map<string, { shown: string; lanes: readonly KeptLane[] }>();
  const pieces = new Map<string, (readonly RunEvent[])[]>();
  return {
    async hold(tab, shown, lanes) {
      tabs.set(tab, structuredClone({ shown, lanes }));
      const held = new Set([...tabs.values()].flatMap((one) => one.lanes.map(({ run }) => run)));
      for (const run of pieces.keys()) if (!held.has(run)) pieces.delete(run);
    },
    async add(run, piece, events) {
      const list = pieces.get(run) ?? [];
      list[piece] = structuredClone(events);
      pieces.set(run, list);
    },
    async read(tab, known) {
      const held = known ?? tabs.get(tab);
      if (held === undefined) return null;
      const runs = held.lanes.map((lane) => {
        const list = pieces.get(lane.run) ?? [];
        return { ...lane, events: list.flat(), pieces: list.length };
      });
      return { shown: held.shown, runs };
    },
  };
}
