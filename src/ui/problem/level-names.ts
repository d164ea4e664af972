import type { ProblemEntry } from '../../playground/problem-store';

/** What a program of each level is made of. */
const LEVELS: Readonly<Record<number, string>> = {
  1: 'Level 1 · one loop or one expression',
  2: 'Level 2 · conditions, strings, slices',
  3: 'Level 3 · simple algorithms',
  4: 'Level 4 · several at once',
};

export interface ProblemGroup {
  readonly name: string;
  readonly entries: readonly ProblemEntry[];
}

function groupName(origin: ProblemEntry['origin'], kind: ProblemEntry['draft']['kind'], level: number): string {
  if (origin === 'own') return 'Yours';
  return kind === 'program' ? 'Programs with input and output' : (LEVELS[level] ?? `Level ${level}`);
}

export function groupProblems(entries: readonly ProblemEntry[]): ProblemGroup[] {
  const groups = new Map<string, ProblemEntry[]>();
  for (const entry of entries) {
    const { level } = entry.draft;
    const name = groupName(entry.origin, entry.draft.kind, level);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [entry]);
    else group.push(entry);
  }
  return [...groups].map(([name, members]) => ({ name, entries: members }));
}
