/**
 * Lists of config strings: the published `dynamic_signals_configs.json` (a JSON list of strings), or plain text with one
 * agent per line, where `#` begins a comment.
 */
import { readJsonText } from '../files/json-text';
import { problemWords } from './config-problem';
import { canonicalConfigString, readConfigString, writeConfigString } from './config-string';
import { type AgentsFile, type FileProblem, type ListedAgent, MOST_AGENTS, note, shown, wrong } from './listed-agent';

export function readAgentList(text: string): AgentsFile {
  if (!/^\s*[[{"]/.test(text.replace(/^\uFEFF/, ''))) return readAgentLines(text);
  const read = readJsonText(text);
  if (read.kind === 'no-json') return { agents: [], problems: [wrong('file', `${capital(read.reason)}.`)] };
  if (!Array.isArray(read.value)) {
    return {
      agents: [],
      problems: [wrong('file', 'Expected a list of config strings, as in ["ns3t0.75d5k1_ln"].')],
    };
  }
  return listOf(read.value.map((entry, i) => [`entry ${i + 1}`, entry]));
}

function readAgentLines(text: string): AgentsFile {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line, i): [string, string] => [`line ${i + 1}`, line.replace(/#.*$/, '').trim()]);
  return listOf(lines.filter(([, line]) => line !== ''));
}

/**
 * Agents of a command line, separated by commas or semicolons: a comma before `name=` goes on with the agent before it,
 * any other begins a new one.
 */
export function readAgentArgument(text: string): AgentsFile {
  const agents = text
    .split(';')
    .flatMap((part) => part.split(/,(?=[^,=]*(?:,|$))/))
    .map((one) => one.trim());
  return listOf(agents.filter((one) => one !== '').map((one, i) => [`agent ${i + 1}`, one]));
}

function listOf(entries: readonly (readonly [where: string, entry: unknown])[]): AgentsFile {
  const agents: ListedAgent[] = [];
  const problems: FileProblem[] = [];
  const placeOf = new Map<string, string>();
  if (entries.length === 0) problems.push(wrong('file', 'It lists no agent: expected at least one config string.'));
  for (const [where, entry] of entries.slice(0, MOST_AGENTS)) {
    if (typeof entry !== 'string') {
      problems.push(wrong(where, `Expected a config string in quotes; found ${shown(entry)}.`));
      continue;
    }
    const read = readConfigString(entry);
    if (read.kind === 'invalid') {
      problems.push(...read.problems.map((problem) => wrong(`${where}, ${shown(entry)}`, problemWords(problem))));
      continue;
    }
    const { config, said } = read;
    const text = writeConfigString(config);
    const earlier = placeOf.get(text);
    if (earlier !== undefined) {
      problems.push(note(where, `The same agent as ${earlier}, so it is listed once.`));
      continue;
    }
    placeOf.set(text, where);
    agents.push({ text, config, said });
  }
  if (entries.length > MOST_AGENTS) {
    problems.push(
      wrong('file', `It lists ${entries.length} agents; those after the first ${MOST_AGENTS} are left out.`),
    );
  }
  return { agents, problems };
}

/** The published file again: a JSON list of config strings. */
export function writeAgentList(agents: readonly Pick<ListedAgent, 'config'>[]): string {
  return `${JSON.stringify(
    agents.map(({ config }) => writeConfigString(config)),
    null,
    2,
  )}\n`;
}

/** Whether a text could be one agent, for telling files apart. */
export function looksLikeConfigString(text: string): boolean {
  return canonicalConfigString(text) !== null;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
