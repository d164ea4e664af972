/** Config strings, lists, grids and session files: what was read, and the buttons that use it. */
import { readAgentGrid } from '../../agents/agent-grid';
import { readAgentList } from '../../agents/agent-list';
import type { AgentsFile, FileProblem, ListedAgent } from '../../agents/listed-agent';
import { EMPTY_SESSION, readSession, type Session, underSession } from '../../agents/session-file';
import { FileFault, textOf } from '../../files/stored-file';
import { counted } from '../shared/numbers';
import type { FileAction, FileCard, FileTaker, OpenedFile } from './taken-file';

/** What the page does with agents and sessions. */
export interface AgentUses {
  /** Puts one agent into the controls; returns what could not be set there, in words. */
  asSettings(agent: ListedAgent): readonly string[];
  /** Puts them into the list of agents. */
  asAgents(agents: readonly ListedAgent[]): void;
  /** The agent of the controls, for a session that comes without agents. */
  current(): ListedAgent | null;
  /** Puts addresses into their fields; nothing is connected to. */
  asServers(servers: Pick<Session, 'endpoint' | 'execEvalHost' | 'execEvalPort'>): void;
  /** Goes to where they are seen. */
  show(what: 'settings' | 'agents' | 'models'): void;
}

/** Nobody writes agents by the megabyte. */
const MOST_BYTES = 4 * 2 ** 20;

/** A session counts for all agents that came with it in one drop; alone, for those of the controls. */
export function agentTaker(uses: AgentUses): FileTaker {
  return async (files) => {
    const sessions = await Promise.all(files.filter(({ kind }) => kind === 'session').map(readSessionFile));
    const [first] = sessions;
    const session = first?.session ?? EMPTY_SESSION;
    const lists = await Promise.all(
      files.filter(({ kind }) => kind !== 'session').map((file) => agentsCard(file, session, uses)),
    );
    const alone = lists.length === 0;
    return [...sessions.map((read, i) => sessionCard(read, i === 0, alone, uses)), ...lists];
  };
}

interface SessionRead {
  readonly path: string;
  readonly session: Session | null;
  readonly problems: readonly FileProblem[];
}

async function readSessionFile({ path, content }: OpenedFile): Promise<SessionRead> {
  const text = await guarded(() => textOf(content, MOST_BYTES));
  return typeof text === 'string' ? { path, ...readSession(text) } : { path, session: null, problems: [text] };
}

function sessionCard(
  { path, session, problems }: SessionRead,
  counts: boolean,
  alone: boolean,
  uses: AgentUses,
): FileCard {
  const current = uses.current();
  const usable = session !== null && counts && alone && current !== null;
  return {
    title: path,
    what:
      session === null
        ? 'A session file that cannot be read'
        : counts
          ? 'A session file'
          : 'A second session file, not used',
    preview: session === null ? [] : sessionLines(session),
    problems: session === null ? problems : [...problems, ...shownOnly(session)],
    actions: [
      ...(usable ? agentActions(underSession([current], session), uses) : []),
      ...(session === null ? [] : serverActions(session, uses)),
    ],
  };
}

function serverActions(session: Session, uses: AgentUses): FileAction[] {
  if (session.endpoint === null && session.execEvalHost === null) return [];
  return [
    {
      label: 'Put its servers under Models',
      run() {
        uses.asServers(session);
        uses.show('models');
        return null;
      },
    },
  ];
}

/** What of a session the page has its own places for. */
function shownOnly({ model, dataset, resultsFolder, startIndex, endIndex, skipSolved }: Session): FileProblem[] {
  const said = (holds: boolean, where: string, message: string): FileProblem[] =>
    holds ? [{ where, message: `Shown only: ${message}`, severity: 'note' }] : [];
  return [
    ...said(model !== null, 'model_name', 'the model is chosen under Models.'),
    ...said(dataset !== null, 'dataset', 'problems are opened under Problems.'),
    ...said(resultsFolder !== null, 'results_dir', 'results are saved from Files and Experiments.'),
    ...said(
      startIndex > 0 || endIndex !== null,
      'start_idx, end_idx',
      'an experiment takes the first problems of a set.',
    ),
    ...said(
      skipSolved,
      'use_global_cache',
      'agents on one problem stop at the first success as long as Agents says so.',
    ),
  ];
}

function sessionLines(session: Session): string[] {
  const { gammas, settings, model, dataset, resultsFolder, startIndex, endIndex, skipSolved } = session;
  const line = (name: string, value: unknown) => (value === null ? [] : [`${name}: ${String(value)}`]);
  return [
    ...line('gammas', gammas?.join(', ') ?? null),
    ...Object.entries(settings).map(([name, value]) => `${name}: ${String(value ?? 'off')}`),
    ...line('model', model),
    ...line('data set', dataset),
    ...line('results in', resultsFolder),
    ...line('problems', startIndex > 0 || endIndex !== null ? `${startIndex} to ${endIndex ?? 'the end'}` : null),
    ...line('endpoint', session.endpoint),
    ...line('ExecEval at', session.execEvalHost && `${session.execEvalHost}:${session.execEvalPort ?? 5000}`),
    ...line('solved problems are skipped', skipSolved ? 'yes' : null),
  ];
}

async function agentsCard({ path, kind, content }: OpenedFile, session: Session, uses: AgentUses): Promise<FileCard> {
  const text = await guarded(() => textOf(content, MOST_BYTES));
  const read: AgentsFile =
    typeof text !== 'string'
      ? { agents: [], problems: [text] }
      : kind === 'agent-grid'
        ? readAgentGrid(text)
        : readAgentList(text);
  const agents = underSession(read.agents, session);
  const count = counted(agents.length, 'agent');
  return {
    title: path,
    what: kind === 'agent-grid' ? `A grid of ${count}` : `A list of ${count}`,
    preview: agents.map((agent) => agent.text),
    problems: read.problems,
    actions: agentActions(agents, uses),
  };
}

function agentActions(agents: readonly ListedAgent[], uses: AgentUses): FileAction[] {
  const [first] = agents;
  if (first === undefined) return [];
  const asSettings: FileAction = {
    label: 'Use as settings',
    run() {
      const unset = uses.asSettings(first);
      if (unset.length === 0) {
        uses.show('settings');
        return null;
      }
      return `Set. ${unset.join(' ')}`;
    },
  };
  const asAgents: FileAction = {
    label: agents.length === 1 ? 'Use as the only agent' : `Use as the ${agents.length} agents`,
    run() {
      uses.asAgents(agents);
      uses.show('agents');
      return null;
    },
  };
  return agents.length === 1 && first.config.gammas.length === 1 ? [asSettings, asAgents] : [asAgents];
}

async function guarded(read: () => Promise<string>): Promise<string | FileProblem> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    return { where: 'file', message: error.message, severity: 'wrong' };
  }
}
