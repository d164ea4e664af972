import { describe, expect, it } from 'vitest';
import { draftOf } from '../../../src/playground/problem-draft';
import { createProblemStore, type ProblemStorage, type StoredProblems } from '../../../src/playground/problem-store';
import type { Problem } from '../../../src/problems/schema';
import { SAMPLE_PROBLEM } from './sample-run';

const OTHER: Problem = { ...SAMPLE_PROBLEM, id: 'other', title: 'Another' };
const BUNDLED = [SAMPLE_PROBLEM, OTHER];

/** Holds what was saved last; `broken` refuses everything, as a private window may. */
function memory(initial?: unknown, broken = false): ProblemStorage & { saved: unknown; kept: unknown } {
  const storage: ProblemStorage & { saved: unknown; kept: unknown } = {
    saved: initial,
    kept: null,

    keep: (value: StoredProblems) => {
      storage.kept = structuredClone(value);
    },
    load: async () => {
      if (broken) throw new Error('refused');
      return storage.saved;
    },
    save: async (value: StoredProblems) => {
      if (broken) throw new Error('refused');
      storage.saved = structuredClone(value);
    },
  };
  return storage;
}

const settled = () => new Promise((resolve) => setTimeout(resolve));
const titles = (store: ReturnType<typeof createProblemStore>) => store.entries.value.map(({ draft }) => draft.title);

describe('a problem store', () => {
  it('begins with the bundled problems, the first one chosen', async () => {
    const store = createProblemStore(BUNDLED, memory());
    await store.restored;
    expect(titles(store)).toEqual([SAMPLE_PROBLEM.title, 'Another']);
    expect(store.chosen.value.draft.id).toBe('sum-large');
  });

  it('keeps edits, own problems and the choice over a reload', async () => {
    const storage = memory();
    const before = createProblemStore(BUNDLED, storage);
    await before.restored;
    before.edit('statement', 'Half a sent');
    before.add();
    before.edit('visibleTests', 'assert solve(1) ==');
    await settled();
    const after = createProblemStore(BUNDLED, storage);
    await after.restored;
    expect(after.chosen.value.origin).toBe('own');
    expect(after.chosen.value.draft.visibleTests).toBe('assert solve(1) ==');
    expect(after.entries.value[0]).toMatchObject({ edited: true, draft: { statement: 'Half a sent' } });
  });

  it('resets a bundled problem, and takes that back without losing later work', async () => {
    const store = createProblemStore(BUNDLED, memory());
    await store.restored;
    store.edit('title', 'Mine');
    store.reset();
    expect(store.chosen.value).toMatchObject({ edited: false, draft: { title: SAMPLE_PROBLEM.title } });
    store.choose('other');
    store.edit('title', 'Edited since');
    store.undo();
    expect(titles(store)).toEqual(['Mine', 'Edited since']);
    expect(store.undoable.value).toBeNull();
  });

  it('deletes only own problems, and brings one back where it stood', async () => {
    const store = createProblemStore(BUNDLED, memory());
    await store.restored;
    store.remove();
    expect(store.entries.value).toHaveLength(2);
    store.duplicate();
    store.add();
    store.choose(store.entries.value[2]?.draft.id ?? '');
    store.remove();
    expect(titles(store)).toEqual([SAMPLE_PROBLEM.title, 'Another', 'My problem']);
    store.undo();
    expect(titles(store)).toEqual([SAMPLE_PROBLEM.title, 'Another', `${SAMPLE_PROBLEM.title} (copy)`, 'My problem']);
    expect(store.chosen.value.draft.title).toBe(`${SAMPLE_PROBLEM.title} (copy)`);
  });

  it('neither loses what was stored nor what was typed before it was there', async () => {
    const own = { ...draftOf(OTHER), id: 'own-1', title: 'Stored' };
    const storage = memory({ chosenId: 'other', edits: {}, own: [own] });
    const store = createProblemStore(BUNDLED, storage);
    store.edit('title', 'Typed at once');
    await store.restored;
    await settled();
    expect(store.chosen.value.draft).toMatchObject({ id: 'sum-large', title: 'Typed at once' });
    expect(titles(store)).toEqual(['Typed at once', 'Another', 'Stored']);
    expect(storage.saved).toMatchObject({ own: [own], edits: { 'sum-large': { title: 'Typed at once' } } });
  });

  it.each([[42], [{ chosenId: 1 }], [null]])('ignores a stored %j', async (stored) => {
    const store = createProblemStore(BUNDLED, memory(stored));
    await store.restored;
    expect(store.entries.value).toHaveLength(2);
  });

  it('says where storage is refused, and goes on', async () => {
    const store = createProblemStore(BUNDLED, memory(undefined, true));
    await store.restored;
    store.edit('title', 'Kept in memory');
    await settled();
    expect(store.storageProblem.value).toContain('could not store');
    expect(store.chosen.value.draft.title).toBe('Kept in memory');
  });

  it('keeps what is unwritten when the page goes away, and only that', async () => {
    const storage = memory();
    const store = createProblemStore(BUNDLED, storage);
    await store.restored;
    store.edit('title', 'a');
    store.edit('title', 'ab');
    store.leave();
    expect(storage.kept).toMatchObject({ edits: { 'sum-large': { title: 'ab' } } });
    storage.kept = null;
    await settled();
    store.leave();
    expect(storage.kept).toBeNull();
  });

  it('writes the newest state last, however slow a write is', async () => {
    const written: string[] = [];
    let release: () => void = () => {};
    const store = createProblemStore(BUNDLED, {
      load: async () => undefined,
      keep: () => {},
      save: async (value) => {
        written.push(value.edits['sum-large']?.title ?? '');
        await new Promise<void>((resolve) => {
          release = resolve;
        });
      },
    });
    await store.restored;
    for (const title of ['a', 'ab', 'abc']) store.edit('title', title);
    release();
    await settled();
    expect(written).toEqual(['a', 'abc']);
  });

  it('opens a problem from elsewhere once, and chooses a bundled one', () => {
    const store = createProblemStore(BUNDLED, memory());
    const far = { ...SAMPLE_PROBLEM, id: 'HumanEval/0', title: 'From far' };
    store.open(far);
    store.open(far);
    expect(store.entries.value.filter(({ origin }) => origin === 'own').map(({ draft }) => draft.id)).toEqual([far.id]);
    expect(store.chosen.value.draft.title).toBe('From far');
    store.edit('statement', 'Changed.');
    store.open(far);
    // What the visitor wrote stays; the problem as it came stands beside it.
    expect(store.entries.value.filter(({ origin }) => origin === 'own')).toHaveLength(2);
    expect(store.chosen.value.draft.statement).toBe(far.statement);
    store.open(SAMPLE_PROBLEM);
    expect(store.chosen.value.origin).toBe('bundled');
  });
});

describe('everything of one’s own at once', () => {
  it('goes away and comes back, without losing what was written in between', async () => {
    const store = createProblemStore([SAMPLE_PROBLEM], {
      load: async () => undefined,
      save: async () => {},
      keep: () => {},
    });
    await store.restored;
    store.edit('statement', 'Mine.');
    store.add();
    const bring = store.clear();
    expect(store.entries.value.map(({ origin, edited }) => [origin, edited])).toEqual([['bundled', false]]);
    store.add('program');
    bring();
    expect(store.entries.value.map(({ origin }) => origin)).toEqual(['bundled', 'own', 'own']);
    expect(store.entries.value[0]?.draft.statement).toBe('Mine.');
  });
});
