/** `--agent-list`, `--grid` and `--session`: the published files, read by the page's own readers. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from './agent-options.mjs';
import {
  DEFAULT_AGENT,
  readAgentArgument,
  readAgentGrid,
  readAgentList,
  readSession,
  underSession,
  writeConfigString,
} from './experiments.mjs';

/** @typedef {import('../../src/agents/listed-agent').ListedAgent} ListedAgent */
/** @typedef {import('../../src/agents/listed-agent').FileProblem} FileProblem */

/**
 * @typedef {object} AgentFiles
 * @property {string | undefined} agents as `--agents` takes them
 * @property {string | undefined} seed
 * @property {number} start of the problems, from 0
 * @property {number | null} end before which problem to end; null for after the last
 * @property {boolean} skipSolved an agent leaves out what another has solved
 * @property {string[]} notes what was read and has no effect, or another one than it may seem
 */

/**
 * What the files say, for the options that follow. A file that is wrong anywhere is refused with every fault in it.
 * @param {{ agents?: string, 'agent-list'?: string, grid?: string, session?: string, seed?: string, seeds?: string }} values
 * @returns {AgentFiles}
 */
export function agentFiles({ agents, 'agent-list': list, grid, session: file, seed, seeds }) {
  if ([agents, list, grid].filter((source) => source !== undefined).length > 1) {
    throw new UsageError('--agents, --agent-list and --grid: leave all but one out.');
  }
  const session = file === undefined ? null : usable('--session', file, readSession(text('--session', file)));
  const read =
    list !== undefined
      ? usable('--agent-list', list, readAgentList(text('--agent-list', list)))
      : grid !== undefined
        ? usable('--grid', grid, readAgentGrid(text('--grid', grid)))
        : agents !== undefined
          ? usable('--agents', '', readAgentArgument(agents))
          : null;
  const notes = [...(read?.notes ?? []), ...(session?.notes ?? [])];
  const under = session?.session ?? null;
  const used = under === null ? (read?.agents ?? []) : underSession(read?.agents ?? [pageAgent()], under);
  // Runs take their seed from --seed: one seed for all agents is as good as that, several are told to have no effect.
  const own = new Set(used.map(({ config }) => config.settings.seed));
  const [only] = own;
  const isNamed = used.some(({ said }) => said.has('seed')) || under?.settings.seed !== undefined;
  const taken = isNamed && own.size === 1 && seed === undefined && seeds === undefined ? String(only) : undefined;
  if (isNamed && taken === undefined) notes.push('The seeds of the agents have no effect: --seed or --seeds counts.');
  if (under === null) {
    // As it was typed: a folder of results knows it by that.
    return {
      agents: list === undefined && grid === undefined ? agents : joined(used),
      seed: taken,
      start: 0,
      end: null,
      skipSolved: false,
      notes,
    };
  }
  const { startIndex, endIndex, skipSolved, model, dataset, resultsFolder } = under;
  if (model !== null)
    notes.push(`--session, model_name: ${model} is not loaded by it; the model is the one the page runs.`);
  if (dataset !== null)
    notes.push(`--session, dataset: ${dataset} is not loaded by it; the problems are those of --problems.`);
  if (resultsFolder !== null) notes.push('--session, results_dir: the results go to --out.');
  return { agents: joined(used), seed: taken, start: startIndex, end: endIndex, skipSolved, notes };
}

/**
 * @template {{ readonly problems: readonly FileProblem[] }} Read
 * @param {string} flag
 * @param {string} file
 * @param {Read} read
 * @returns {Read & { notes: string[] }}
 */
function usable(flag, file, read) {
  const said = (/** @type {FileProblem} */ { where, message }) =>
    `${[flag, ...(file === '' ? [] : [path.basename(file)]), where].join(', ')}: ${message}`;
  const wrong = read.problems.filter(({ severity }) => severity === 'wrong');
  if (wrong.length > 0) throw new UsageError(wrong.map(said).join('\n'));
  return { ...read, notes: read.problems.map(said) };
}

/**
 * @param {string} flag
 * @param {string} file
 */
function text(flag, file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${flag}: ${file} cannot be read (${error instanceof Error ? error.message : error}).`);
  }
}

/** @returns {ListedAgent} what the page opens with, of which a session may change anything */
function pageAgent() {
  const { gamma, ...settings } = DEFAULT_AGENT;
  const config = { settings, gammas: [gamma] };
  return { text: writeConfigString(config), config, said: new Set() };
}

/** @param {readonly ListedAgent[]} agents */
function joined(agents) {
  return agents.map(({ text }) => text).join(';');
}
