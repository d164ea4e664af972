/** Links as the page opens them, over the fake playground. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLibrary } from '../../../src/experiments/library';
import { leaseLocks } from '../../../src/experiments/locks';
import { memoryStorage } from '../../../src/experiments/storage';
import { DEFAULT_AGENT } from '../../../src/guidance/agent';
import { DEFAULT_LIMITS } from '../../../src/limits/sandbox-limits';
import type { PlaygroundLink } from '../../../src/links/playground-link';
import { memoryTextStorage } from '../../../src/playground/kept-text';
import { draftOf } from '../../../src/playground/problem-draft';
import { createProblemStore, memoryProblemStorage } from '../../../src/playground/problem-store';
import { createSettings, type TextStorage } from '../../../src/playground/settings';
import { takeSettings } from '../../../src/playground/settings-snapshot';
import { ALL_BUNDLED } from '../../../src/problems/bundled';
import { createDesk, type Desk } from '../../../src/ui/app/desk';
import { linkToRun, linkToSettings } from '../../../src/ui/share/current-link';
import { createLinkOpener, type LinkOpener } from '../../../src/ui/share/link-opener';
import { emptyLibrary } from '../hub/empty-library';
import { createFakePlayground } from '../ui/fake-playground';
import { noSets } from '../ui/no-sets';
import { SAMPLE_PROBLEM, sampleRun } from '../ui/sample-run';

let desk: Desk;
let storage: TextStorage;
let opener: LinkOpener;

const experiments = createLibrary(
  {
    storage: memoryStorage(),
    locks: leaseLocks({ getItem: () => null, setItem: () => undefined, removeItem: () => undefined }, 'test'),
    openLanes: async () => ({ lanes: [], close: () => undefined }),
    nowMs: () => 0,
  },
  'test',
);

beforeEach(() => {
  vi.stubGlobal('window', { location: { hash: '#/playground/v1.x' }, history: { replaceState: () => undefined } });
  const problems = createProblemStore(ALL_BUNDLED, memoryProblemStorage());
  const settings = createSettings({ read: () => null, write: () => {} });
  desk = createDesk(createFakePlayground('normal'), problems, settings, experiments, emptyLibrary(), noSets());
  desk.playground.prepare();
  storage = memoryTextStorage();
  opener = createLinkOpener(desk, storage);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const own: PlaygroundLink = {
  problem: { kind: 'own', draft: (({ id: _, ...draft }) => draft)(draftOf(SAMPLE_PROBLEM)) },
  agent: { ...DEFAULT_AGENT, gamma: 3, seed: 9, epsilon: 1e-8 },
  limits: { ...DEFAULT_LIMITS, deadlineMs: 4_000 },
  prompts: { instruct: { head: 'Solve {statement}' } },
  run: null,
};
/** What a visitor had before any link. */
function makeOwn() {
  desk.settings.texts.gamma.value = '0.75';
  desk.settings.texts.seed.value = 'half-typed';
  desk.settings.prompts.edit('chat', 'tail', 'Mine.');
  desk.problems.choose(ALL_BUNDLED[3]?.id ?? '');
  desk.problems.edit('statement', 'My own words.');
  return { settings: takeSettings(desk.settings), problem: desk.problems.chosen.value.draft };
}

