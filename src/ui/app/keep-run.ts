/**
 * Nothing that was made is lost to a reload: the visitor's run and the branches are written away as they grow, with the
 * moment that is looked at and code that is being edited, and are there again when the same tab opens the page.
 */
import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import * as v from 'valibot';
import { claimTab, heldByLock } from '../../kept-run/claim-tab';
import { restoredLanes } from '../../kept-run/restored-runs';
import { createRunKeeper, type LastMoment, type SourceLane } from '../../kept-run/run-keeper';
import { browserRunStorage, LaneSchema } from '../../kept-run/run-storage';
import type { RunHistory } from '../../playground/run-log';
import type { Desk } from './desk';

export interface KeptRunDesk {
  /** Shows the tab's runs again; false where there is none. */
  restore(): Promise<boolean>;
  /** A run that was under way when the page was left, as far as it came. */
  readonly cut: Signal<RunHistory | null>;
  readonly problem: ReadonlySignal<string | null>;
}

const TAB_KEY = 'eg-cfg.tab';
const LAST_KEY = 'eg-cfg.last-moment';

/** What only the page's last moment knows. */
const LastSchema = v.object({
  tails: v.array(v.object({ run: v.string(), from: v.number(), events: v.array(v.unknown()) })),
  shown: v.string(),
  lanes: v.array(LaneSchema),
  /** Events shown; null where the newest was followed. */
  position: v.nullable(v.number()),
  line: v.nullable(v.number()),
  draft: v.nullable(v.object({ text: v.string(), line: v.number(), gamma: v.string() })),
});
type Last = v.InferOutput<typeof LastSchema>;

export function keepRun(desk: Desk): KeptRunDesk {
  const { playground, playhead } = desk;
  const storage = browserRunStorage();
  const tab = claimTab(sessionStorageOrNone(), TAB_KEY, heldByLock);
  const cut = signal<RunHistory | null>(null);
  /** Stays when a run that came with the page or in a file takes its place on the screen. */
  const shown = signal<RunHistory | null>(null);
  effect(() => {
    const log = playground.log.value;
    const isLane = playground.lanes.value.some((lane) => lane.log === log);
    if (isLane || desk.source.value === 'live') shown.value = log;
  });
  const lanes = computed((): readonly SourceLane[] => {
    const listed = playground.lanes.value;
    const log = shown.value;
    const branched = listed.map(({ log, origin }) => ({
      log,
      origin: origin && {
        parent: listed.find(({ id }) => id === origin.parent)?.log ?? null,
        request: origin.request,
      },
      replay: desk.replays.isOne(log),
    }));
    if (log === null || listed.some((lane) => lane.log === log)) return branched;
    return [...branched, { log, origin: null, replay: false }];
  });
  const keeper = createRunKeeper(
    { lanes, shown, ended: computed(() => playground.run.value.kind === 'ended') },
    storage,
    tab.then(({ own }) => own),
  );
  desk.keeping.value = keeper;
  window.addEventListener('pagehide', () => {
    const isOnScreen = shown.peek() === playground.log.peek();
    writeLast({
      ...keeper.last(),
      position: playhead.following.peek() || !isOnScreen ? null : playhead.position.peek(),
      line: isOnScreen ? desk.pickedLine.peek() : null,
      draft: isOnScreen ? draftOf(desk) : null,
    });
  });

  return {
    cut,
    problem: keeper.problem,
    async restore() {
      const last = takeLast();
      const { own, before } = await tab;
      const kept = await storage.read(before, last ?? undefined).catch(() => null);
      const runs = kept === null ? [] : restoredLanes(kept, last?.tails ?? []);
      // Somebody who was quicker than the storage has another run by now.
      if (kept === null || runs.length === 0 || playground.run.peek().kind !== 'idle') return false;
      const found = runs.findIndex((run) => run.kept.run === kept.shown);
      const onScreen = found < 0 ? runs.length - 1 : found;
      const logs = batch(() => {
        const logs = playground.bringBack(runs, onScreen);
        runs.forEach(({ kept: { run, events, pieces, replay }, ...restored }, i) => {
          const log = logs[i];
          if (log === undefined) return;
          if (replay) desk.replays.add(restored.events);
          if (own === before) keeper.resume(log, run, events.length, pieces);
          if (restored.cut) cut.value = log;
        });
        return logs;
      });
      const log = logs[onScreen];
      if (last !== null && found >= 0) {
        if (last.position !== null) playhead.seek(last.position);
        if (last.line !== null) desk.pickLine(last.line);
        if (last.draft !== null && log !== undefined) desk.branches.draft.value = { log, ...last.draft };
      }
      return true;
    },
  };
}

function draftOf({ branches }: Desk): Last['draft'] {
  const draft = branches.draft.peek();
  return draft === null ? null : { text: draft.text, line: draft.line, gamma: draft.gamma };
}

/** Reading the property alone is refused where storage is. */
function sessionStorageOrNone(): Pick<Storage, 'getItem' | 'setItem'> {
  try {
    return sessionStorage;
  } catch {
    return { getItem: () => null, setItem: () => undefined };
  }
}

function writeLast(last: LastMoment & Omit<Last, keyof LastMoment>): void {
  try {
    sessionStorage.setItem(LAST_KEY, JSON.stringify(last));
  } catch {
    // A second of the run at most; there is nobody left to tell.
  }
}

/** It is true once: a copy of the tab, or a later visit, has other moments. */
function takeLast(): Last | null {
  try {
    const text = sessionStorage.getItem(LAST_KEY);
    sessionStorage.removeItem(LAST_KEY);
    const parsed = v.safeParse(LastSchema, JSON.parse(text ?? 'null'));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
