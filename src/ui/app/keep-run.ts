/**
 * No run is lost to a reload: the visitor's own is written away as it grows, with the moment that is looked at, and is
 * there again when the same tab opens the page.
 */
import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import * as v from 'valibot';
import { restoredRun } from '../../kept-run/restored-run';
import { createRunKeeper } from '../../kept-run/run-keeper';
import { browserRunStorage } from '../../kept-run/run-storage';
import type { Desk } from './desk';

export interface KeptRunDesk {
  /** Shows the tab's run again; false where there is none. */
  restore(): Promise<boolean>;
  /** A run that was under way is on the screen, as far as it came. */
  readonly cut: Signal<boolean>;
  readonly problem: ReadonlySignal<string | null>;
}

const TAB_KEY = 'eg-cfg.tab';
const LAST_KEY = 'eg-cfg.last-moment';

/** What only the page's last moment knows. */
const LastSchema = v.object({
  run: v.nullable(v.string()),
  from: v.number(),
  events: v.array(v.unknown()),
  /** Events shown; null where the newest was followed. */
  position: v.nullable(v.number()),
  line: v.nullable(v.number()),
});
type Last = v.InferOutput<typeof LastSchema>;

export function keepRun(desk: Desk): KeptRunDesk {
  const { playground, playhead } = desk;
  const storage = browserRunStorage();
  const tab = tabName();
  const cut = signal(false);
  const keeper = createRunKeeper(
    {
      started: computed(() => (desk.source.value === 'live' ? playground.view.value.started : null)),
      length: computed(() => playground.log.value.length.value),
      ended: computed(() => playground.run.value.kind === 'ended'),
      events: () => playground.events(),
    },
    storage,
    tab,
  );
  window.addEventListener('pagehide', () => {
    const unwritten = keeper.unwritten();
    writeLast({
      run: unwritten?.run ?? null,
      from: unwritten?.from ?? 0,
      events: [...(unwritten?.events ?? [])],
      position: playhead.following.peek() ? null : playhead.position.peek(),
      line: desk.pickedLine.peek(),
    });
  });

  return {
    cut,
    problem: keeper.problem,
    async restore() {
      const last = readLast();
      const kept = await storage.read(tab).catch(() => null);
      if (kept === null) return false;
      const run = restoredRun(kept.events, last !== null && last.run === kept.run ? last : null);
      const [started] = run?.events ?? [];
      // Somebody who was quicker than the storage has another run by now.
      if (run === null || started === undefined || playground.run.peek().kind !== 'idle') return false;
      keeper.resume(kept.run, started, kept.events.length, kept.pieces);
      playground.show(run.events);
      if (last !== null && last.position !== null) playhead.seek(last.position);
      if (last !== null && last.line !== null) desk.pickLine(last.line);
      cut.value = run.cut;
      return true;
    },
  };
}

/** The same one for the whole life of a tab, reloads included; a new one each time where nothing can be kept. */
function tabName(): string {
  const fresh = Math.random().toString(36).slice(2, 12);
  try {
    const known = sessionStorage.getItem(TAB_KEY);
    if (known !== null) return known;
    sessionStorage.setItem(TAB_KEY, fresh);
  } catch {
    // Then a reload begins anew, and the settings say that nothing is kept.
  }
  return fresh;
}

function writeLast(last: Last): void {
  try {
    sessionStorage.setItem(LAST_KEY, JSON.stringify(last));
  } catch {
    // A second of the run at most; there is nobody left to tell.
  }
}

function readLast(): Last | null {
  try {
    const parsed = v.safeParse(LastSchema, JSON.parse(sessionStorage.getItem(LAST_KEY) ?? 'null'));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
