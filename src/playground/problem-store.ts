/**
 * The problems of the page: the bundled ones, the visitor's edits of them, and the visitor's own. Every keystroke is
 * kept in IndexedDB, so a reload loses nothing; where storage is refused the store says so and goes on in memory.
 */
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import { get, set } from 'idb-keyval';
import * as v from 'valibot';
import type { Problem } from '../problems/schema';
import { type DraftField, draftOf, type ProblemDraft, ProblemDraftSchema, sameDraft } from './problem-draft';

export interface ProblemEntry {
  readonly origin: 'bundled' | 'own';
  readonly draft: ProblemDraft;
  /** A bundled problem that no longer reads as it came. */
  readonly edited: boolean;
}

export interface ProblemStore {
  readonly entries: ReadonlySignal<readonly ProblemEntry[]>;
  readonly chosen: ReadonlySignal<ProblemEntry>;
  readonly storageProblem: ReadonlySignal<string | null>;
  /** What was just taken away and can be brought back, in words. */
  readonly undoable: ReadonlySignal<string | null>;
  /** Settles when the stored problems are there, or are known not to be. */
  readonly restored: Promise<void>;
  choose(id: string): void;
  edit(field: DraftField, text: string): void;
  add(kind?: 'program'): void;
  /** Chooses a problem from elsewhere; one that is not among the entries becomes the visitor's own. */
  open(problem: Problem): void;
  /**
   * Chooses the problem with these texts; where there is none it becomes one of the visitor's own, whose id is returned.
   * What anybody has written stays as it is.
   */
  visit(draft: ProblemDraft): string | null;
  /** Goes back from a visit: the problem that it added is taken away again, unless it was edited. */
  endVisit(backTo: string, added: { readonly id: string; readonly draft: ProblemDraft } | null): void;
  duplicate(): void;
  /** Deletes the chosen problem, if it is the visitor's own. */
  remove(): void;
  /** Brings the chosen bundled problem back to how it came. */
  reset(): void;
  /** Takes all own problems and edits away; what is returned brings them back. */
  clear(): () => void;
  undo(): void;
  /** For the moment when the page goes away: puts what is not written yet where it is found again. */
  leave(): void;
}

export interface ProblemStorage {
  load(): Promise<unknown>;
  save(value: StoredProblems): Promise<void>;
  /** At once, in the page's last moment. */
  keep(value: StoredProblems): void;
}

const StoredProblemsSchema = v.object({
  chosenId: v.string(),
  /** By id of the bundled problem. */
  edits: v.record(v.string(), ProblemDraftSchema),
  own: v.array(ProblemDraftSchema),
});
export type StoredProblems = v.InferOutput<typeof StoredProblemsSchema>;

/**
 * IndexedDB gives up writes that are under way when the page is reloaded, and the last keystrokes with them. What is
 * unwritten then goes to localStorage, which is written at once, and counts until the next write to IndexedDB is done.
 */
export function browserStorage(key: string): ProblemStorage {
  const keptKey = `${key}.kept`;
  return {
    // async, because a refusal may be thrown before there is a promise
    load: async () => {
      const kept = localStorage.getItem(keptKey);
      return kept === null ? get(key) : JSON.parse(kept);
    },
    save: async (value) => {
      await set(key, value);
      localStorage.removeItem(keptKey);
    },
    keep: (value) => localStorage.setItem(keptKey, JSON.stringify(value)),
  };
}

/** For a page that keeps nothing. */
export function memoryProblemStorage(): ProblemStorage {
  return { load: async () => undefined, save: async () => undefined, keep: () => undefined };
}

const REFUSED = 'This browser could not store your problems: they last until you close this page.';

