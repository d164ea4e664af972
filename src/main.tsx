/** Builds the page's one object, draws the page over it, and only then begins to load what is heavy. */
import { render } from 'preact';
import { createAgentsStore } from './agents/agents-store';
import { installAutomation } from './automation';
import { browserExperimentStorage } from './experiments/browser-storage';
import { createLibrary } from './experiments/library';
import { browserLocks } from './experiments/locks';
import { createPlayground } from './playground/create';
import { createEndpoint, createJudge } from './playground/endpoint/create-endpoint';
import { keptText } from './playground/kept-text';
import { createModels } from './playground/models/create-models';
import { browserStorage, createProblemStore, memoryProblemStorage } from './playground/problem-store';
import { createSettings } from './playground/settings';
import { ALL_BUNDLED } from './problems/bundled';
import { App, VIEWS } from './ui/app/App';
import { createDesk } from './ui/app/desk';
import { keepRun } from './ui/app/keep-run';
import { afterPaint, openPage, openRun } from './ui/app/opening';
import { followAddress } from './ui/app/views';
import { readEmbed } from './ui/embed/embed-request';
import { registerFileTakers } from './ui/files/register';
import { followTheme } from './ui/header/theme';
import { createPageOffline, startOffline } from './ui/offline/start-offline';
import { createSetDesk } from './ui/problem-sets/set-desk';
import { createLinks } from './ui/share/follow-links';

const embed = readEmbed(window.location.search);
/** An embedded page may not be allowed to keep anything, and must not change what the visitor keeps. */
const keeping = (key: string) => keptText(key, embed !== null);
const playground = createPlayground();
installAutomation(playground);
const settings = createSettings(keeping('eg-cfg.settings.v1'));
if (embed !== null) {
  settings.theme.value = embed.theme;
  settings.contrast.value = embed.contrast;
}
followTheme(settings);
const problems = createProblemStore(
  ALL_BUNDLED,
  embed === null ? browserStorage('eg-cfg.problems.v1') : memoryProblemStorage(),
);
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
const agents = createAgentsStore(keeping('eg-cfg.agents.v1'));
const desk = createDesk(
  playground,
  problems,
  settings,
  experiments,
  createModels(playground, settings),
  createSetDesk(),
  agents,
  createPageOffline(playground),
  createEndpoint(playground, keeping('eg-cfg.endpoint.v1')),
  createJudge(playground, keeping('eg-cfg.judge.v1')),
);
const links = createLinks(desk, keeping('eg-cfg.before-link.v1'));
registerFileTakers(desk, agents, links);

const root = document.querySelector('#app');
if (root === null) throw new Error('The page has no #app element to draw into.');
if (embed === null) {
  // Behind the first frame, which has the document's own words: else the screen is empty until all of this is drawn.
  afterPaint(() => {
    root.replaceChildren();
    const kept = keepRun(desk);
    render(<App desk={desk} links={links} kept={kept} shown={followAddress(VIEWS, window)} />, root);
    afterPaint(() => {
      void openPage(desk, links, kept);
      void startOffline(desk.offline, playground);
    });
  });
} else {
  const { panes } = embed;
  void import('./ui/embed/EmbeddedPage').then(({ EmbeddedPage }) => {
    root.replaceChildren();
    render(<EmbeddedPage desk={desk} links={links} panes={panes} />, root);
  });
  // Nothing is loaded into somebody else's page before its reader asks for a run.
  afterPaint(() => openRun(desk, links, null));
}
