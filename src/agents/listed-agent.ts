/** Agents as a file lists them, and what was wrong with the others. */
import type { NamedAgent } from './config-string';

export interface ListedAgent extends NamedAgent {
  /** Its config string, in the form in which this page writes it. */
  readonly text: string;
}

export interface FileProblem {
  /** A place in the file, as in `entry 3, character 5` or `t[2]`. */
  readonly where: string;
  /** One sentence: what is there and what was expected. */
  readonly message: string;
  /** `wrong`: this part could not be used. `note`: it is used, or left out, in a way that one should know. */
  readonly severity: 'wrong' | 'note';
}

export interface AgentsFile {
  readonly agents: readonly ListedAgent[];
  readonly problems: readonly FileProblem[];
}

/** More agents than anybody runs, so that a grid with a slip of the pen does not fill the memory. */
export const MOST_AGENTS = 10_000;

export function wrong(where: string, message: string): FileProblem {
  return { where, message, severity: 'wrong' };
}

export function note(where: string, message: string): FileProblem {
  return { where, message, severity: 'note' };
}

/** A value as a message shows it: short, and told from text that looks the same. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