export function createProblemStore(bundled: readonly Problem[], storage: ProblemStorage): ProblemStore {
  const originals = bundled.map(draftOf);
  const first = originals[0];
  if (first === undefined) throw new Error('The page needs at least one bundled problem.');
  const state = signal<StoredProblems>({ chosenId: first.id, edits: {}, own: [] });
  const undoState = signal<{
    readonly label: string;
    readonly restore: (now: StoredProblems) => StoredProblems;
  } | null>(null);
  const storageProblem = signal<string | null>(null);
  /** Until the stored problems are there nothing is written: it would be written over them. */
  let known = false;
  let touched = false;
  const saver = createSaver(storage, (problem) => {
    storageProblem.value = problem;
  });

  const entries = computed((): readonly ProblemEntry[] => [
    ...originals.map((original): ProblemEntry => {
      const draft = state.value.edits[original.id] ?? original;
      return { origin: 'bundled', draft, edited: !sameDraft(draft, original) };
    }),
    ...state.value.own.map((draft): ProblemEntry => ({ origin: 'own', draft, edited: false })),
  ]);
  const fallback: ProblemEntry = { origin: 'bundled', draft: first, edited: false };
  const chosen = computed(
    () => entries.value.find((entry) => entry.draft.id === state.value.chosenId) ?? entries.value[0] ?? fallback,
  );

  const change = (next: StoredProblems) => {
    touched = true;
    state.value = next;
    if (known) saver.save(next);
  };
  /** `restore` puts back only what was taken: other problems may have been edited in between. */
  const take = (label: string, next: StoredProblems, restore: (now: StoredProblems) => StoredProblems) =>
    batch(() => {
      undoState.value = { label, restore };
      change(next);
    });
  const addOwn = (draft: Omit<ProblemDraft, 'id'>) => {
    const own = { ...draft, id: freshId() };
    change({ ...state.value, own: [...state.value.own, own], chosenId: own.id });
  };

  const restored = storage.load().then(
    (loaded) => {
      const parsed = v.safeParse(StoredProblemsSchema, loaded);
      known = true;
      if (parsed.success) state.value = touched ? merge(parsed.output, state.value) : parsed.output;
      if (touched) saver.save(state.value);
    },
    () => {
      known = true;
      storageProblem.value = REFUSED;
    },
  );

  return {
    entries,
    chosen,
    storageProblem,
    undoable: computed(() => undoState.value?.label ?? null),
    restored,
    choose: (id) => change({ ...state.value, chosenId: id }),
    edit(field, text) {
      const { origin, draft } = chosen.value;
      const next = { ...draft, [field]: text };
      if (origin === 'bundled') change({ ...state.value, edits: { ...state.value.edits, [draft.id]: next } });
      else change({ ...state.value, own: state.value.own.map((one) => (one.id === draft.id ? next : one)) });
    },
    add: (kind) =>
      addOwn({
        ...(kind === undefined ? {} : { kind }),
        title: kind === undefined ? 'My problem' : 'My program',
        level: 1,
        statement: '',
        entryPoint: kind === undefined ? 'solve' : '',
        visibleTests: kind === undefined ? '' : '--- input\n\n--- output\n',
        hiddenTests: '',
        setup: '',
      }),
    open(problem) {
      const draft = draftOf(problem);
      const there = entries.value.find((entry) => entry.draft.id === draft.id);
      if (there === undefined) change({ ...state.value, own: [...state.value.own, draft], chosenId: draft.id });
      else if (there.origin === 'bundled' || sameDraft(there.draft, draft))
        change({ ...state.value, chosenId: draft.id });
      else addOwn(draft);
    },
    visit(draft) {
      const there = entries.value.find((entry) => sameDraft(entry.draft, draft));
      if (there !== undefined) {
        change({ ...state.value, chosenId: there.draft.id });
        return null;
      }
      const taken = entries.value.some((entry) => entry.draft.id === draft.id);
      const id = taken ? freshId() : draft.id;
      change({ ...state.value, own: [...state.value.own, { ...draft, id }], chosenId: id });
      return id;
    },
    endVisit(backTo, added) {
      const own =
        added === null
          ? state.value.own
          : state.value.own.filter((one) => one.id !== added.id || !sameDraft(one, added.draft));
      change({ ...state.value, own, chosenId: backTo });
    },
    duplicate() {
      const { draft } = chosen.value;
      addOwn({ ...draft, title: `${draft.title} (copy)` });
    },
    remove() {
      const { origin, draft } = chosen.value;
      if (origin !== 'own') return;
      const at = state.value.own.findIndex((one) => one.id === draft.id);
      const own = state.value.own.filter((one) => one.id !== draft.id);
      const neighbour = own[Math.max(0, at - 1)] ?? first;
      take(`Deleted “${draft.title}”.`, { ...state.value, own, chosenId: neighbour.id }, (now) => ({
        ...now,
        own: now.own.toSpliced(at, 0, draft),
        chosenId: draft.id,
      }));
    },
    reset() {
      const { origin, draft } = chosen.value;
      if (origin !== 'bundled') return;
      const { [draft.id]: _, ...edits } = state.value.edits;
      take('Back to the original.', { ...state.value, edits }, (now) => ({
        ...now,
        edits: { ...now.edits, [draft.id]: draft },
        chosenId: draft.id,
      }));
    },
    clear() {
      const before = state.value;
      change({ chosenId: first.id, edits: {}, own: [] });
      return () => change(merge(before, state.value));
    },
    undo() {
      const undo = undoState.value;
      if (undo === null) return;
      batch(() => {
        change(undo.restore(state.value));
        undoState.value = null;
      });
    },
    leave() {
      const unwritten = saver.unwritten();
      if (unwritten === null) return;
      try {
        storage.keep(unwritten);
      } catch {
        // Refused: the visitor was told when the writes were refused, and nobody is there to be told again.
      }
    },
  };
}

/** Drawn, not counted: problems may be added before it is known which are stored. */
function freshId(): string {
  return `own-${Math.random().toString(36).slice(2, 12)}`;
}

/** What was done before the stored problems were there is newer than they are. */
function merge(stored: StoredProblems, newer: StoredProblems): StoredProblems {
  return {
    chosenId: newer.chosenId,
    edits: { ...stored.edits, ...newer.edits },
    own: [...stored.own, ...newer.own],
  };
}

/** Writes one state at a time and always the newest last: a slow write never overtakes a later one. */
function createSaver(storage: ProblemStorage, report: (problem: string | null) => void) {
  let writing: StoredProblems | null = null;
  let waiting: StoredProblems | null = null;
  const write = async (value: StoredProblems): Promise<void> => {
    for (let next: StoredProblems | null = value; next !== null; next = waiting) {
      writing = next;
      waiting = null;
      try {
        await storage.save(next);
        report(null);
      } catch {
        report(REFUSED);
      }
    }
    writing = null;
  };
  return {
    save(value: StoredProblems): void {
      if (writing !== null) waiting = value;
      else void write(value);
    },
    unwritten: () => waiting ?? writing,
  };
}
