/**
 * Session files: the published `session_config.*.json`, one object of named fields. Every documented field is known:
 * those that mean something here are read (session-fields.ts), those that belong to servers and processes are told to
 * have no effect, and any other is named as unknown. One wrong field does not cost the others.
 */

import { readJsonText } from '../files/json-text';
import type { AgentSettings } from '../guidance/agent';
import { writeConfigString } from './config-string';
import { type FileProblem, type ListedAgent, note, shown, wrong } from './listed-agent';
import { SESSION_FIELDS } from './session-fields';
import { isSettingField } from './setting-names';

export interface Session {
  /** null where the file names none. */
  readonly gammas: readonly number[] | null;
  /** Settings that every agent has which does not say otherwise. */
  readonly settings: Partial<Omit<AgentSettings, 'gamma'>>;
  /** A model's name as on the Hub. */
  readonly model: string | null;
  readonly dataset: string | null;
  /** Folder names from the root of an exported zip. */
  readonly resultsFolder: string | null;
  /** Of the problems in the order of their file, from 0. */
  readonly startIndex: number;
  /** The first problem that is left out; null for none. */
  readonly endIndex: number | null;
  /** A problem that one agent has solved is skipped by those after it. */
  readonly skipSolved: boolean;
  /** Address of an inference server, as it stands there. */
  readonly endpoint: string | null;
  /** Host of an ExecEval server; its port is 5000 where none is named. */
  readonly execEvalHost: string | null;
  readonly execEvalPort: number | null;
}

export const EMPTY_SESSION: Session = {
  gammas: null,
  settings: {},
  model: null,
  dataset: null,
  resultsFolder: null,
  startIndex: 0,
  endIndex: null,
  skipSolved: false,
  endpoint: null,
  execEvalHost: null,
  execEvalPort: null,
};

export interface ReadSession {
  /** null where the file is no session at all. */
  readonly session: Session | null;
  readonly problems: readonly FileProblem[];
}

export function readSession(text: string): ReadSession {
  const read = readJsonText(text);
  if (read.kind === 'no-json')
    return { session: null, problems: [wrong('file', `It cannot be read: ${read.reason}.`)] };
  const { value } = read;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return {
      session: null,
      problems: [wrong('file', 'Expected an object of fields, as in {"gammas": [0, 0.5, 1, 3], "dataset": "mbpp"}.')],
    };
  }
  const problems: FileProblem[] = [];
  let session = EMPTY_SESSION;
  for (const [name, content] of Object.entries(value)) {
    const field = SESSION_FIELDS.get(name);
    if (field === undefined) {
      problems.push(wrong(name, `No field has this name: expected one of ${[...SESSION_FIELDS.keys()].join(', ')}.`));
      continue;
    }
    const change = field.read(content);
    if (change === null) problems.push(wrong(name, `Expected ${field.expected}; found ${shown(content)}.`));
    else session = { ...session, ...change, settings: { ...session.settings, ...change.settings } };
    if (change !== null && field.note !== undefined) problems.push(note(name, field.note));
  }
  const { startIndex, endIndex } = session;
  if (endIndex !== null && endIndex <= startIndex) {
    problems.push(wrong('end_idx', `Expected a number above start_idx (${startIndex}); found ${endIndex}.`));
    session = { ...session, startIndex: 0, endIndex: null };
  }
  return { session, problems };
}

/** The agents under a session: what an agent says itself stays. */
export function underSession(agents: readonly ListedAgent[], session: Session): readonly ListedAgent[] {
  return agents.map(({ config, said }) => {
    const unsaid = Object.fromEntries(
      Object.entries(session.settings).filter(([field]) => !(isSettingField(field) && said.has(field))),
    );
    const gammas = session.gammas === null || said.has('gamma') ? config.gammas : session.gammas;
    const own = { settings: { ...config.settings, ...unsaid }, gammas };
    return { text: writeConfigString(own), config: own, said };
  });
}

/** The part of a list of problems that a session names. */
export function problemsOf<T>(problems: readonly T[], { startIndex, endIndex }: Session): readonly T[] {
  return problems.slice(startIndex, endIndex ?? problems.length);
}
