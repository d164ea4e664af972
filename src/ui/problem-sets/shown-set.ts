/** A set as the screen shows it, bundled or loaded: its rows, and a way to each problem. */

import type { IndexRow, SetInfo } from '../../problem-sets/set-info';
import type { SetLibrary } from '../../problem-sets/set-library';
import { BUNDLED, BUNDLED_PROGRAMS } from '../../problems/bundled';
import type { LoadedProblem } from '../../problems/readers/problem-rows';
import { problemKind } from '../../problems/schema';

export interface ShownRow extends IndexRow {
  /** Of bundled problems. */
  readonly level: number | null;
  readonly teaches: string | null;
}

export interface ShownSet {
  /** `bundled`, or the id of a loaded set. */
  readonly id: string;
  readonly name: string;
  readonly info: SetInfo | null;
  readonly rows: readonly ShownRow[];
  problem(at: number): Promise<Pick<LoadedProblem, 'problem' | 'notes'> | null>;
}

export function bundledSet(): ShownSet {
  const entries = [...BUNDLED, ...BUNDLED_PROGRAMS];
  return {
    id: 'bundled',
    name: 'Bundled problems',
    info: null,
    rows: entries.map(({ problem, teaches, tags }, i) => ({
      place: i + 1,
      id: problem.id,
      title: problem.title,
      about: problem.statement,
      kind: problemKind(problem),
      visible: problem.visibleTests.length,
      hidden: problem.hiddenTests.length,
      tags: [...tags],
      notes: 0,
      level: problem.level,
      teaches,
    })),
    problem: async (at) => {
      const entry = entries[at];
      return entry === undefined ? null : { problem: entry.problem, notes: [] };
    },
  };
}

export async function loadedSet(library: SetLibrary, info: SetInfo): Promise<ShownSet> {
  const rows = await library.index(info);
  return {
    id: info.id,
    name: info.name,
    info,
    rows: rows.map((row) => ({ ...row, level: null, teaches: null })),
    problem: (at) => library.problem(info, at),
  };
}

const LEVEL = /\blevel\s*([1-4])\b/gi;

/**
 * Indices of the rows that hold every word of the text, in title, id, statement, tags, kind or what they teach;
 * `level 2` asks for that level.
 */
export function matching(rows: readonly ShownRow[], text: string): number[] {
  const levels = [...text.matchAll(LEVEL)].map((match) => Number(match[1]));
  const words = text
    .replace(LEVEL, ' ')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return rows.flatMap((row, at) => {
    if (levels.some((level) => level !== row.level)) return [];
    const { title, id, about, tags, kind, teaches } = row;
    const said = `${title} ${id} ${about} ${tags.join(' ')} ${kind} ${teaches ?? ''}`.toLowerCase();
    return words.every((word) => said.includes(word)) ? [at] : [];
  });
}
