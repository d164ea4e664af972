/** Which part of the page takes which files. Readers are loaded when the first file of their kind comes. */
import type { AgentsStore } from '../../agents/agents-store';
import { mayBeModel } from '../../playground/models/local-folder';
import type { Desk } from '../app/desk';
import { prefersStillness } from '../header/theme';
import type { Links } from '../share/follow-links';
import type { AgentUses } from './agent-takers';
import { putIntoSettings } from './put-into-settings';
import type { FileCard } from './taken-file';

export function registerFileTakers(desk: Desk, agents: AgentsStore, links: Links): void {
  const { takers } = desk.files;
  const uses: AgentUses = {
    asSettings: ({ config }) => putIntoSettings(desk.settings, config),
    asAgents: (list) => agents.set(list),
    current: () => {
      const agent = desk.settings.agent.value;
      if (agent === null) return null;
      const { gamma, ...settings } = agent;
      return { text: '', config: { settings, gammas: [gamma] }, said: new Set() };
    },
    asServers: ({ endpoint, execEvalHost, execEvalPort }) => {
      if (endpoint !== null) desk.endpoint.change({ address: endpoint });
      if (execEvalHost !== null) desk.judge.change(`http://${execEvalHost}:${execEvalPort ?? 5000}`);
    },
    show: (what) => {
      window.location.hash = what === 'settings' ? '#/playground' : `#/${what}`;
    },
  };
  takers.register(['run', 'result', 'experiment'], async (files) => {
    const { resultTaker } = await import('./result-taker');
    return resultTaker({
      play(events) {
        window.location.hash = '#/playground';
        desk.recording.value = events;
        desk.playRecording(prefersStillness() ? 'end' : 'play');
      },
      async addExperiment(experiment) {
        await desk.experiments.take(experiment);
        window.location.hash = '#/experiments';
      },
    })(files);
  });
  desk.files.takeWhole((files) => {
    if (!mayBeModel(files)) return null;
    return modelCards(desk, files);
  });
  takers.register(['link'], async (files) => {
    const { linkTaker } = await import('./link-taker');
    return linkTaker(async (link) => {
      window.location.hash = '#/playground';
      await (await links.opener()).openLink(link);
    })(files);
  });
  takers.register(['problems'], async (files) => {
    const { problemTaker } = await import('./problem-taker');
    return problemTaker(desk.sets)(files);
  });
  takers.register(['agent-list', 'agent-grid', 'session'], async (files) => {
    const { agentTaker } = await import('./agent-takers');
    return agentTaker(uses)(files);
  });
}

/** A dropped model folder is listed under Models, and the card leads there. */
async function modelCards(desk: Desk, files: readonly (readonly [string, Blob])[]): Promise<readonly FileCard[]> {
  const read = await desk.models.local.open(
    files.flatMap(([path, file]) => (file instanceof File ? [[path, file] as const] : [])),
  );
  if (read.kind === 'problem') {
    return [
      {
        title: 'Model folder',
        what: 'A model that cannot be used',
        problems: [{ where: 'folder', message: `${read.message} ${read.advice}`, severity: 'wrong' }],
        actions: [],
      },
    ];
  }
  return [
    {
      title: read.model.name,
      what: 'A model folder',
      preview: read.model.offers.map(({ weightsPath }) => weightsPath),
      problems: [],
      actions: [
        {
          label: 'Show it under Models',
          run() {
            window.location.hash = '#/models';
            return null;
          },
        },
      ],
    },
  ];
}
