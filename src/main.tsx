/** Builds the page's one object, draws the page over it, and only then begins to load what is heavy. */
import { render } from 'preact';
import { createAgentsStore } from './agents/agents-store';
import { installAutomation } from './automation';
import { browserExperimentStorage } from './experiments/browser-storage';
import { createLibrary } from './experiments/library';
import { browserLocks } from './experiments/locks';
import { createPlayground } from './playground/create';
import { createEndpoint } from './playground/endpoint/create-endpoint';
import { createModels } from './playground/models/create-models';
import { browserStorage, createProblemStore } from './playground/problem-store';
import { browserTextStorage, createSettings } from './playground/settings';
import { ALL_BUNDLED } from './problems/bundled';
import { App, VIEWS } from './ui/app/App';
import { createDesk } from './ui/app/desk';
import { afterPaint, openPage } from './ui/app/opening';
import { followAddress } from './ui/app/views';
import { registerFileTakers } from './ui/files/register';
import { followTheme } from './ui/header/theme';
import { createPageOffline, startOffline } from './ui/offline/start-offline';
import { createSetDesk } from './ui/problem-sets/set-desk';

const playground = createPlayground();
installAutomation(playground);
const settings = createSettings(browserTextStorage('eg-cfg.settings.v1'));
followTheme(settings);
const problems = createProblemStore(ALL_BUNDLED, browserStorage('eg-cfg.problems.v1'));
window.addEventListener('pagehide', () => problems.leave());
const experiments = createLibrary(
  {
    storage: browserExperimentStorage('eg-cfg.experiments.v1'),
    locks: browserLocks(),
    openLanes: (count) => playground.openLanes(count),
    nowMs: () => performance.now(),
  },
  'eg-cfg.experiments',
);
const agents = createAgentsStore(browserTextStorage('eg-cfg.agents.v1'));
const desk = createDesk(
  playground,
  problems,
  settings,
  experiments,
  createModels(playground, settings),
  createSetDesk(),
  agents,
  createPageOffline(playground),
  createEndpoint(playground),
);
registerFileTakers(desk, agents);

const root = document.querySelector('#app');
if (root === null) throw new Error('The page has no #app element to draw into.');
root.replaceChildren();
render(<App desk={desk} shown={followAddress(VIEWS, window)} />, root);
afterPaint(() => {
  void openPage(desk);
  void startOffline(desk.offline, playground);
});
