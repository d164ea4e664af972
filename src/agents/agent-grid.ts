/**
 * Grids of agents: the published `dynamic_signals_params.json`, an object of lists. One agent for every combination, in
 * the order of sklearn's ParameterGrid, which the published code uses: keys sorted by name, the last key fastest.
 * Besides the published keys (d, g, k, n, p, prompt_type, s, t) every setting may be listed under its own name.
 */

import { readJsonText } from '../files/json-text';
import { type AgentSettings, DEFAULT_AGENT } from '../guidance/agent';
import { DEFAULT_GAMMAS, writeConfigString } from './config-string';
import { type AgentsFile, type FileProblem, type ListedAgent, MOST_AGENTS, note, shown, wrong } from './listed-agent';
import { fieldNamed, SETTING_FIELDS, SETTING_NAMES, type SettingField } from './setting-names';

/** The published letters for what is no setting of ours under that letter. */
const PUBLISHED_KEYS = new Map<string, SettingField>([
  ['n', 'candidateSignal'],
  ['p', 'partialSignal'],
  ['g', 'guidance'],
]);
const PUBLISHED_GUIDANCE = new Map([
  ['line_guidance', 'line'],
  ['token_guidance', 'token'],
  ['persistent_prefix_guidance', 'persistent-prefix'],
]);
/** The published code replaces whatever the file says of these. */
const FORCED = new Map([
  ['n', 'true'],
  ['p', 'false'],
  ['g', '"line_guidance"'],
]);

interface Axis {
  readonly key: string;
  readonly field: SettingField;
  readonly values: readonly Partial<AgentSettings>[];
}

export function readAgentGrid(text: string): AgentsFile {
  const read = readJsonText(text);
  if (read.kind === 'no-json') return nothing(wrong('file', `It cannot be read: ${read.reason}.`));
  const { value } = read;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return nothing(wrong('file', 'Expected an object of lists, as in {"t": [0.7, 0.75], "s": [3], "d": [2, 3]}.'));
  }
  const problems: FileProblem[] = [];
  const axes: Axis[] = [];
  for (const [key, list] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const axis = axisOf(key, list, problems);
    if (axis === null) continue;
    const earlier = axes.find(({ field }) => field === axis.field);
    if (earlier === undefined) axes.push(axis);
    else problems.push(wrong(key, `The same setting as ${earlier.key}: expected one of the two.`));
  }
  if (axes.length === 0) problems.push(wrong('file', 'It names no setting: expected at least one list.'));
  const combinations = axes.reduce((product, axis) => product * axis.values.length, 1);
  if (combinations > MOST_AGENTS) {
    problems.push(wrong('file', `It makes ${combinations} agents: expected at most ${MOST_AGENTS}.`));
  }
  // A grid that lost a list would be another grid: who wrote it should correct it first.
  if (problems.some(({ severity }) => severity === 'wrong')) return { agents: [], problems };
  const said = new Set<SettingField>(axes.map(({ field }) => field));
  const agents = new Map<string, ListedAgent>();
  for (const settings of product(axes)) {
    const agent = listed(settings, said);
    if (!agents.has(agent.text)) agents.set(agent.text, agent);
  }
  if (agents.size < combinations) {
    problems.push(
      note('file', `${combinations} combinations are ${agents.size} different agents, and each is listed once.`),
    );
  }
  return { agents: [...agents.values()], problems };
}

function axisOf(key: string, list: unknown, problems: FileProblem[]): Axis | null {
  const field = PUBLISHED_KEYS.get(key) ?? fieldNamed(key);
  if (field === null) {
    problems.push(wrong(key, `No setting has this name: expected one of ${keyNames()}.`));
    return null;
  }
  if (!Array.isArray(list)) {
    problems.push(wrong(key, `Expected a list of values, as in [${shown(list)}]; found ${shown(list)}.`));
    return null;
  }
  if (list.length === 0) {
    problems.push(wrong(key, 'The list is empty: expected at least one value, or no such key.'));
    return null;
  }
  const { expected } = SETTING_NAMES[field];
  const values = list.flatMap((value: unknown, i): Partial<AgentSettings>[] => {
    const settings = settingOf(field, value);
    if (settings === null) problems.push(wrong(`${key}[${i}]`, `Expected ${expected}; found ${shown(value)}.`));
    return settings === null ? [] : [settings];
  });
  const forced = FORCED.get(key);
  if (forced !== undefined && list.some((value: unknown) => JSON.stringify(value) !== forced)) {
    problems.push(note(key, `Used as it stands here; the published code always takes ${forced}.`));
  }
  return { key, field, values };
}

function settingOf(field: SettingField, value: unknown): Partial<AgentSettings> | null {
  if (typeof value === 'object' && value !== null) return null;
  // A number in quotes is a slip that would be hidden by reading it.
  const isNumber = typeof DEFAULT_AGENT[field] === 'number' || field === 'topProbsMask' || field === 'epsilon';
  if (isNumber && typeof value === 'string' && !/^[a-z]+$/.test(value)) return null;
  const text = String(value);
  const read = SETTING_NAMES[field].read(field === 'guidance' ? (PUBLISHED_GUIDANCE.get(text) ?? text) : text);
  return read.kind === 'value' ? { [field]: read.value } : null;
}

/** Every combination; the last axis changes fastest. */
function* product(axes: readonly Axis[]): Generator<Partial<AgentSettings>> {
  const [first, ...others] = axes;
  if (first === undefined) return yield {};
  for (const value of first.values) for (const rest of product(others)) yield { ...value, ...rest };
}

function listed(settings: Partial<AgentSettings>, said: ReadonlySet<SettingField>): ListedAgent {
  const { gamma, ...own } = settings;
  const { gamma: _, ...defaults } = DEFAULT_AGENT;
  const config = { settings: { ...defaults, ...own }, gammas: gamma === undefined ? DEFAULT_GAMMAS : [gamma] };
  return { text: writeConfigString(config), config, said };
}

function keyNames(): string {
  return ['t', 's', 'd', 'k', 'prompt_type', 'n', 'p', 'g', ...SETTING_FIELDS.map((f) => SETTING_NAMES[f].name)].join(
    ', ',
  );
}

function nothing(problem: FileProblem): AgentsFile {
  return { agents: [], problems: [problem] };
}
