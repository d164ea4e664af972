import type { ReadonlySignal } from '@preact/signals';
import { AboutFooter } from '../about/AboutFooter';
import { ModelElsewhere } from '../endpoint/ModelElsewhere';
import { DropLayer } from '../files/DropLayer';
import { FilesMenu } from '../files/FilesMenu';
import { OpenedFiles } from '../files/OpenedFiles';
import { SaveRun } from '../files/SaveRun';
import { TermLayer } from '../glossary/TermLayer';
import { Header } from '../header/Header';
import { UpdateNotice } from '../offline/UpdateNotice';
import type { Links } from '../share/follow-links';
import { OpenedLinkNote } from '../share/OpenedLinkNote';
import { TourButton, TourHost } from '../tour/TourButton';
import { Workbench } from '../workbench/Workbench';
import { Announcer } from './Announcer';
import type { Desk } from './desk';
import { KeptRunNote } from './KeptRunNote';
import type { KeptRunDesk } from './keep-run';
import { LazyScreen } from './LazyScreen';
import type { View } from './views';

/** In the order of the navigation. The first stays mounted while others are shown, since the editor is slow to make. */
export const VIEWS: readonly View[] = [
  { id: 'playground', label: 'Playground', title: 'One problem, line by line', load: null },
  {
    id: 'learn',
    label: 'Learn',
    title: 'How it works, on real runs',
    load: async () => (await import('../learn/LearnScreen')).LearnScreen,
  },
  {
    id: 'problems',
    label: 'Problems',
    title: 'Sets of problems, bundled and loaded',
    load: async () => (await import('../problem-sets/ProblemsScreen')).ProblemsScreen,
  },
  {
    id: 'agents',
    label: 'Agents',
    title: 'Several agents on the current problem',
    load: async () => (await import('../agents/AgentsScreen')).AgentsScreen,
  },
  {
    id: 'models',
    label: 'Models',
    title: 'Which model writes, and models from the Hub',
    load: async () => (await import('../models/ModelsScreen')).ModelsScreen,
  },
  {
    id: 'compare',
    label: 'Compare',
    title: 'Strategies side by side on the current problem',
    load: async () => (await import('../compare/CompareScreen')).CompareScreen,
  },
  {
    id: 'experiments',
    label: 'Experiments',
    title: 'Strategies against each other, on many problems',
    load: async () => (await import('../experiments/ExperimentsScreen')).ExperimentsScreen,
  },
  {
    id: 'results',
    label: 'Results',
    title: 'How well it works: what was measured of the built-in model',
    load: async () => (await import('../report/ReportScreen')).ReportScreen,
  },
  {
    id: 'storage',
    label: 'Storage',
    title: 'What this page keeps in your browser, and how to delete it',
    load: async () => (await import('../storage/StorageScreen')).StorageScreen,
  },
];

interface AppProps {
  readonly desk: Desk;
  readonly links: Links;
  readonly kept: KeptRunDesk;
  /** Id of the view on the screen. */
  readonly shown: ReadonlySignal<string>;
}

export function App({ desk, links, kept, shown }: AppProps) {
  const shownId = shown.value;
  const isWorkbench = shownId === VIEWS[0]?.id;
  return (
    <>
      <a class="skip" href="#code">
        Skip to the code
      </a>
      <div class={isWorkbench ? 'screen screen-filled' : 'screen'}>
        <Header settings={desk.settings} views={VIEWS} shown={shownId}>
          <TourButton desk={desk} />
          <ModelElsewhere desk={desk} />
          <FilesMenu files={desk.files}>
            <SaveRun desk={desk} />
          </FilesMenu>
        </Header>
        {VIEWS.map(({ id, load }) =>
          load === null ? (
            <div key={id} class="view" hidden={id !== shownId}>
              <div class="notes">
                <OpenedLinkNote desk={desk} links={links} />
                <KeptRunNote desk={desk} kept={kept} />
              </div>
              <Workbench desk={desk} />
            </div>
          ) : (
            id === shownId && (
              <main key={id} class="view">
                <LazyScreen desk={desk} load={load} />
              </main>
            )
          ),
        )}
      </div>
      {isWorkbench && <AboutFooter />}
      <Announcer desk={desk} />
      <UpdateNotice desk={desk} />
      <OpenedFiles files={desk.files} />
      <DropLayer files={desk.files} />
      <TermLayer />
      <TourHost desk={desk} />
    </>
  );
}
