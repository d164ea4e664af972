import type { ReadonlySignal } from '@preact/signals';
import { AboutFooter } from '../about/AboutFooter';
import { AgentsScreen } from '../agents/AgentsScreen';
import { CompareScreen } from '../compare/CompareScreen';
import { ExperimentsScreen } from '../experiments/ExperimentsScreen';
import { DropLayer } from '../files/DropLayer';
import { FilesMenu } from '../files/FilesMenu';
import { OpenedFiles } from '../files/OpenedFiles';
import { SaveRun } from '../files/SaveRun';
import { Header } from '../header/Header';
import { ModelsScreen } from '../models/ModelsScreen';
import { ProblemsScreen } from '../problem-sets/ProblemsScreen';
import { Workbench } from '../workbench/Workbench';
import { Announcer } from './Announcer';
import type { Desk } from './desk';
import type { View } from './views';

/** In the order of the navigation. The first stays mounted while others are shown, since the editor is slow to make. */
export const VIEWS: readonly View[] = [
  { id: 'playground', label: 'Playground', title: 'One problem, line by line', Screen: Workbench },
  { id: 'problems', label: 'Problems', title: 'Sets of problems, bundled and loaded', Screen: ProblemsScreen },
  { id: 'agents', label: 'Agents', title: 'Several agents on the current problem', Screen: AgentsScreen },
  { id: 'models', label: 'Models', title: 'Which model writes, and models from the Hub', Screen: ModelsScreen },
  { id: 'compare', label: 'Compare', title: 'Strategies side by side on the current problem', Screen: CompareScreen },
  {
    id: 'experiments',
    label: 'Experiments',
    title: 'Strategies against each other, on many problems',
    Screen: ExperimentsScreen,
  },
];

export function App({ desk, shown }: { desk: Desk; shown: ReadonlySignal<string> }) {
  const id = shown.value;
  const isWorkbench = id === VIEWS[0]?.id;
  return (
    <>
      <a class="skip" href="#code">
        Skip to the code
      </a>
      <div class={isWorkbench ? 'screen screen-filled' : 'screen'}>
        <Header theme={desk.settings.theme} views={VIEWS} shown={id}>
          <FilesMenu files={desk.files}>
            <SaveRun desk={desk} />
          </FilesMenu>
        </Header>
        {VIEWS.map((view, i) =>
          i === 0 || view.id === id ? (
            <div key={view.id} class="view" hidden={view.id !== id}>
              <view.Screen desk={desk} />
            </div>
          ) : null,
        )}
      </div>
      {isWorkbench && <AboutFooter />}
      <Announcer desk={desk} />
      <OpenedFiles files={desk.files} />
      <DropLayer files={desk.files} />
    </>
  );
}
