/** The sets of problems that an experiment can be made of. */

import { checkDraft } from '../../playground/problem-draft';
import { BUNDLED, BUNDLED_PROGRAMS } from '../../problems/bundled';
import { type Problem, parseProblem } from '../../problems/schema';
import type { Desk } from '../app/desk';

export interface ProblemChoice {
  readonly id: string;
  readonly label: string;
  readonly count: number;
  load(): Promise<readonly Problem[]>;
}

/** Hand-written statements in other words than training used; a file of its own, fetched when it is chosen. */
const FREELY_WORDED_COUNT = 69;

export function problemChoices(desk: Desk): ProblemChoice[] {
  const functions = BUNDLED.map(({ problem }) => problem);
  const programs = BUNDLED_PROGRAMS.map(({ problem }) => problem);
  const own = desk.problems.entries.value
    .filter(({ origin }) => origin === 'own')
    .flatMap(({ draft }) => {
      const checked = checkDraft(draft);
      return checked.kind === 'problem' ? [checked.problem] : [];
    });
  return [
    { id: 'bundled', label: 'Bundled: functions', count: functions.length, load: async () => functions },
    { id: 'bundled-programs', label: 'Bundled: programs', count: programs.length, load: async () => programs },
    { id: 'free', label: 'Freely worded', count: FREELY_WORDED_COUNT, load: loadFreelyWorded },
    ...desk.sets.library.sets.value.map((set) => ({
      id: `set-${set.id}`,
      label: set.name,
      count: set.problemCount,
      load: () => desk.sets.library.problems(set),
    })),
    ...(own.length === 0 ? [] : [{ id: 'own', label: 'Your own', count: own.length, load: async () => own }]),
  ];
}

async function loadFreelyWorded(): Promise<readonly Problem[]> {
  const { default: rows } = await import('../../problems/freely-worded.json');
  return rows.flatMap((row) => {
    const parsed = parseProblem(row);
    return parsed.kind === 'problem' ? [parsed.problem] : [];
  });
}
