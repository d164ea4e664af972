import type { ProblemEntry } from '../../playground/problem-store';

/** Levels as the built-in model meets them, not as a person would. */
const LEVELS: Readonly<Record<number, string>> = {
  1: 'Level 1 · trivial',
  2: 'Level 2 · easy',
  3: 'Level 3 · middling',
  4: 'Level 4 · hard for this model',
};

export interface ProblemGroup {
  readonly name: string;
  readonly entries: readonly ProblemEntry[];
}

export function groupProblems(entries: readonly ProblemEntry[]): ProblemGroup[] {
  const groups = new Map<string, ProblemEntry[]>();
  for (const entry of entries) {
    const { level } = entry.draft;
    const name = entry.origin === 'own' ? 'Yours' : (LEVELS[level] ?? `Level ${level}`);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [entry]);
    else group.push(entry);
  }
  return [...groups].map(([name, members]) => ({ name, entries: members }));
}
