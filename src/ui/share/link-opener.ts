/**
 * Opens links: reads one, keeps what the visitor has, puts the problem and the settings of the link in place, and finds
 * the run that it names, or compares one that is made again. What cannot be read changes nothing.
 */
import { batch } from '@preact/signals';
import { linkedPlan } from '../../links/linked-plan';
import type { LinkedRun, PlaygroundLink } from '../../links/playground-link';
import { problemPrint } from '../../links/problem-print';
import { readLink } from '../../links/read-link';
import { draftOf, type ProblemDraft } from '../../playground/problem-draft';
import type { TextStorage } from '../../playground/settings';
import { putSettings, sameSettings, takeSettings } from '../../playground/settings-snapshot';
import { ALL_BUNDLED } from '../../problems/bundled';
import type { Desk } from '../app/desk';
import { putLinkedSettings } from './linked-into-settings';
import type { LinkedRunState, OpenedLink } from './opened-link';
import { type OwnBeforeLink, readOwnBeforeLink, writeOwnBeforeLink } from './own-before-link';
import { recordedRun } from './recorded-run';
import { followLinkedRun } from './watch-linked-run';

export interface LinkOpener {
  /** `location.hash`; an address that is no link is passed over. Resolves when the link is in place. */
  open(hash: string): Promise<void>;
  openLink(link: PlaygroundLink): Promise<void>;
  /** The visitor's own problem and settings again. */
  backToOwn(): void;
  /** What the link brought stays; what was there before is forgotten. */
  keepLinked(): void;
  showRecorded(): void;
  runAgain(): void;
}

export function createLinkOpener(desk: Desk, storage: TextStorage): LinkOpener {
  const { opened, ownIsKept, planFor } = desk.link;
  const { problems, settings, playground, playhead } = desk;
  /** The own state lasts in memory where the browser stores nothing. */
  let own: OwnBeforeLink | null = readOwnBeforeLink(storage);
  let endWatch: () => void = () => undefined;

  const keepOwn = (next: OwnBeforeLink | null) => {
    own = next;
    ownIsKept.value = next !== null;
    writeOwnBeforeLink(storage, next);
  };
  const setRun = (link: PlaygroundLink, run: LinkedRunState) => {
    const now = opened.peek();
    if (now.kind === 'open' && now.link === link) opened.value = { ...now, run };
  };

  const openLink = async (link: PlaygroundLink): Promise<void> => {
    await problems.restored;
    const draft = draftOfLink(link);
    if (draft === null) {
      opened.value = unknownProblem(link);
      return;
    }
    const busy = playground.run.peek().kind;
    if (busy === 'preparing' || busy === 'running' || busy === 'paused') {
      opened.value = { kind: 'waits', link };
      return;
    }
    endWatch();
    const before = { settings: takeSettings(settings), chosenId: problems.chosen.peek().draft.id };
    const added = batch(() => {
      putLinkedSettings(settings, link);
      return problems.visit(draft);
    });
    const changed =
      !sameSettings(before.settings, takeSettings(settings)) || before.chosenId !== problems.chosen.peek().draft.id;
    const addedNow = added === null ? [] : [{ id: added, draft: { ...draft, id: added } }];
    // Of several links in a row the first found the visitor's own state; the later ones found each other's.
    if (own !== null) keepOwn({ ...own, added: [...own.added, ...addedNow] });
    else if (changed) keepOwn({ ...before, added: addedNow });
    planFor.value = (asked, model) => linkedPlan(link, asked, model);
    opened.value = {
      kind: 'open',
      link,
      title: draft.title.trim() === '' ? 'Untitled' : draft.title,
      notes: changedSince(link, draft),
      run: link.run === null ? { kind: 'none' } : { kind: 'looking' },
    };
    if (link.run !== null) await findRun(link, link.run);
  };

  const findRun = async (link: PlaygroundLink, run: LinkedRun) => {
    const events = await recordedRun(desk.recordings, link);
    if (events === null) setRun(link, { kind: 'not-here' });
    else if (desk.source.peek() === 'live') setRun(link, { kind: 'recorded-elsewhere' });
    else showEvents(link, run, events);
    endWatch = followLinkedRun(desk, link, run, (state) => setRun(link, state));
  };
  const showEvents = (link: PlaygroundLink, run: LinkedRun, events: Awaited<ReturnType<typeof recordedRun>>) => {
    if (events === null) return;
    desk.recording.value = events;
    desk.playRecording('end');
    playhead.seek(run.moment);
    setRun(link, { kind: 'recorded' });
  };

  return {
    async open(hash) {
      const read = readLink(hash);
      if (read.kind === 'invalid') opened.value = read;
      if (read.kind === 'link') await openLink(read.link);
    },
    openLink,
    backToOwn() {
      if (own === null) return;
      const { settings: snapshot, chosenId, added } = own;
      endWatch();
      batch(() => {
        putSettings(settings, snapshot);
        for (const one of added) problems.endVisit(chosenId, one);
        problems.choose(chosenId);
        opened.value = { kind: 'none' };
        planFor.value = null;
        keepOwn(null);
      });
      forgetAddress();
    },
    keepLinked() {
      keepOwn(null);
      const { kind } = opened.peek();
      if (kind !== 'open') opened.value = { kind: 'none' };
    },
    showRecorded() {
      const now = opened.peek();
      if (now.kind !== 'open' || now.link.run === null) return;
      const { link } = now;
      const { run } = now.link;
      void recordedRun(desk.recordings, link).then((events) => showEvents(link, run, events));
    },
    runAgain: () => desk.run(),
  };
}

/** null where it names a problem that this page does not have. */
function draftOfLink({ problem }: PlaygroundLink): ProblemDraft | null {
  if (problem.kind === 'own') return { ...problem.draft, id: `link-${problemPrint(problem.draft)}` };
  const original = ALL_BUNDLED.find(({ id }) => id === problem.id);
  return original === undefined ? null : draftOf(original);
}

function unknownProblem({ problem }: PlaygroundLink): OpenedLink {
  const name = problem.kind === 'bundled' ? problem.id.slice(0, 60) : '';
  return {
    kind: 'invalid',
    message: `This link is to the problem “${name}”, which this copy of the page does not have.`,
    advice: 'It may have been made by another version. Reload the page, or ask for the problem as a file.',
  };
}

function changedSince({ problem }: PlaygroundLink, draft: ProblemDraft): string[] {
  if (problem.kind === 'own' || problem.print === problemPrint(draft)) return [];
  return ['The text of this problem has changed since the link was made, so a run may come out differently.'];
}

/** The link has done its work: the address says nothing that is no longer so. */
export function forgetAddress(): void {
  if (/^#\/playground\/v\d/.test(window.location.hash)) {
    window.history.replaceState(window.history.state, '', '#/playground');
  }
}
