/** What is wrong with a config string, at which character, and what was expected there. */

export interface ConfigProblem {
  /** Index of the first character that cannot be used, from 0; the string's length where something is missing. */
  readonly position: number;
  /** What stands there, up to the next comma; empty at the end. */
  readonly found: string;
  /** Follows "expected". */
  readonly expected: string;
}

const MOST_SHOWN = 40;

/** One sentence; characters are counted from 1, as people count them. */
export function problemWords({ position, found, expected }: ConfigProblem): string {
  const shown = found.length > MOST_SHOWN ? `${found.slice(0, MOST_SHOWN)}…` : found;
  const there = shown === '' ? 'the text ends' : `found ${JSON.stringify(shown)}`;
  return `Character ${position + 1}: expected ${expected}; ${there}.`;
}
