/**
 * An agent as one line of text: `ns3t0.8d8k1_ln,trace=minimal,seed=7,gamma=0.5|1|3`. First the published name of a
 * configuration (base-string.ts), then whatever it cannot hold, by name. What is not said has its default; the prompt's
 * is the model's own. Reading what was written gives the same agent, exactly.
 */
import { type AgentConfig, type AgentSettings, DEFAULT_AGENT } from '../guidance/agent';
import { readBase, writeBase } from './base-string';
import { type ConfigProblem, problemWords } from './config-problem';
import { fieldNamed, SETTING_FIELDS, SETTING_NAMES, type SettingField } from './setting-names';

export const DEFAULT_GAMMAS: readonly number[] = [DEFAULT_AGENT.gamma];
/** Several times what an agent needs that says everything. */
const MOST_CHARACTERS = 4000;
/** Told of one text; who corrects so many reads it again anyway. */
const MOST_PROBLEMS = 30;
/** Most strengths of one agent. */
const MOST_GAMMAS = 100;

export interface NamedAgent {
  readonly config: AgentConfig;
  /** What the text itself says; a session file fills in the others. */
  readonly said: ReadonlySet<SettingField>;
}

export type ReadConfigString =
  | ({ readonly kind: 'agent' } & NamedAgent)
  | { readonly kind: 'invalid'; readonly problems: readonly ConfigProblem[] };

/** Reads one agent. Of a text that is wrong in several settings every one is told. */
export function readConfigString(text: string): ReadConfigString {
  if (text.length > MOST_CHARACTERS) {
    const found = text.slice(MOST_CHARACTERS);
    return {
      kind: 'invalid',
      problems: [{ position: MOST_CHARACTERS, found, expected: 'the end of the agent by here' }],
    };
  }
  const [first, ...others] = piecesOf(text);
  if (first === undefined) return { kind: 'invalid', problems: [] };
  const problems: ConfigProblem[] = [];
  let settings: Partial<Settable> = {};
  const base = readBase(first.text);
  if (base.kind === 'base') settings = { ...base.settings };
  else problems.push({ ...base.problem, position: first.position + base.problem.position });
  const said = new Set<SettingField>(SETTING_FIELDS.filter((field) => settings[field] !== undefined));
  // The base leaves the refresh at 1 where it names none, which an override may change.
  const inBase = new Set(said);
  if (!/k\d/.test(first.text)) inBase.delete('refreshEvery');

  let gammas: readonly number[] | null = null;
  const overridden = new Set<SettingField>();
  for (const { text: piece, position } of others) {
    const equals = piece.indexOf('=');
    const name = equals < 0 ? piece : piece.slice(0, equals);
    const field = equals < 0 ? null : fieldNamed(name);
    if (field === null) {
      problems.push({ position, found: piece, expected: `a setting as name=value, the name one of ${names()}` });
      continue;
    }
    if (overridden.has(field)) {
      problems.push({ position, found: piece, expected: `${name} only once` });
      continue;
    }
    overridden.add(field);
    const value = piece.slice(equals + 1);
    const wrong = (expected: string) => {
      problems.push({ position: position + equals + 1, found: value, expected: `${expected} after ${name}=` });
    };
    if (field === 'gamma') {
      const read = readGammas(value);
      if (typeof read === 'string') wrong(read);
      else gammas = read;
      said.add('gamma');
      continue;
    }
    const before = settings[field];
    const after = withSetting(settings, field, value);
    if (typeof after === 'string') wrong(after);
    else if (inBase.has(field) && after[field] !== before) {
      problems.push({ position, found: piece, expected: `${name} to be as ${first.text} says, or not to be named` });
    } else settings = after;
    said.add(field);
  }
  if (problems.length > 0) {
    return { kind: 'invalid', problems: problems.sort((a, b) => a.position - b.position).slice(0, MOST_PROBLEMS) };
  }
  const { gamma: _, ...defaults } = DEFAULT_AGENT;
  return { kind: 'agent', config: { settings: { ...defaults, ...settings }, gammas: gammas ?? DEFAULT_GAMMAS }, said };
}

/** The shortest text that reads as this agent: settings that have their default are left out. */
export function writeConfigString({ settings, gammas }: AgentConfig): string {
  const base = writeBase(settings);
  const read = readConfigString(base);
  const without = read.kind === 'agent' ? read.config.settings : null;
  const overrides = SETTING_FIELDS.flatMap((field) => {
    if (field === 'gamma') return [];
    if (without !== null && without[field] === settings[field]) return [];
    return [`${SETTING_NAMES[field].name}=${written(field, settings)}`];
  });
  const list = gammas.length === 1 && gammas[0] === DEFAULT_AGENT.gamma ? [] : [`gamma=${gammas.join('|')}`];
  return [base, ...overrides, ...list].join(',');
}

/** Two texts of the same agent have the same canonical text; null where it cannot be read. */
export function canonicalConfigString(text: string): string | null {
  const read = readConfigString(text);
  return read.kind === 'agent' ? writeConfigString(read.config) : null;
}

/** All problems of a text, in sentences. */
export function configProblems(read: ReadConfigString): readonly string[] {
  return read.kind === 'agent' ? [] : read.problems.map(problemWords);
}

/** One agent for every strength, in the order in which they are tried. */
export function agentsOf({ settings, gammas }: AgentConfig): readonly AgentSettings[] {
  return gammas.map((gamma) => ({ ...settings, gamma }));
}

type Settable = { -readonly [F in SettingField]: AgentSettings[F] };

/** The settings with one more, or what was expected. */
function withSetting<F extends SettingField>(
  settings: Partial<Settable>,
  field: F,
  text: string,
): Partial<Settable> | string {
  const read = SETTING_NAMES[field].read(text);
  return read.kind === 'wrong' ? read.expected : { ...settings, [field]: read.value };
}

function written<F extends Exclude<SettingField, 'gamma'>>(field: F, settings: Omit<AgentSettings, 'gamma'>): string {
  const name: { write(value: Omit<AgentSettings, 'gamma'>[F]): string } = SETTING_NAMES[field];
  return name.write(settings[field]);
}

function readGammas(text: string): readonly number[] | string {
  const expected = `${SETTING_NAMES.gamma.expected}, or different ones with | between them,`;
  const reads = text.split('|').map((one) => SETTING_NAMES.gamma.read(one.trim()));
  const values = reads.flatMap((read) => (read.kind === 'value' ? [read.value] : []));
  const usable = values.length === reads.length && values.length <= MOST_GAMMAS;
  return usable && new Set(values).size === values.length ? values : expected;
}

function piecesOf(text: string): readonly { readonly text: string; readonly position: number }[] {
  let start = 0;
  return text.split(',').map((piece) => {
    const position = start + (piece.length - piece.trimStart().length);
    start += piece.length + 1;
    return { text: piece.trim(), position };
  });
}

function names(): string {
  return SETTING_FIELDS.map((field) => SETTING_NAMES[field].name).join(', ');
}
