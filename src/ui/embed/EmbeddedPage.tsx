/** The page inside another one: some panes of a run, no controls but those of its timeline, and the way to all of it. */
import { assertNever } from '../../guidance/assert-never';
import { shownTest } from '../../problems/problem-test';
import { Announcer } from '../app/Announcer';
import type { Desk } from '../app/desk';
import { EditorPanel } from '../editor/EditorPanel';
import { TermLayer } from '../glossary/TermLayer';
import { LinePanel } from '../line/LinePanel';
import { ResultsPanel } from '../results/ResultsPanel';
import type { Links } from '../share/follow-links';
import { OpenedLinkNote } from '../share/OpenedLinkNote';
import type { OpenedLink } from '../share/opened-link';
import { Timeline } from '../timeline/Timeline';
import { TokenPanel } from '../tokens/TokenPanel';
import { fullPageAddress, type Pane } from './embed-request';

interface EmbeddedPageProps {
  readonly desk: Desk;
  readonly links: Links;
  readonly panes: readonly Pane[];
}

export function EmbeddedPage({ desk, links, panes }: EmbeddedPageProps) {
  return (
    <div class="embed">
      <h1 class="unseen">EG-CFG playground</h1>
      {needsWords(desk.link.opened.value) && <OpenedLinkNote desk={desk} links={links} />}
      <main class="embed-panes-shown">
        {panes.map((pane) => (
          <EmbeddedPane key={pane} desk={desk} pane={pane} />
        ))}
      </main>
      <p class="embed-foot">
        <span>EG-CFG: code written line by line, steered by what it does when it runs.</span>{' '}
        <a href={fullPageAddress(window.location.href)} target="_blank" rel="noreferrer">
          Open in the full page
        </a>
      </p>
      <TermLayer />
      <Announcer desk={desk} />
    </div>
  );
}

/** A recorded run speaks for itself; one that has to be made here, or a link that cannot be read, does not. */
function needsWords(state: OpenedLink): boolean {
  if (state.kind !== 'open') return state.kind !== 'none';
  return state.run.kind === 'not-here' || state.run.kind === 'made-again' || state.run.kind === 'none';
}

function EmbeddedPane({ desk, pane }: { desk: Desk; pane: Pane }) {
  switch (pane) {
    case 'problem':
      return <ProblemText desk={desk} />;
    case 'code':
      return <EditorPanel desk={desk} />;
    case 'timeline':
      return <Timeline desk={desk} />;
    case 'result':
      return <ResultsPanel desk={desk} />;
    case 'tokens':
      return <TokenPanel desk={desk} />;
    case 'line':
      return <LinePanel desk={desk} />;
    default:
      return assertNever(pane);
  }
}

/** To read, not to edit: what the run was given, or what a run would be given. */
function ProblemText({ desk }: { desk: Desk }) {
  const { draft } = desk.problems.chosen.value;
  const started = desk.view.value.started?.problem;
  return (
    <section class="panel" aria-labelledby="problem-title">
      <h2 id="problem-title">{started?.title ?? draft.title}</h2>
      <p class="embed-statement">{started?.statement ?? draft.statement}</p>
      <pre>{started === undefined ? draft.visibleTests : started.visibleTests.map(shownTest).join('\n')}</pre>
    </section>
  );
}