describe('a link that is opened', () => {
  it('sets problem and settings as it says, and everything is put back on demand', async () => {
    const before = makeOwn();
    const entries = desk.problems.entries.value.length;
    await opener.openLink(own);
    expect(desk.link.opened.value).toMatchObject({ kind: 'open', title: SAMPLE_PROBLEM.title });
    expect(desk.settings.agent.value).toMatchObject(own.agent);
    expect(desk.settings.limits.values.value).toEqual(own.limits);
    expect(desk.settings.prompts.drafts.value.instruct?.head).toBe('Solve {statement}');
    expect(desk.checked.value).toMatchObject({ kind: 'problem', problem: { statement: SAMPLE_PROBLEM.statement } });
    expect(desk.link.ownIsKept.value).toBe(true);
    // A second one on top of it: still what the visitor had is what comes back.
    await opener.openLink({ ...own, agent: DEFAULT_AGENT });
    opener.backToOwn();
    expect(takeSettings(desk.settings)).toEqual(before.settings);
    expect(desk.problems.chosen.value.draft).toEqual(before.problem);
    expect(desk.problems.entries.value).toHaveLength(entries);
    expect(desk.link.ownIsKept.value).toBe(false);
  });

  it('is put back also after a reload, and not once the visitor keeps it', async () => {
    const before = makeOwn();
    await opener.openLink(own);
    const again = createLinkOpener(desk, storage);
    again.backToOwn();
    expect(takeSettings(desk.settings)).toEqual(before.settings);
    await opener.openLink(own);
    opener.keepLinked();
    expect(desk.link.ownIsKept.value).toBe(false);
    createLinkOpener(desk, storage).backToOwn();
    expect(desk.settings.agent.value?.gamma).toBe(3);
  });

  it('leaves a bundled problem that the visitor has edited as it is', async () => {
    const { problem } = makeOwn();
    const original = ALL_BUNDLED[3];
    if (original === undefined) throw new Error('too few problems');
    desk.settings.texts.seed.value = '4';
    desk.problems.choose(ALL_BUNDLED[0]?.id ?? '');
    const made = linkToSettings({ ...desk, problems: createProblemStore([original], memoryProblemStorage()) });
    if (made.kind !== 'link') throw new Error(made.reason);
    expect(made.link.problem.kind).toBe('bundled');
    await opener.openLink(made.link);
    expect(desk.problems.chosen.value.draft.statement).toBe(original.statement);
    expect(desk.problems.entries.value.find(({ draft }) => draft.id === problem.id)?.draft).toEqual(problem);
  });

  it('says that a bundled problem reads otherwise now, or is not here', async () => {
    const [first] = ALL_BUNDLED;
    if (first === undefined) throw new Error('no problems');
    await opener.openLink({ ...own, problem: { kind: 'bundled', id: first.id, print: 'anotherX' } });
    expect(desk.link.opened.value).toMatchObject({ kind: 'open', notes: [expect.stringContaining('has changed')] });
    const state = takeSettings(desk.settings);
    await opener.openLink({
      ...own,
      agent: DEFAULT_AGENT,
      problem: { kind: 'bundled', id: 'gone', print: 'anotherX' },
    });
    expect(desk.link.opened.value).toMatchObject({ kind: 'invalid', message: expect.stringContaining('“gone”') });
    expect(takeSettings(desk.settings)).toEqual(state);
  });

  it('changes nothing where it cannot be read, and waits while a run is under way', async () => {
    const before = makeOwn();
    for (const hash of ['#/playground/v1.AAAA', '#/playground/v9.x', '#/playground']) await opener.open(hash);
    expect(takeSettings(desk.settings)).toEqual(before.settings);
    expect(desk.link.ownIsKept.value).toBe(false);
    desk.settings.texts.seed.value = '1';
    vi.useFakeTimers();
    desk.run();
    const promise = opener.openLink(own);
    await vi.advanceTimersByTimeAsync(10);
    await promise;
    expect(desk.link.opened.value.kind).toBe('waits');
    expect(desk.settings.texts.gamma.value).toBe('0.75');
    desk.stop();
    vi.useRealTimers();
  });
});

describe('a link to a run', () => {
  it('is compared with the run that is made again, and goes to its moment', async () => {
    const events = sampleRun();
    const made = linkToRun(events, 40);
    if (made.kind !== 'link') throw new Error(made.reason);
    await opener.openLink(made.link);
    expect(desk.link.opened.value).toMatchObject({ kind: 'open', run: { kind: 'not-here' } });
    desk.playground.show(events);
    expect(desk.link.opened.value).toMatchObject({ run: { kind: 'made-again', comparison: { kind: 'same' } } });
    await Promise.resolve();
    expect(desk.playhead.position.value).toBe(40);
    const other = events.map((event) =>
      event.kind === 'line-finished' && event.line === 1 ? { ...event, ids: [1, 2, 3] } : event,
    );
    desk.playground.show(other);
    expect(desk.link.opened.value).toMatchObject({
      run: { kind: 'made-again', comparison: { kind: 'differs', line: 1 } },
    });
  });

  it('is not made where a link cannot start the run', () => {
    const [started, ...rest] = sampleRun();
    if (started?.kind !== 'run-started') throw new Error('no beginning');
    const of = (change: Partial<typeof started>) => linkToRun([{ ...started, ...change }, ...rest], 1).kind;
    expect(of({})).toBe('link');
    expect(of({ strategy: { kind: 'best-of-n', samples: 3 } })).toBe('impossible');
    expect(of({ forced: [1] })).toBe('impossible');
    expect(linkToRun([], 0).kind).toBe('impossible');
  });
});
